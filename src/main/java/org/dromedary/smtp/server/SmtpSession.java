package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private final Outbox outbox;
  private final MailIntake intake;
  private final CommandReader commands = new CommandReader();
  private final PendingInput input = new PendingInput();
  private final CommandErrors errors;

  private SessionState state = SessionState.CONNECTED;
  private Optional<Recipient> askedFor = Optional.empty();
  private Optional<SaslExchange> exchange = Optional.empty();
  private Optional<Refusal> held = Optional.empty();
  private Optional<InputDeadline> deadline = Optional.empty();

  /** Whether a reply was given or the state changed since the deadline was asked for. */
  private boolean awaitsAnew = true;

  private boolean draining;
  private boolean inputEnded;

  SmtpSession(SmtpService service, InetSocketAddress client, ClientVisit visit) {
    this.service = service;
    this.dialogue = new Dialogue(service.listener(), client, visit);
    this.outbox = new Outbox(dialogue);
    this.intake = new MailIntake(service);
    this.errors = new CommandErrors(service.settings().limits().commandErrors());
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
    switch (state) {
      // RFC 5321 §3.1: the client waits for the greeting; RFC 3207 §4.2: nothing in the clear
      case CONNECTED, HANDSHAKE -> end(Replies.OUT_OF_SYNC);
      case CLOSED -> {}
      default -> input.add(octets);
    }
    return proceed();
  }

  /** The check of the last {@link SessionAction.CheckRecipient} has an answer. */
  List<SessionAction> recipientDecided(RecipientDecision decision) {
    if (state == SessionState.RECIPIENT) {
      become(Event.RECIPIENT_DECIDED);
      Recipient recipient = askedFor.orElseThrow();
      switch (decision) {
        case RecipientDecision.Refused refused -> refuse(refused, recipient);
        case RecipientDecision.Accepted accepted -> {
          transaction().add(recipient);
          send(Replies.RECIPIENT_OK);
        }
      }
      closeIfDrained();
    }
    return proceed();
  }

  /** What follows the last {@link SessionAction.StartTls} is encrypted. */
  List<SessionAction> tlsStarted() {
    if (state == SessionState.HANDSHAKE) {
      become(Event.TLS_STARTED);
      dialogue.secure();
      closeIfDrained();
    }
    return proceed();
  }

  /** The last {@link SessionAction.Authenticate} has an answer. */
  List<SessionAction> authenticationDecided(Authenticator.Result result) {
    if (state == SessionState.CREDENTIALS) {
      become(Event.CREDENTIALS_DECIDED);
      switch (result) {
        case Authenticator.Result.Authenticated authenticated -> {
          dialogue.authenticate(authenticated.user());
          dialogue.visit().authenticated();
          send(Replies.AUTHENTICATED);
        }
        case Authenticator.Result.Rejected rejected ->
            refuse(
                outbox.refusal(Replies.AUTHENTICATION_FAILED, RefusalReason.AUTHENTICATION),
                dialogue.visit().authenticationFailed());
        case Authenticator.Result.Unavailable unavailable ->
            send(Replies.AUTHENTICATION_UNAVAILABLE);
      }
      closeIfDrained();
    }
    return proceed();
  }

  /** The time of the last {@link SessionAction.Pause} is over. */
  List<SessionAction> resumed() {
    if (state == SessionState.PAUSE) {
      become(Event.RESUMED);
      refuse(held.orElseThrow());
      closeIfDrained();
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} is done. */
  List<SessionAction> contentStored(Path file) {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      follow(intake.stored(file));
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} failed; the file is gone. */
  List<SessionAction> contentNotStored() {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      follow(intake.notStored());
    }
    return proceed();
  }

  /** The mail of the last {@link SessionAction.HandOver} is durable, or is refused. */
  List<SessionAction> mailAnswered(SmtpReply reply) {
    if (Outbox.isRefusal(reply)) {
      return mailRefused(MailRefusal.of(reply));
    }
    if (state == SessionState.ANSWER) {
      become(Event.MAIL_ANSWERED);
      intake.end();
      dialogue.visit().mailAccepted();
      errors.mailAccepted();
      send(reply);
      closeIfDrained();
    }
    return proceed();
  }

  /** The mail of the last {@link SessionAction.HandOver} is not taken. */
  List<SessionAction> mailRefused(MailRefusal refusal) {
    if (state == SessionState.ANSWER) {
      become(Event.MAIL_ANSWERED);
      refuse(outbox.refusal(refusal.reply(), refusal.reason(), intake.handedOver()));
      intake.end();
      closeIfDrained();
    }
    return proceed();
  }

  /** The client sends nothing more; it may still read, so what it asked for gets its replies. */
  List<SessionAction> inputEnded() {
    inputEnded = true;
    return proceed();
  }

  /** The client did not keep to its {@link #deadline}. */
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
    intake.end();
  }

  /**
   * The deadline for what is awaited of the client; empty when it is not its turn. Ask after each
   * event, so that it counts from then.
   */
  Optional<InputDeadline> deadline(long now) {
    if (awaitsAnew) {
      awaitsAnew = false;
      deadline = newDeadline(now);
    }
    return deadline;
  }

  private Optional<InputDeadline> newDeadline(long now) {
    if (state == SessionState.DATA) {
      return Optional.of(intake.deadline(dialogue.visit().minimumDataRate(), now));
    }
    intake.suspend(now);
    Duration limit = service.settings().limits().commandTimeout();
    return state.waitsForClient()
        ? Optional.of(
            InputDeadline.ofCommand(
                () -> service.defence().connections().commandTimeout(limit), now))
        : Optional.empty();
  }

  /** Whether TLS begins before the banner. */
  boolean isImplicitTls() {
    return service.listener().isImplicitTls();
  }

  /** Where the client is; behind a proxy it is not the peer of the connection. */
  InetSocketAddress clientAddress() {
    return dialogue.address();
  }

  /** Whether more input is welcome; when not, what comes is kept in memory. */
  boolean wantsInput() {
    return state == SessionState.CLOSED || state.takesInput() || input.isEmpty();
  }

  private List<SessionAction> proceed() {
    while (!input.isEmpty() && state.takesInput()) {
      if (state == SessionState.DATA) {
        follow(intake.read(input));
      } else {
        byte[] octets = input.current();
        input.readTo(commands.read(octets, input.position(), octets.length));
        commands.take().ifPresent(this::take);
      }
    }
    if (inputEnded && state.waitsForClient()) {
      close(true);
    }
    awaitsAnew |= !outbox.isEmpty();
    return outbox.take();
  }

  private void take(CommandLine line) {
    if (state == SessionState.EXCHANGE) {
      follow(
          switch (line) {
            case CommandLine.Malformed malformed ->
                new SaslExchange.Step.Failed(Replies.toResponse(malformed.fault()));
            case CommandLine.Text text -> exchange.orElseThrow().respond(text.text());
          });
    } else {
      switch (line) {
        case CommandLine.Malformed malformed ->
            refuseUnread(malformed.start(), Replies.toCommand(malformed.fault()));
        case CommandLine.Text text -> handle(text);
      }
      discardAbandonedMail();
    }
    closeIfDrained();
  }

  /** After chunks of a mail the client may end the transaction (RFC 3030 §2). */
  private void discardAbandonedMail() {
    if (intake.isUnderWay() && dialogue.transaction().isEmpty() && state == SessionState.COMMAND) {
      discardMail();
    }
  }

  private void handle(CommandLine.Text line) {
    int space = line.text().indexOf(' ');
    String name = space < 0 ? line.text() : line.text().substring(0, space);
    Optional<Verb> verb = service.verbs().find(name);
    if (verb.isEmpty()) {
      refuseUnread(line.text(), Replies.UNKNOWN_COMMAND); // RFC 5321 §4.2.4
    } else if (line.octets() > verb.get().maximumOctets()) {
      refuseUnread(line.text(), Replies.LINE_TOO_LONG); // RFC 5321 §4.5.3.1.9
    } else if (verb.get().isSynchronizationPoint() && !input.isEmpty()) {
      end(Replies.OUT_OF_SYNC); // RFC 2920 §3.1
    } else if (dialogue.awaitsTls() && !verb.get().isAllowedBeforeTls()) {
      // RFC 3207 §4
      refuse(outbox.refusal(Replies.TLS_REQUIRED, RefusalReason.TLS_REQUIRED));
    } else {
      String argument = space < 0 ? "" : line.text().substring(space + 1);
      follow(verb.get().run(argument, dialogue));
    }
  }

  /** Nobody knows how many octets follow a BDAT that was not read; they are no commands. */
  private void refuseUnread(String line, SmtpReply reply) {
    if (BdatVerb.mayBe(line)) {
      end(Replies.BAD_CHUNK_SIZE);
    } else {
      send(reply);
    }
  }

  private void follow(Outcome outcome) {
    switch (outcome) {
      case Outcome.Answer answer -> answer(answer.reply());
      case Outcome.Refuse refused -> refuse(outbox.refusal(refused.reply(), refused.reason()));
      case Outcome.Leave leave -> end(leave.reply(), input.isEmpty());
      case Outcome.End last -> end(last.reply());
      case Outcome.AskRecipient ask -> {
        become(Event.RECIPIENT_ASKED);
        askedFor = Optional.of(ask.recipient());
        outbox.add(
            new SessionAction.CheckRecipient(
                new RecipientRequest(client(), transaction().reversePath(), ask.recipient())));
      }
      case Outcome.ReceiveData receive -> {
        become(Event.DATA_STARTED);
        intake.begin();
        send(Replies.SEND_DATA);
      }
      case Outcome.ReceiveChunk chunk -> {
        become(Event.DATA_STARTED);
        follow(intake.begin(chunk));
      }
      case Outcome.StartTls start -> {
        become(Event.TLS_OFFERED);
        send(Replies.START_TLS);
        outbox.add(new SessionAction.StartTls());
      }
      case Outcome.Authenticate authenticate -> {
        become(Event.EXCHANGE_STARTED);
        exchange = Optional.of(authenticate.exchange());
        follow(authenticate.exchange().begin(authenticate.initialResponse()));
      }
    }
  }

  private void follow(SaslExchange.Step step) {
    switch (step) {
      case SaslExchange.Step.Challenge challenge -> send(challenge.reply());
      case SaslExchange.Step.Complete complete -> {
        become(Event.CREDENTIALS_GIVEN);
        outbox.add(new SessionAction.Authenticate(complete.credentials()));
      }
      case SaslExchange.Step.Failed failed -> {
        become(Event.EXCHANGE_FAILED);
        send(failed.reply());
      }
    }
  }

  private void follow(ContentReceiver.Progress progress) {
    switch (progress) {
      case ContentReceiver.Progress.More more -> {}
      case ContentReceiver.Progress.Full full -> {
        become(Event.BUFFER_FULL);
        outbox.add(new SessionAction.StoreContent(full.octets()));
      }
      case ContentReceiver.Progress.ChunkEnded chunk -> {
        become(Event.CHUNK_ENDED);
        send(Replies.chunkReceived(chunk.octets()));
      }
      case ContentReceiver.Progress.Refused refused -> {
        become(Event.MAIL_REFUSED);
        discardMail();
        send(refused.reply());
        endTransaction();
      }
      case ContentReceiver.Progress.Complete complete -> {
        become(Event.MAIL_HANDED_OVER);
        outbox.add(new SessionAction.HandOver(intake.handOver(client(), transaction().envelope())));
        endTransaction();
      }
    }
  }

  private void endTransaction() {
    dialogue.endTransaction(); // RFC 5321 §4.1.1.4: buffers are cleared, whatever the reply
    closeIfDrained();
  }

  private void discardMail() {
    outbox.add(new SessionAction.DiscardContent());
    intake.end();
  }

  private void refuse(RecipientDecision.Refused refused, Recipient recipient) {
    Refusal refusal = outbox.refusal(refused.reply(), refused.reason(), recipient);
    if (refused.reason() == RefusalReason.UNKNOWN_RECIPIENT) {
      refuse(refusal, dialogue.visit().unknownRecipient());
    } else {
      refuse(refusal);
    }
  }

  private void refuse(Refusal refusal, Verdict verdict) {
    switch (verdict) {
      case Verdict.Proceed proceed -> refuse(refusal);
      case Verdict.Refuse refuse -> refuse(refusal.with(refuse.reply(), RefusalReason.BANNED));
      case Verdict.Delay delay -> {
        become(Event.PAUSED);
        held = Optional.of(refusal);
        outbox.add(new SessionAction.Pause(delay.time()));
      }
    }
  }

  private void answer(SmtpReply reply) {
    if (!Outbox.isRefusal(reply) && errors.isTooManyIdle()) {
      end(Replies.TOO_MANY_ERRORS);
    } else {
      send(reply);
    }
  }

  private void send(SmtpReply reply) {
    if (Outbox.isRefusal(reply)) {
      refuse(outbox.refusal(reply, RefusalReason.of(reply)));
    } else {
      outbox.add(new SessionAction.Send(reply));
    }
  }

  private void refuse(Refusal refusal) {
    if (errors.isTooMany(refusal)) {
      end(Replies.TOO_MANY_ERRORS);
    } else if (refusal.reply().code().value() == 421) {
      end(refusal); // RFC 5321 §3.8: 421 says that the connection is closed
    } else {
      outbox.add(new SessionAction.Refuse(refusal));
    }
  }

  private void closeIfDrained() {
    if (draining && state == SessionState.COMMAND && dialogue.transaction().isEmpty()) {
      end(Replies.SHUTTING_DOWN);
    }
  }

  private void end(SmtpReply last) {
    end(last, false);
  }

  private void end(SmtpReply last, boolean isClientDone) {
    if (Outbox.isRefusal(last)) {
      end(outbox.refusal(last, RefusalReason.of(last)));
    } else {
      outbox.add(new SessionAction.Send(last));
      close(isClientDone);
    }
  }

  private void end(Refusal last) {
    outbox.add(new SessionAction.Refuse(last));
    close(false);
  }

  private void close(boolean isClientDone) {
    become(Event.CLOSED);
    input.clear();
    intake.end();
    outbox.add(new SessionAction.Close(isClientDone));
  }

  private void become(Event event) {
    state = state.next(event);
    awaitsAnew = true;
  }

  private SmtpClient client() {
    return dialogue.client().orElseThrow();
  }

  private MailTransaction transaction() {
    return dialogue.transaction().orElseThrow();
  }
}
