package org.dromedary.smtp.client;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.HostProtocol;

/**
 * One mail transaction: MAIL, RCPT for each recipient, DATA, the content (RFC 5321 §3.3).
 *
 * <pre>
 * COMMANDS --354 to DATA--> CONTENT --written--> MESSAGE --any reply--> OVER
 *    |  \--354, but nobody accepted--> LONE_DOT --written--> MESSAGE
 *    +--DATA refused, or nothing left worth sending--> OVER
 * any --421, or a reply that fits no command--> OVER
 * </pre>
 */
final class TransactionDialogue implements Dialogue<TransactionResult> {
  /** Commands sent before their replies are read: neither side may fill the other's window. */
  private static final int MAXIMUM_GROUP = 100; // RFC 2920 §3.1

  private static final int RESET = -2;
  private static final int MAIL = -1;
  private static final int SHUTTING_DOWN = 421;

  private enum State {
    COMMANDS,
    CONTENT,
    LONE_DOT,
    MESSAGE,
    OVER
  }

  private final MailCommands commands;
  private final MailContent content;
  private final HostProtocol protocol;
  private final RecipientResults results;
  private final Deque<Integer> outstanding = new ArrayDeque<>();
  private final int data;
  private State state = State.COMMANDS;
  private int position;
  private boolean mailAccepted;
  private boolean peerReset;
  private Optional<ConversationFailure> failure = Optional.empty();

  /**
   * A transaction that begins with RSET or MAIL.
   *
   * @param resetFirst whether the transaction before was left unfinished
   */
  TransactionDialogue(
      MailCommands commands, MailContent content, boolean resetFirst, HostProtocol protocol) {
    this.protocol = protocol;
    this.commands = commands;
    this.content = content;
    this.results = new RecipientResults(commands.recipients());
    this.data = commands.recipients().size();
    this.position = resetFirst ? RESET : MAIL;
  }

  @Override
  public Step<TransactionResult> next() {
    return switch (state) {
      case COMMANDS -> nextCommand();
      case CONTENT -> {
        state = State.MESSAGE;
        yield new Step.WriteContent<>(content);
      }
      case LONE_DOT -> {
        state = State.MESSAGE;
        yield new Step.Write<>(SmtpStage.MESSAGE, CommandLine.of("."));
      }
      case MESSAGE -> new Step.Await<>(SmtpStage.MESSAGE);
      case OVER -> new Step.Finished<>(result());
    };
  }

  private Step<TransactionResult> nextCommand() {
    if (!outstanding.isEmpty()) {
      return new Step.Await<>(stage(outstanding.element()));
    }
    if (position > data || results.isAllDecided()) {
      state = State.OVER;
      return new Step.Finished<>(result());
    }
    return new Step.Write<>(stage(position), group());
  }

  /** With PIPELINING many commands, else one. */
  private byte[] group() {
    int size = commands.mayBePipelined() ? MAXIMUM_GROUP : 1;
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (position <= data && outstanding.size() < size) {
      CommandLine.append(command(position), octets);
      outstanding.add(position++);
    }
    return octets.toByteArray();
  }

  private String command(int which) {
    return switch (stage(which)) {
      case RSET -> "RSET";
      case MAIL -> commands.mail();
      case RCPT -> commands.rcpt(which);
      default -> "DATA";
    };
  }

  private SmtpStage stage(int which) {
    return switch (which) {
      case RESET -> SmtpStage.RSET;
      case MAIL -> SmtpStage.MAIL;
      default -> which == data ? SmtpStage.DATA : SmtpStage.RCPT;
    };
  }

  @Override
  public void replied(SmtpReply reply) {
    int which = state == State.COMMANDS ? outstanding.remove() : data;
    SmtpStage stage = state == State.COMMANDS ? stage(which) : SmtpStage.MESSAGE;
    if (reply.code().value() == SHUTTING_DOWN) {
      fail(ConversationFailure.after(stage, FailureKind.SHUTTING_DOWN, reply)); // RFC 5321 §3.8
    } else if (!fits(stage, reply.code())) {
      fail(ConversationFailure.after(stage, FailureKind.PROTOCOL_VIOLATION, reply));
    } else {
      apply(stage, which, reply);
    }
  }

  /** RFC 5321 §4.3.2; any code of a fitting class is taken, as §4.2 wants. */
  private static boolean fits(SmtpStage stage, ReplyCode code) {
    return switch (stage) {
      case RSET -> code.isPositiveCompletion();
      case DATA -> !code.isPositiveCompletion();
      default -> !code.isPositiveIntermediate();
    };
  }

  private void apply(SmtpStage stage, int which, SmtpReply reply) {
    boolean positive = !reply.code().isTransient() && !reply.code().isPermanent();
    switch (stage) {
      case MAIL -> {
        mailAccepted = positive;
        if (!positive) {
          results.decideRest(stage, reply);
        }
      }
      case RCPT -> {
        if (!positive) {
          results.decide(which, stage, reply);
        }
      }
      case DATA -> {
        if (!positive) {
          results.decideRest(stage, reply);
          state = State.OVER;
        } else {
          accepted(reply);
        }
      }
      case MESSAGE -> message(reply);
      default -> {} // RSET
    }
  }

  private void accepted(SmtpReply reply) {
    if (!results.isAllDecided()) {
      state = State.CONTENT;
    } else if (protocol == HostProtocol.SMTP) {
      state = State.LONE_DOT; // RFC 2920 §3.1: after 354 only the end of the mail takes us back
    } else {
      // RFC 2033 §4.2: nobody is left to be answered for, and 503 is what it must say
      fail(ConversationFailure.after(SmtpStage.DATA, FailureKind.PROTOCOL_VIOLATION, reply));
    }
  }

  private void message(SmtpReply reply) {
    if (protocol == HostProtocol.LMTP) {
      results.decideNext(SmtpStage.MESSAGE, reply); // RFC 2033 §4.2: a reply for each recipient
    } else {
      results.decideRest(SmtpStage.MESSAGE, reply);
    }
    peerReset = true; // RFC 5321 §4.1.1.4: whatever the reply
    state = results.isAllDecided() ? State.OVER : State.MESSAGE;
  }

  private void fail(ConversationFailure what) {
    failure = Optional.of(what);
    state = State.OVER;
  }

  @Override
  public TransactionResult broken(ConversationFailure what) {
    boolean refused = what.kind() == FailureKind.DROPPED && what.stage() == SmtpStage.CONTENT;
    what.reply().filter(r -> refused).ifPresent(r -> results.decideRest(SmtpStage.CONTENT, r));
    fail(what);
    return result();
  }

  private TransactionResult result() {
    return failure.map(results::endedBy).orElseGet(results::answered);
  }

  /** Whether another transaction may follow on the connection. */
  boolean isConversationIntact() {
    return failure.isEmpty();
  }

  /** Whether the peer still holds paths of this transaction (RFC 5321 §4.1.1.5). */
  boolean needsReset() {
    return mailAccepted && !peerReset;
  }
}
