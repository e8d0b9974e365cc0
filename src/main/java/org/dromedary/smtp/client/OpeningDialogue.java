package org.dromedary.smtp.client;

import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.HostProtocol;
import org.dromedary.tls.ClientTlsMode;

/**
 * The greeting, EHLO, HELO where EHLO is unknown (RFC 5321 §3.1, §3.2), and STARTTLS (RFC 3207).
 * With LMTP, LHLO takes the place of both (RFC 2033 §4.1).
 *
 * <pre>
 * GREETING --2yz--> EHLO --2yz--> OVER (greeted)
 *    |               |  \\
 *    |               |   2yz, STARTTLS is offered and wanted
 *    |               |    v
 *    |               | STARTTLS --2yz--> TLS --> EHLO once more
 *    |               5yz
 *    |               v
 *    |             HELO --2yz--> OVER (greeted, no extensions)
 *    +--4yz, 5yz--> OVER (refused) <-- 4yz to EHLO; 4yz, 5yz to HELO
 * </pre>
 *
 * With implicit TLS, TLS comes before the greeting.
 */
final class OpeningDialogue implements Dialogue<Opening> {
  private enum State {
    GREETING,
    EHLO,
    HELO,
    STARTTLS,
    TLS,
    OVER
  }

  private static final int SHUTTING_DOWN = 421;

  private final Domain hostname;
  private final ClientTlsMode tls;
  private final HostProtocol protocol;
  private State state;
  private boolean written;
  private boolean encrypted;
  private PeerExtensions inClear = PeerExtensions.NONE;
  private Optional<Opening> result = Optional.empty();

  OpeningDialogue(Domain hostname, ClientTlsMode tls, HostProtocol protocol) {
    this.protocol = protocol;
    this.hostname = hostname;
    this.tls = tls;
    this.state = tls == ClientTlsMode.IMPLICIT ? State.TLS : State.GREETING;
  }

  @Override
  public Step<Opening> next() {
    return switch (state) {
      case GREETING -> new Step.Await<>(SmtpStage.GREETING);
      case EHLO -> writeThenAwait(SmtpStage.EHLO, hello() + " " + hostname.ascii());
      case HELO -> writeThenAwait(SmtpStage.EHLO, "HELO " + hostname.ascii());
      case STARTTLS -> writeThenAwait(SmtpStage.STARTTLS, "STARTTLS");
      case TLS -> startTls();
      case OVER -> new Step.Finished<>(result.orElseThrow());
    };
  }

  private String hello() {
    return protocol == HostProtocol.LMTP ? "LHLO" : "EHLO"; // RFC 2033 §4.1
  }

  private Step<Opening> writeThenAwait(SmtpStage stage, String command) {
    if (written) {
      return new Step.Await<>(stage);
    }
    written = true;
    return new Step.Write<>(stage, CommandLine.of(command));
  }

  /** RFC 3207 §4.2: what was said before is forgotten, so EHLO is said once more. */
  private Step<Opening> startTls() {
    encrypted = true;
    go(tls == ClientTlsMode.IMPLICIT ? State.GREETING : State.EHLO);
    return new Step.StartTls<>();
  }

  @Override
  public void replied(SmtpReply reply) {
    if (reply.code().isPositiveIntermediate()) {
      end(
          new Opening.Broken(
              ConversationFailure.after(stage(), FailureKind.PROTOCOL_VIOLATION, reply)));
    } else if (reply.code().isPositiveCompletion()) {
      accepted(reply);
    } else if (state == State.EHLO && reply.code().isPermanent() && protocol == HostProtocol.SMTP) {
      go(State.HELO); // RFC 5321 §3.2: a server without EHLO answers 500 or 502
    } else if (state == State.STARTTLS && reply.code().value() != SHUTTING_DOWN) {
      tlsRefused(reply);
    } else {
      end(new Opening.Refused(stage(), reply));
    }
  }

  private SmtpStage stage() {
    return switch (state) {
      case GREETING -> SmtpStage.GREETING;
      case STARTTLS -> SmtpStage.STARTTLS;
      default -> SmtpStage.EHLO;
    };
  }

  private void accepted(SmtpReply reply) {
    switch (state) {
      case GREETING -> go(State.EHLO);
      case EHLO -> introduced(PeerExtensions.of(reply));
      case HELO -> introduced(PeerExtensions.NONE);
      case STARTTLS -> go(State.TLS);
      case TLS, OVER -> throw new IllegalStateException("no reply is awaited");
    }
  }

  private void introduced(PeerExtensions extensions) {
    if (encrypted || tls == ClientTlsMode.NONE) {
      end(new Opening.Greeted(extensions));
    } else if (extensions.startTls()) {
      inClear = extensions;
      go(State.STARTTLS);
    } else if (tls == ClientTlsMode.OPPORTUNISTIC) {
      end(new Opening.Greeted(extensions));
    } else {
      end(
          new Opening.Broken(
              ConversationFailure.silent(SmtpStage.EHLO, FailureKind.TLS_NOT_OFFERED)));
    }
  }

  private void tlsRefused(SmtpReply reply) {
    if (tls == ClientTlsMode.OPPORTUNISTIC) {
      end(new Opening.Greeted(inClear)); // RFC 3207 §4.1: the client decides whether to go on
    } else {
      end(
          new Opening.Broken(
              ConversationFailure.after(SmtpStage.STARTTLS, FailureKind.TLS_REFUSED, reply)));
    }
  }

  @Override
  public Opening broken(ConversationFailure failure) {
    return new Opening.Broken(failure);
  }

  private void go(State next) {
    state = next;
    written = false;
  }

  private void end(Opening opening) {
    result = Optional.of(opening);
    state = State.OVER;
  }
}
