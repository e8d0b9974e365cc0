package org.dromedary.smtp.client;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.routing.RelayLogin;

/** Gives a login to a server, in the conversation with it. */
record Login(RelayLogin login, Conversation conversation) {

  /**
   * Logs in, or says why not. Whatever else than {@code Accepted} comes of it, the connection is of
   * no use.
   */
  Authentication attempt(ChannelSecurity security, PeerExtensions extensions) throws IOException {
    if (security != ChannelSecurity.VERIFIED && !login.unverified()) {
      return failed(FailureKind.LOGIN_NOT_VERIFIED);
    }
    Optional<AuthMechanism> mechanism = AuthMechanism.strongest(extensions, login.kind());
    if (mechanism.isEmpty()) {
      return failed(FailureKind.AUTH_NOT_OFFERED);
    }
    Optional<String> secret = secret();
    return secret.isPresent()
        ? conversation.lead(new AuthDialogue(mechanism.get(), login.user(), secret.get()))
        : failed(FailureKind.LOGIN_UNREADABLE);
  }

  private Optional<String> secret() {
    try {
      return Optional.of(login.secret().resolve());
    } catch (IOException e) {
      return Optional.empty(); // a fault of ours, which must not look like one of the connection
    }
  }

  private static Authentication failed(FailureKind kind) {
    return new Authentication.Broken(ConversationFailure.silent(SmtpStage.AUTH, kind));
  }

  /** {@code user with {{file:/run/secrets/relay}}}. */
  @Override
  public String toString() {
    return login.user() + " with " + login.secret();
  }
}
