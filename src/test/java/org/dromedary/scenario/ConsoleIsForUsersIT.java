package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.camel.ManagedRoutes;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers look at the running router in the console, operators may do some things, others not. */
class ConsoleIsForUsersIT {
  private static final String CONTEXT =
      "org.apache.camel:context=dromedary,type=context,name=\\\"dromedary\\\"";
  private static final String ROUTE =
      "org.apache.camel:context=dromedary,type=routes,name=\\\"deliver-local\\\"";
  private static final String DEAD_QUEUE =
      "org.apache.activemq.artemis:broker=\\\"dromedary\\\",component=addresses,"
          + "address=\\\"mail.dead\\\",subcomponent=queues,routing-type=\\\"anycast\\\","
          + "queue=\\\"mail.dead\\\"";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Stands for the MBeans of the router. */
  public interface Bell {
    String ring();
  }

  @TempDir static Path directory;
  private static RouterUnderTest router;
  private static ObjectName bell;
  private static String operator;
  private static String viewer;

  @BeforeAll
  static void start() throws Exception {
    router =
        RouterUnderTest.in(directory)
            .set("console.enabled", "true")
            .user("olga", "secret of olga", Role.OPERATOR)
            .user("vera", "secret of vera", Role.VIEWER)
            .user("sam", "secret of sam", Role.SUBMIT)
            .start();
    bell = new ObjectName("dromedary:type=Bell");
    Bell rings = () -> "it rings";
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(new StandardMBean(rings, Bell.class), bell);
    await().atMost(Duration.ofSeconds(60)).until(() -> get("/console/", "").statusCode() == 200);
    operator = session("olga");
    viewer = session("vera");
  }

  @AfterAll
  static void stop() throws Exception {
    router.close();
    ManagementFactory.getPlatformMBeanServer().unregisterMBean(bell);
  }

  private static URI at(String path) {
    return router.management().resolve(path);
  }

