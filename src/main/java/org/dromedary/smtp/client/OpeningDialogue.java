package org.dromedary.smtp.client;

import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;

/**
 * The greeting, EHLO, and HELO where EHLO is unknown (RFC 5321 §3.1, §3.2).
 *
 * <pre>
 * GREETING --2yz--> EHLO --2yz--> OVER (greeted)
 *    |               |
 *    |               5yz
 *    |               v
 *    |             HELO --2yz--> OVER (greeted, no extensions)
 *    +--4yz, 5yz--> OVER (refused) <-- 4yz to EHLO; 4yz, 5yz to HELO
 * </pre>
 */
final class OpeningDialogue implements Dialogue<Opening> {
  private enum State {
    GREETING,
    EHLO,
    HELO,
    OVER
  }

  private final Domain hostname;
  private State state = State.GREETING;
  private boolean written;
  private Optional<Opening> result = Optional.empty();

  OpeningDialogue(Domain hostname) {
    this.hostname = hostname;
  }

  @Override
  public Step<Opening> next() {
    return switch (state) {
      case GREETING -> new Step.Await<>(SmtpStage.GREETING);
      case EHLO -> writeThenAwait("EHLO ");
      case HELO -> writeThenAwait("HELO ");
      case OVER -> new Step.Finished<>(result.orElseThrow());
    };
  }

  private Step<Opening> writeThenAwait(String command) {
    if (written) {
      return new Step.Await<>(SmtpStage.EHLO);
    }
    written = true;
    return new Step.Write<>(SmtpStage.EHLO, CommandLine.of(command + hostname.ascii()));
  }

  @Override
  public void replied(SmtpReply reply) {
    SmtpStage stage = state == State.GREETING ? SmtpStage.GREETING : SmtpStage.EHLO;
    if (reply.code().isPositiveIntermediate()) {
      end(
          new Opening.Broken(
              ConversationFailure.after(stage, FailureKind.PROTOCOL_VIOLATION, reply)));
    } else if (reply.code().isPositiveCompletion()) {
      accepted(reply);
    } else if (state == State.EHLO && reply.code().isPermanent()) {
      go(State.HELO); // RFC 5321 §3.2: a server without EHLO answers 500 or 502
    } else {
      end(new Opening.Refused(stage, reply));
    }
  }

  private void accepted(SmtpReply reply) {
    switch (state) {
      case GREETING -> go(State.EHLO);
      case EHLO -> end(new Opening.Greeted(PeerExtensions.of(reply)));
      case HELO -> end(new Opening.Greeted(PeerExtensions.NONE));
      case OVER -> throw new IllegalStateException("the opening is over");
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
