package org.dromedary.management;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.dromedary.users.Role;
import org.dromedary.users.User;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the web applications of the console and lets in who is logged in. They have no
 * login of their own: whatever is not let through here is out of reach. Pages and scripts are for
 * all, the login page is one of them; Jolokia, which is all they get data from, is not.
 */
final class ConsoleGuard extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleGuard.class);
  private static final String COOKIE = "dromedary-console";
  private static final int MAXIMUM_BODY_OCTETS = 1 << 20;

  /** Other paths could mean one thing here and another one there (dots, %2F and the like). */
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~@-][A-Za-z0-9._~@-]*)*/?");

  /** The requests of Jolokia that have no body; the others are possible as paths, too. */
  private static final Set<String> PLAIN_JOLOKIA =
      Set.of("/jolokia", "/jolokia/", "/jolokia/version");

  private final Set<String> contexts;
  private final ConsoleLogin login;
  private final Executor workers;

  /**
   * Guards what is behind it.
   *
   * @param contexts the paths of the web applications
   * @param workers run logins, which block
   */
  ConsoleGuard(Handler behind, Set<String> contexts, ConsoleLogin login, Executor workers) {
    super(behind);
    this.contexts = Set.copyOf(contexts);
    this.login = login;
    this.workers = workers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    Optional<String> context =
        contexts.stream().filter(c -> path.equals(c) || path.startsWith(c + "/")).findFirst();
    if (path.equals("/")) {
      Response.sendRedirect(request, response, callback, Console.PATH + "/");
      return true;
    }
    if (context.isEmpty()) {
      return false;
    }
    try {
      requirePlain(path);
      OwnSite.require(request);
      handle(context.get(), path.substring(context.get().length()), request, response, callback);
    } catch (ApiException e) {
      refuse(e, request, response, callback);
    }
    return true;
  }

  private static void requirePlain(String path) {
    if (!PLAIN.matcher(path).matches()) {
      throw new ApiException(404, "there is no such path");
    }
  }

  private static void refuse(
      ApiException e, Request request, Response response, Callback callback) {
    Response.writeError(request, response, callback, e.status(), e.getMessage());
  }

  private void handle(
      String context, String path, Request request, Response response, Callback callback)
      throws Exception {
    switch (path) {
      case "" -> Response.sendRedirect(request, response, callback, context + "/");
      case "/auth/login" -> onWorker(request, response, callback);
      case "/auth/logout" -> logOut(context, request, response, callback);
      case "/user" -> answer(response, callback, ConsoleLogin.json(user(request)));
      case "/hawtconfig.json" -> answer(response, callback, Console.CONFIGURATION);
      default -> handleOther(path, request, response, callback);
    }
  }

  private void handleOther(String path, Request request, Response response, Callback callback)
      throws Exception {
    if (path.equals("/jolokia") || path.startsWith("/jolokia/")) {
      Request checked = jolokia(path, request);
      ConsoleUser.as(user(request).name().text(), () -> pass(checked, response, callback));
    } else if (path.equals("/proxy") || path.startsWith("/proxy/")) {
      throw new ApiException(404, "this console asks no other servers");
    } else if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
      pass(request, response, callback);
    } else {
      throw new ApiException(405, "a page can only be read");
    }
  }

  private void pass(Request request, Response response, Callback callback) throws Exception {
    if (!super.handle(request, response, callback)) {
      throw new ApiException(404, "there is no such path");
    }
  }

  /** What Jolokia may see of a request. */
  private Request jolokia(String path, Request request) throws IOException {
    User user = user(request);
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      // a request, or a script that any page can load
      if (field.getName().equals("p") || field.getName().equals("callback")) {
        throw new ApiException(403, "not by the query of a URL");
      }
    }
    if (HttpMethod.GET.is(request.getMethod()) && PLAIN_JOLOKIA.contains(path)) {
      return request;
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      throw new ApiException(403, "requests to Jolokia are posted");
    }
    JolokiaRequests requests =
        JolokiaRequests.read(
            RequestBody.read(request, MAXIMUM_BODY_OCTETS), user.has(Role.OPERATOR));
    for (String operation : requests.invoked()) {
      LOG.info("{} invokes at the console: {}", user.name(), operation);
    }
    return new CheckedBody(request, requests.json());
  }

  private User user(Request request) {
    return token(request)
        .flatMap(login::user)
        .orElseThrow(() -> new ApiException(403, "log in first"));
  }

  private static Optional<String> token(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  private void onWorker(Request request, Response response, Callback callback) {
    if (!HttpMethod.POST.is(request.getMethod())) {
      throw new ApiException(405, "a login is posted");
    }
    workers.execute(
        () -> {
          try {
            ConsoleLogin.Session session = login.logIn(RequestBody.read(request, 1 << 12));
            Response.addCookie(response, cookie(session.token(), -1));
            answer(response, callback, ConsoleLogin.json(session.user()));
          } catch (ApiException e) {
            refuse(e, request, response, callback);
          } catch (IOException | RuntimeException e) {
            callback.failed(e);
          }
        });
  }

  private void logOut(String context, Request request, Response response, Callback callback) {
    token(request).ifPresent(login::logOut);
    Response.addCookie(response, cookie("", 0));
    Response.sendRedirect(request, response, callback, context + "/");
  }

  private static HttpCookie cookie(String value, long maximumAge) {
    return HttpCookie.build(COOKIE, value)
        .path("/")
        .httpOnly(true)
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(maximumAge)
        .build();
  }

  private static void answer(Response response, Callback callback, String json) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, json, callback);
  }
}
