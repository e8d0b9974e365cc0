package org.dromedary.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.dromedary.events.NotRecordedException;
import org.dromedary.users.Role;
import org.dromedary.users.UserStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for the operations it was given. */
public final class ManagementServer implements AutoCloseable {
  /** Before the path of each operation. */
  public static final String ROOT = "/api/v1";

  /** Where applications submit mail; the same below {@link #ROOT}. */
  private static final String MESSAGES = "/api/messages";

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final int THREADS = 8;
  private static final int MAXIMUM_BODY_OCTETS = 1 << 16;
  private static final long IDLE_MILLIS = 30_000;
  private static final int NO_CONTENT = 204;
  private static final int BODY_BUFFER = 1 << 15;

  /** The name of a rule may have any of / % ; and comes encoded: a path is cut before decoding. */
  private static final UriCompliance NAMES_IN_PATHS =
      UriCompliance.DEFAULT.with(
          "names",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER);

  private static final List<String> PAGE_METHODS = List.of("GET", "HEAD");

  private static final List<HttpHeader> FORWARDED =
      List.of(
          HttpHeader.FORWARDED,
          HttpHeader.X_FORWARDED_FOR,
          HttpHeader.X_FORWARDED_HOST,
          HttpHeader.X_FORWARDED_PROTO,
          HttpHeader.VIA);

  private static final JsonFactory JSON = new JsonFactory();

  private final Server server;
  private final ServerConnector connector;
  private final Handler.Sequence handlers;
  private final List<ApiOperation> operations;
  private final List<MonitoringPage> pages;
  private final ApiLogin login;
  private final Executor workers;

