package org.dromedary.smtp.server;

import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.dromedary.mail.ReversePath;

/**
 * Checks the credentials of AUTH (RFC 4954).
 *
 * <p>Called on an event loop, so it returns at once and works elsewhere. The stage may complete on
 * any thread; a stage that fails counts as {@link Result.Unavailable} and is logged.
 */
@FunctionalInterface
public interface Authenticator {
  CompletionStage<Result> authenticate(Credentials credentials);

  /** What came out. */
  sealed interface Result {

    /** It is the user. */
    record Authenticated(User user) implements Result {}

    /** No such user, a wrong password, or no right to submit mail: the client is not told which. */
    record Rejected() implements Result {}

    /** Nobody can say now. */
    record Unavailable() implements Result {}
  }

  /**
   * A user that may submit mail.
   *
   * @param maySendFrom the reverse paths it may use, where users are restricted to their own; never
   *     asked about the null reverse path
   */
  record User(String name, Predicate<ReversePath> maySendFrom) {}
}
