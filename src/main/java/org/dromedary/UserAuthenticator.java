package org.dromedary;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dromedary.smtp.server.Authenticator;
import org.dromedary.smtp.server.Credentials;
import org.dromedary.users.Authentication;
import org.dromedary.users.Role;
import org.dromedary.users.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AUTH against the user store: who has the role {@code submit} may send mail.
 *
 * @param workers may block
 */
record UserAuthenticator(UserStore users, Executor workers) implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(UserAuthenticator.class);

  @Override
  public CompletionStage<Result> authenticate(Credentials credentials) {
    return CompletableFuture.supplyAsync(
        () -> result(users.authenticate(credentials.name(), credentials.password(), Role.SUBMIT)),
        workers);
  }

  private static Result result(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Authenticated authenticated ->
          new Result.Authenticated(submitter(authenticated.user()));
      case Authentication.Rejected rejected -> new Result.Rejected();
      case Authentication.Unavailable unavailable -> {
        LOG.error("users cannot be authenticated: {}", unavailable.logDetail());
        yield new Result.Unavailable();
      }
    };
  }

  private static Authenticator.User submitter(org.dromedary.users.User user) {
    return new Authenticator.User(user.name().text(), user::maySendFrom);
  }
}