  private static HttpResponse<String> get(String path, String cookie, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).header("Cookie", cookie);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<String> post(
      String path, String cookie, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> logIn(String user, String password) throws Exception {
    return post(
        "/console/auth/login",
        "",
        "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}");
  }

  private static String session(String user) throws Exception {
    HttpResponse<String> answer = logIn(user, "secret of " + user);
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static String ask(String cookie, String request) throws Exception {
    HttpResponse<String> answer = post("/console/jolokia", cookie, request);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String exec(String mbean, String operation, String arguments) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
        .formatted(mbean, operation, arguments);
  }

  private static String read(String mbean, String attribute) {
    return "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"%s\"}".formatted(mbean, attribute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console", "/artemis"})
  void nobodyGetsDataWithoutALogin(String console) throws Exception {
    String request = read("java.lang:type=Memory", "HeapMemoryUsage");
    assertThat(get(console + "/jolokia", "").statusCode()).isEqualTo(403);
    assertThat(post(console + "/jolokia", "", request).statusCode()).isEqualTo(403);
    assertThat(post(console + "/jolokia", "dromedary-console=guess", request).statusCode())
        .isEqualTo(403);
    assertThat(get(console + "/user", "").statusCode()).isEqualTo(403);
    assertThat(get(console + "/", "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"olga,wrong", "nobody,secret of olga", "olga,''", "sam,secret of sam"})
  void refusesALogin(String user, String password) throws Exception {
    HttpResponse<String> answer = logIn(user, password);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void viewersLook() throws Exception {
    assertThat(get("/console/user", viewer).body()).isEqualTo("\"vera\"");
    assertThat(ask(viewer, read(ROUTE, "State"))).contains("Started").contains("\"status\":200");
    assertThat(ask(viewer, exec(CONTEXT, "dumpRoutesAsXml()", ""))).contains("deliver-local");
    assertThat(ask(viewer, read(DEAD_QUEUE, "MessageCount"))).contains("\"value\":0");
    assertThat(ask(viewer, "{\"type\":\"search\",\"mbean\":\"dromedary:*\"}")).contains("Bell");
  }

  @Test
  void viewersDoNothing() throws Exception {
    assertThat(ask(viewer, exec(ROUTE, "stop()", ""))).contains("\"status\":403");
    assertThat(ask(viewer, exec("dromedary:type=Bell", "ring()", "")))
        .contains("\"status\":403")
        .doesNotContain("it rings");
    assertThat(ask(viewer, exec(DEAD_QUEUE, "browse(int,int)", "1,10"))).contains("\"status\":403");
    String both = "[" + read(ROUTE, "State") + "," + exec(ROUTE, "stop()", "") + "]";
    assertThat(ask(viewer, both)).contains("\"status\":200").contains("\"status\":403");
    assertThat(ask(viewer, read(ROUTE, "State"))).contains("Started");
  }

  @Test
  void operatorsInvokeOperations() throws Exception {
    assertThat(ask(operator, exec("dromedary:type=Bell", "ring()", ""))).contains("it rings");
    assertThat(ask(operator, exec(ROUTE, "stop()", ""))).contains("\"status\":200");
    assertThat(ask(operator, read(ROUTE, "State"))).contains("Stopped");
    assertThat(ask(operator, exec(ROUTE, "start()", ""))).contains("\"status\":200");
    assertThat(ask(operator, exec(DEAD_QUEUE, "browse(int,int)", "1,10")))
        .contains("\"status\":200");
  }

  @Test
  void operatorsActOnMailInTheirOwnName() throws Exception {
    String queue = "dromedary:type=Queue";
    router.deliver("a@client.example", "u@elsewhere.example", "Subject: x\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                ask(viewer, read(queue, "Status")).contains("mail.retry.")
                    && ask(operator, exec(queue, "list", "\"state=deferred\",10"))
                        .contains("u@elsewhere.example"));
    String meant = "\"recipient=elsewhere.example\"";
    assertThat(ask(viewer, exec(queue, "hold", meant + ",\"\""))).contains("\"status\":403");
    assertThat(ask(operator, exec(queue, "count", "\"hold\"," + meant))).contains("\\\"done\\\":1");
    assertThat(ask(operator, exec(queue, "hold", meant + ",\"audit\""))).contains("\\\"done\\\":1");
    assertThat(ask(operator, exec(queue, "list", "\"state=held\",10")))
        .contains("\\\"heldBy\\\":\\\"olga\\\",\\\"heldReason\\\":\\\"audit\\\"");
    assertThat(ask(operator, exec(queue, "delete", "\"\""))).contains("say which mails");
    assertThat(ask(operator, exec(queue, "delete", "\"state=held\""))).contains("\\\"done\\\":1");
    assertThat(ask(operator, exec("dromedary:type=NextHops", "list", "\"\"")))
        .contains("agesMinutes");
    assertThat(ask(viewer, "{\"type\":\"list\",\"path\":\"dromedary/type=Queue\"}"))
        .contains("Tries deferred mail now")
        .contains("\"name\":\"conditions\"");
  }

  @Test
  void nobodyInvokesWhatCouldDoHarm() throws Exception {
    for (String request :
        Set.of(
            exec("com.sun.management:type=HotSpotDiagnostic", "dumpHeap", "\"x\",true"),
            exec("com.sun.management:type=HotSpotDiagnostic", "setVMOption", "\"x\",\"y\""),
            exec("com.sun.management:type=DiagnosticCommand", "vmFlags", ""),
            exec("java.lang:type=Memory", "gc()", ""),
            exec("java.util.logging:type=Logging", "setLoggerLevel", "\"x\",\"ALL\""),
            exec("JMImplementation:type=MBeanServerDelegate", "createMBean", "\"x\""),
            exec("hawtio:type=JVMList", "listLocalJVMs()", ""),
            exec(CONTEXT, "stop()", ""),
            exec(CONTEXT, "sendStringBody", "\"file:x\",\"y\""),
            exec(ROUTE, "remove()", ""),
            exec(ROUTE, "updateRouteFromXml(java.lang.String)", "\"x\""),
            exec(DEAD_QUEUE, "removeAllMessages()", ""),
            read("com.sun.management:type=HotSpotDiagnostic", "DiagnosticOptions"),
            read("java.lang:type=Runtime", "SystemProperties"),
            "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\","
                + "\"attribute\":\"Verbose\",\"value\":true}")) {
      assertThat(ask(operator, request)).as(request).contains("\"status\":403");
    }
    assertThat(get("/console/proxy/127.0.0.1/1/jolokia", operator).statusCode()).isEqualTo(404);
    assertThat(get("/console/jolokia/exec/x/gc", operator).statusCode()).isEqualTo(403);
    assertThat(get("/console/jolokia?p=exec/java.lang:type=Memory/gc", operator).statusCode())
        .isEqualTo(403);
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws Exception {
    String request = read("java.lang:type=Memory", "Verbose");
    String[] other = {"Origin", "http://evil.example"};
    String[] own = {"Origin", "http://" + router.management().getAuthority()};
    assertThat(post("/console/jolokia", operator, request, other).statusCode()).isEqualTo(403);
    assertThat(get("/console/jolokia/version", operator, other).statusCode()).isEqualTo(403);
    assertThat(post("/console/auth/login", "", "{}", other).statusCode()).isEqualTo(403);
    assertThat(post("/console/jolokia", operator, request, own).statusCode()).isEqualTo(200);
  }

  @Test
  void aLogoutEndsTheSession() throws Exception {
    String session = session("olga");
    assertThat(get("/console/user", session).statusCode()).isEqualTo(200);
    assertThat(get("/console/auth/logout", session).statusCode()).isEqualTo(302);
    assertThat(get("/console/user", session).statusCode()).isEqualTo(403);
  }

  @Test
  void theConsoleIsTheFirstPage() throws Exception {
    HttpResponse<String> answer = get("/", "");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/console/");
    assertThat(get("/api/v1/nothing", "").statusCode()).isEqualTo(404);
  }

  /** Two routers in one JVM must not take each other's names. */
  @Test
  void aSecondContextGetsANameOfItsOwn() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try (DefaultCamelContext second = new DefaultCamelContext()) {
      ManagedRoutes.configure(second);
      second.start();
      assertThat(beans.queryNames(new ObjectName("org.apache.camel:type=context,*"), null))
          .hasSize(2);
    }
    assertThat(ask(viewer, read(ROUTE, "State"))).contains("Started");
  }
}
