package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.SessionState.Event;
import org.dromedary.smtp.wire.CommandLine;
import org.dromedary.smtp.wire.CommandReader;

/**
 * The conversation with one client, from banner to close (RFC 5321 §3, §4).
 *
 * <p>Without I/O: each method tells what happened and returns what to do about it, in that order.
 * Input that comes while a decision is awaited is kept and read afterwards. Not for use by several
 * threads at once. After a {@link SessionAction.Close} everything is ignored.
 */
final class SmtpSession {
  private final SmtpService service;
  private final Dialogue dialogue;
  private final CommandReader commands = new CommandReader();
  private final PendingInput input = new PendingInput();

  private SessionState state = SessionState.CONNECTED;
  private List<SessionAction> actions = new ArrayList<>();
  private Optional<ContentReceiver> content = Optional.empty();
  private Optional<Recipient> askedFor = Optional.empty();
  private int errors;
  private boolean draining;

  SmtpSession(SmtpService service, InetSocketAddress client) {
    this.service = service;
    this.dialogue = new Dialogue(service.listener(), client);
  }

  /** The client may now hear the banner. */
  List<SessionAction> greet() {
    if (state == SessionState.CONNECTED) {
      become(Event.GREETED);
      send(service.banner());
    }
    return proceed();
  }

  /** Octets came; the array is the session's now. */
  List<SessionAction> receive(byte[] octets) {
    if (state == SessionState.CONNECTED) {
      end(Replies.OUT_OF_SYNC); // RFC 5321 §3.1: the client waits for the greeting
    } else if (state != SessionState.CLOSED) {
      input.add(octets);
    }
    return proceed();
  }

  /** The check of the last {@link SessionAction.CheckRecipient} has an answer. */
  List<SessionAction> recipientDecided(RecipientDecision decision) {
    if (state == SessionState.RECIPIENT) {
      become(Event.RECIPIENT_DECIDED);
      switch (decision) {
        case RecipientDecision.Refused refused -> send(refused.reply());
        case RecipientDecision.Accepted accepted -> {
          transaction().add(askedFor.orElseThrow());
          send(Replies.RECIPIENT_OK);
        }
      }
      closeIfDrained();
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} is done. */
  List<SessionAction> contentStored(Path file) {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      receiver().stored(file);
      finishIfComplete();
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} failed; the file is gone. */
  List<SessionAction> contentNotStored() {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      receiver().refuse(Replies.NO_SPACE); // RFC 5321 §4.2.2: 452 insufficient system storage
      finishIfComplete();
    }
    return proceed();
  }

  /** The mail of the last {@link SessionAction.HandOver} is durable, or is refused. */
  List<SessionAction> mailAnswered(SmtpReply reply) {
    if (state == SessionState.ANSWER) {
      become(Event.MAIL_ANSWERED);
      releaseContent();
      send(reply);
      closeIfDrained();
    }
    return proceed();
  }

  /** The client was silent for {@link #patience}. */
  List<SessionAction> timedOut() {
    if (state.waitsForClient()) {
      end(Replies.TIMED_OUT); // RFC 5321 §4.5.3.2.7
    }
    return proceed();
  }

  /** The server stops: now if no transaction is open, else after it (RFC 5321 §3.8). */
  List<SessionAction> drain() {
    draining = true;
    if (state == SessionState.CONNECTED) {
      end(Replies.SHUTTING_DOWN);
    } else {
      closeIfDrained();
    }
    return proceed();
  }

  /** The connection is gone; nothing is left to do. */
  void disconnected() {
    become(Event.CLOSED);
    input.clear();
    releaseContent();
  }

  /** How long the client may be silent now; empty when it is not its turn. */
  Optional<Duration> patience() {
    if (!state.waitsForClient()) {
      return Optional.empty();
    }
    SmtpServerSettings.Limits limits = service.settings().limits();
    return Optional.of(state == SessionState.DATA ? limits.dataTimeout() : limits.commandTimeout());
  }

  /** Where the client is; behind a proxy it is not the peer of the connection. */
  InetSocketAddress clientAddress() {
    return dialogue.address();
  }

  /** Whether the octets of a mail are awaited, rather than a whole command line. */
  boolean isReceivingData() {
    return state == SessionState.DATA;
  }

  /** Whether more input is welcome; when not, what comes is kept in memory. */
  boolean wantsInput() {
    return state == SessionState.CLOSED || state.takesInput() || input.isEmpty();
  }

