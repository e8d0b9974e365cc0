package org.dromedary.users;

import java.util.StringJoiner;
import javax.security.auth.login.AccountException;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * What the exception of a login means. The modules of Artemis throw {@code FailedLoginException}
 * for everything; when it was not the user's fault there is a cause.
 */
final class LoginFailure {
  private LoginFailure() {}

  /** Whether name or password are wrong; otherwise something is broken. */
  static boolean isRejection(LoginException failure) {
    return failure.getCause() == null
        && (failure instanceof FailedLoginException
            || failure instanceof CredentialException
            || failure instanceof AccountException);
  }

  /** The failure and its causes, for the log. */
  static String text(LoginException failure) {
    StringJoiner text = new StringJoiner(": ");
    for (Throwable next = failure; next != null; next = next.getCause()) {
      text.add(String.valueOf(next.getMessage()));
    }
    return text.toString();
  }
}
