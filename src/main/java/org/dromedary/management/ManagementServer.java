package org.dromedary.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.dromedary.users.Role;
import org.dromedary.users.UserStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
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

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final int THREADS = 8;
  private static final int MAXIMUM_BODY_OCTETS = 1 << 16;
  private static final long IDLE_MILLIS = 30_000;

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
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            workers().execute(() -> answer(request, response, callback));
            return true;
          }
        });
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

  /** The port it listens at. */
  public int port() {
    return connector.getLocalPort();
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
    } catch (Exception e) {
      LOG.error("{} {} failed", request.getMethod(), line(request), e);
      answer = problem(500, List.of("it failed; the log of the router says why"));
    }
    response.setStatus(answer.status());
    response.getHeaders().put(new HttpField("Cache-Control", "no-store"));
    response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
    if (!answer.json().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    Content.Sink.write(response, true, answer.json(), callback);
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
    List<ApiOperation> there =
        path.startsWith(ROOT + "/")
            ? operations.stream().filter(o -> o.isAt(path.substring(ROOT.length()))).toList()
            : List.of();
    if (there.isEmpty()) {
      throw new ApiException(404, "there is no such path; " + ROOT + "/openapi.json lists them");
    }
    ApiOperation operation =
        there.stream()
            .filter(o -> o.method().equals(request.getMethod()))
            .findFirst()
            .orElseThrow(() -> new ApiException(405, "this path has other methods"));
    requireOwnSite(request);
    String user = login.login(request.getHeaders().get(HttpHeader.AUTHORIZATION), operation.role());
    ApiRequest asked =
        new ApiRequest(
            user,
            operation.nameIn(path.substring(ROOT.length())).map(URIUtil::decodePath),
            query(request),
            body(request));
    if (!operation.method().equals("GET")) {
      LOG.info("{} {} by {}", operation.method(), line(request), user);
    }
    return operation.work().apply(asked);
  }

  private ApiAnswer answer(MonitoringPage page, Request request) {
    if (!PAGE_METHODS.contains(request.getMethod())) {
      throw new ApiException(405, "this path has GET only");
    }
    requireOwnSite(request);
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

  /** A page of another site must not use the login that a browser remembers. */
  private static void requireOwnSite(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw new ApiException(403, "the request comes from a page of another site");
    }
  }

  private static Map<String, List<String>> query(Request request) {
    Map<String, List<String>> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), List.copyOf(field.getValues()));
    }
    return query;
  }

  private static String body(Request request) throws IOException {
    try (InputStream octets = Content.Source.asInputStream(request)) {
      byte[] read = octets.readNBytes(MAXIMUM_BODY_OCTETS + 1);
      if (read.length > MAXIMUM_BODY_OCTETS) {
        throw new ApiException(413, "a body has at most " + MAXIMUM_BODY_OCTETS + " octets");
      }
      return new String(read, StandardCharsets.UTF_8);
    }
  }

  private static ApiAnswer problem(int status, List<String> problems) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("problems");
      for (String problem : problems) {
        json.writeString(problem);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return new ApiAnswer(status, text.toString());
  }

  /** Takes no more requests; those in progress are given up. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.error("the management API did not stop", e);
    }
  }
}