  private List<SessionAction> proceed() {
    while (!input.isEmpty() && state.takesInput()) {
      byte[] octets = input.current();
      if (state == SessionState.DATA) {
        input.readTo(receiver().read(octets, input.position(), octets.length));
        finishIfComplete();
      } else {
        input.readTo(commands.read(octets, input.position(), octets.length));
        commands.take().ifPresent(this::handle);
      }
    }
    List<SessionAction> done = actions;
    actions = new ArrayList<>();
    return done;
  }

  private void handle(CommandLine line) {
    switch (line) {
      case CommandLine.Malformed malformed -> send(Replies.toCommand(malformed.fault()));
      case CommandLine.Text text -> handle(text);
    }
    closeIfDrained();
  }

  private void handle(CommandLine.Text line) {
    int space = line.text().indexOf(' ');
    String name = space < 0 ? line.text() : line.text().substring(0, space);
    Optional<Verb> verb = service.verbs().find(name);
    if (verb.isEmpty()) {
      send(Replies.UNKNOWN_COMMAND); // RFC 5321 §4.2.4
    } else if (line.octets() > verb.get().maximumOctets()) {
      send(Replies.LINE_TOO_LONG); // RFC 5321 §4.5.3.1.9
    } else if (verb.get().isSynchronizationPoint() && !input.isEmpty()) {
      end(Replies.OUT_OF_SYNC); // RFC 2920 §3.1
    } else {
      String argument = space < 0 ? "" : line.text().substring(space + 1);
      follow(verb.get().run(argument, dialogue));
    }
  }

  private void follow(Outcome outcome) {
    switch (outcome) {
      case Outcome.Answer answer -> send(answer.reply());
      case Outcome.Leave leave -> end(leave.reply());
      case Outcome.AskRecipient ask -> {
        become(Event.RECIPIENT_ASKED);
        askedFor = Optional.of(ask.recipient());
        actions.add(
            new SessionAction.CheckRecipient(
                new RecipientRequest(client(), transaction().reversePath(), ask.recipient())));
      }
      case Outcome.ReceiveData receive -> {
        become(Event.DATA_STARTED);
        content = Optional.of(newReceiver());
        send(Replies.SEND_DATA);
      }
    }
  }

  private void finishIfComplete() {
    ContentReceiver receiver = receiver();
    if (receiver.refusal().isEmpty() && receiver.mustStore()) {
      become(Event.BUFFER_FULL);
      actions.add(receiver.toStore());
    } else if (receiver.isComplete()) {
      receiver.refusal().ifPresentOrElse(this::refuseMail, () -> handOver(receiver));
      dialogue.endTransaction(); // RFC 5321 §4.1.1.4: buffers are cleared, whatever the reply
      closeIfDrained();
    }
  }

  private void refuseMail(SmtpReply reply) {
    become(Event.MAIL_REFUSED);
    actions.add(new SessionAction.DiscardContent());
    releaseContent();
    send(reply);
  }

  private void handOver(ContentReceiver receiver) {
    become(Event.MAIL_HANDED_OVER);
    Envelope envelope = transaction().envelope();
    QueueId id = service.queueIds().next();
    Instant now = service.clock().instant();
    ReceivedField field =
        new ReceivedField(client(), service.settings().hostname(), id, envelope, now);
    actions.add(
        new SessionAction.HandOver(
            new ReceivedMail(id, envelope, receiver.content(field.octets()), client(), now)));
  }

  private void send(SmtpReply reply) {
    if (isCommandError(reply) && ++errors >= service.settings().limits().commandErrors()) {
      end(Replies.TOO_MANY_ERRORS);
    } else if (reply.code().value() == 421) {
      end(reply); // RFC 5321 §3.8: 421 says that the connection is closed
    } else {
      actions.add(new SessionAction.Send(reply));
    }
  }

  private static boolean isCommandError(SmtpReply reply) {
    return reply.code().value() / 10 == 50; // RFC 5321 §4.2.1: x0z is syntax
  }

  private void closeIfDrained() {
    if (draining && state == SessionState.COMMAND && dialogue.transaction().isEmpty()) {
      end(Replies.SHUTTING_DOWN);
    }
  }

  private void end(SmtpReply last) {
    become(Event.CLOSED);
    input.clear();
    releaseContent();
    actions.add(new SessionAction.Send(last));
    actions.add(new SessionAction.Close());
  }

  private void become(Event event) {
    state = state.next(event);
  }

  private SmtpClient client() {
    return dialogue.client().orElseThrow();
  }

  private MailTransaction transaction() {
    return dialogue.transaction().orElseThrow();
  }

  private ContentReceiver newReceiver() {
    return new ContentReceiver(service.settings().limits(), service.defence().content());
  }

  private void releaseContent() {
    content.ifPresent(ContentReceiver::release);
    content = Optional.empty();
  }

  private ContentReceiver receiver() {
    return content.orElseThrow();
  }
}