  /**
   * @param token by which the command line of this machine is known
   * @param workers run the operations, which may block
   */
  private ManagementServer(
      ManagementSettings settings,
      UserStore users,
      String token,
      List<ApiOperation> operations,
      List<MonitoringPage> pages,
      Executor workers) {
    this.operations = List.copyOf(operations);
    this.pages = List.copyOf(pages);
    this.login = new ApiLogin(users, token);
    this.workers = workers;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("management");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setUriCompliance(NAMES_IN_PATHS);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    Handler api =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            workers().execute(() -> answer(request, response, callback));
            return true;
          }
        };
    handlers = new Handler.Sequence(true, List.of(api));
    server.setHandler(handlers);
  }

  private Executor workers() {
    return workers;
  }

  /**
   * Starts it.
   *
   * @param token by which the command line of this machine is known
   * @param pages beside the API
   * @param workers run the operations, which may block; they stay the caller's
   * @throws Exception when it cannot listen
   */
  public static ManagementServer start(
      ManagementSettings settings,
      UserStore users,
      String token,
      List<ApiOperation> operations,
      List<MonitoringPage> pages,
      Executor workers)
      throws Exception {
    ManagementServer started =
        new ManagementServer(settings, users, token, operations, pages, workers);
    try {
      started.server.start();
      return started;
    } catch (IOException e) {
      String where = "management API at " + settings.host() + ":" + settings.port();
      throw new BindException(where + ": " + root(e).getMessage());
    }
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  /** Where it is, from this machine: {@code http://127.0.0.1:8161/api/v1}. */
  public String root() {
    String host = connector.getHost();
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return "http://" + reachable + ":" + port() + ROOT;
  }

  /** The port it listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Opens the console, in the background; the log says when it is there.
   *
   * @param directory where the build leaves it; there is none when it is not there
   */
  public void openConsole(Path directory) {
    if (Console.isIn(directory)) {
      Thread.ofPlatform().daemon().name("console").start(() -> startConsole(directory));
    } else {
      LOG.info("no console: there is none in {}", directory);
    }
  }

  private synchronized void startConsole(Path directory) {
    if (!server.isRunning()) {
      return; // it was closed meanwhile
    }
    try {
      Handler console = Console.make(directory, login.users(), workers);
      console.setServer(server);
      console.start();
      handlers.setHandlers(
          Stream.concat(Stream.of(console), handlers.getHandlers().stream()).toList());
      handlers.manage(console);
      LOG.info("the console is at {}", URI.create(root()).resolve(Console.PATH));
    } catch (Exception e) {
      LOG.error("the console did not start", e);
    }
  }

  private void answer(Request request, Response response, Callback callback) {
    ApiAnswer answer;
    try {
      answer = answer(request);
    } catch (ApiException e) {
      answer = problem(e.status(), e.problems());
      if (e.status() == 401) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Dromedary\"");
      }
    } catch (NotRecordedException e) {
      answer = notDone(e);
    } catch (Exception e) {
      LOG.error("{} {} failed", request.getMethod(), line(request), e);
      answer = problem(500, List.of("it failed; the log of the router says why"));
    }
    response.setStatus(answer.status());
    response.getHeaders().put(new HttpField("Cache-Control", "no-store"));
    response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
    if (answer.status() != NO_CONTENT) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    }
    if (answer.body().isPresent()) {
      write(answer.body().get(), request, response, callback);
    } else {
      Content.Sink.write(response, true, answer.text(), callback);
    }
  }

  private static void write(
      ApiAnswer.Body body, Request request, Response response, Callback callback) {
    try (OutputStream out =
        new BufferedOutputStream(Content.Sink.asOutputStream(response), BODY_BUFFER)) {
      try {
        body.writeTo(out);
      } catch (NotRecordedException e) { // so nothing was written
        ApiAnswer answer = notDone(e);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        out.write(answer.text().getBytes(StandardCharsets.UTF_8));
      }
    } catch (EofException | ClosedChannelException e) {
      callback.failed(e); // the client has gone
      return;
    } catch (Exception e) {
      LOG.error("{} {} failed while it was answered", request.getMethod(), line(request), e);
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  private static ApiAnswer notDone(NotRecordedException why) {
    return problem(503, List.of(String.valueOf(why.getMessage())));
  }

  private static String line(Request request) {
    return request.getHttpURI().getPath().replaceAll("[^!-~]", "?");
  }

  private ApiAnswer answer(Request request) throws Exception {
    String path = request.getHttpURI().getPath();
    for (MonitoringPage page : pages) {
      if (page.path().equals(path)) {
        return answer(page, request);
      }
    }
    Optional<String> below = belowRoot(path);
    List<ApiOperation> there =
        below.isPresent()
            ? operations.stream().filter(o -> o.isAt(below.get())).toList()
            : List.of();
    if (there.isEmpty()) {
      throw new ApiException(404, "there is no such path; " + ROOT + "/openapi.json lists them");
    }
    ApiOperation operation =
        there.stream()
            .filter(o -> o.method().equals(request.getMethod()))
            .findFirst()
            .orElseThrow(() -> new ApiException(405, "this path has other methods"));
    OwnSite.require(request);
    ApiLogin.Who who =
        login.login(request.getHeaders().get(HttpHeader.AUTHORIZATION), operation.role());
    Optional<String> name = below.flatMap(operation::nameIn).map(URIUtil::decodePath);
    if (operation.takesOctets()) {
      try (InputStream octets = Content.Source.asInputStream(request)) {
        return operation
            .work()
            .apply(
                new ApiRequest(
                    who.name(),
                    name,
                    query(request),
                    "",
                    Optional.of(upload(request, who, octets))));
      }
    }
    ApiRequest asked =
        new ApiRequest(
            who.name(), name, query(request), RequestBody.read(request, MAXIMUM_BODY_OCTETS));
    if (!operation.method().equals("GET")) {
      LOG.info("{} {} by {}", operation.method(), line(request), who.name());
    }
    return operation.work().apply(asked);
  }

  /** The path below the root; one without a version is of the first. */
  private static Optional<String> belowRoot(String path) {
    if (path.startsWith(ROOT + "/")) {
      return Optional.of(path.substring(ROOT.length()));
    }
    return path.equals(MESSAGES) ? Optional.of("/messages") : Optional.empty();
  }

  private static ApiRequest.Upload upload(Request request, ApiLogin.Who who, InputStream octets) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return new ApiRequest.Upload(
        who.account(),
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress client
            ? client.getAddress()
            : InetAddress.getLoopbackAddress(),
        type == null ? "" : type,
        Optional.ofNullable(request.getHeaders().get("Idempotency-Key")),
        octets);
  }

  private ApiAnswer answer(MonitoringPage page, Request request) {
    if (!PAGE_METHODS.contains(request.getMethod())) {
      throw new ApiException(405, "this path has GET only");
    }
    OwnSite.require(request);
    if (!page.open().test(client(request))) {
      var unused = login.login(request.getHeaders().get(HttpHeader.AUTHORIZATION), Role.VIEWER);
    }
    return page.work().get();
  }

  /** Empty behind a proxy: it may come for anybody. */
  private static Optional<InetAddress> client(Request request) {
    boolean forwarded =
        FORWARDED.stream().anyMatch(header -> request.getHeaders().contains(header));
    return forwarded
            || !(request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress address)
        ? Optional.empty()
        : Optional.of(address.getAddress());
  }

  private static Map<String, List<String>> query(Request request) {
    Map<String, List<String>> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), List.copyOf(field.getValues()));
    }
    return query;
  }

  /** RFC 9457 §3; {@code problems} has one line for each. */
  private static ApiAnswer problem(int status, List<String> problems) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("title", HttpStatus.getMessage(status));
      json.writeNumberField("status", status);
      json.writeStringField("detail", String.join("; ", problems));
      json.writeArrayFieldStart("problems");
      for (String problem : problems) {
        json.writeString(problem);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return ApiAnswer.problem(status, text.toString());
  }

  /** Takes no more requests; those in progress are given up. */
  @Override
  public synchronized void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.error("the management API did not stop", e);
    }
  }
}
