package org.dromedary.smtp.client;

/** Told of logins that fail. Safe for use by several threads; takes no time. */
@FunctionalInterface
public interface LoginFailureListener {

  /**
   * A relay did not let us in.
   *
   * @param relay {@code mx.example.com[192.0.2.1]:25}
   * @param user as whom we came
   * @param reason for people; may hold what the relay said
   */
  void loginFailed(String relay, String user, String reason);
}
