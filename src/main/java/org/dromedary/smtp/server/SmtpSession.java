package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
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
  private final CommandReader commands = new CommandReader();
  private final PendingInput input = new PendingInput();

  private SessionState state = SessionState.CONNECTED;
  private Optional<ContentReceiver> content = Optional.empty();
  private Optional<Recipient> askedFor = Optional.empty();
  private Optional<SaslExchange> exchange = Optional.empty();
  private Optional<Envelope> handedOver = Optional.empty();
  private Optional<SmtpReply> held = Optional.empty();
  private int errors;
  private boolean draining;

  SmtpSession(SmtpService service, InetSocketAddress client) {
    this.service = service;
    this.dialogue = new Dialogue(service.listener(), client);
    this.outbox = new Outbox(dialogue);
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
    } else if (state == SessionState.HANDSHAKE) {
      end(Replies.OUT_OF_SYNC); // RFC 3207 §4.2: in the clear
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
        case RecipientDecision.Refused refused -> refuse(refused);
        case RecipientDecision.Accepted accepted -> {
          transaction().add(askedFor.orElseThrow());
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
          send(Replies.AUTHENTICATED);
        }
        case Authenticator.Result.Rejected rejected -> send(Replies.AUTHENTICATION_FAILED);
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
      send(held.orElseThrow());
      closeIfDrained();
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} is done. */
  List<SessionAction> contentStored(Path file) {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      receiver().stored(file);
      followContent();
    }
    return proceed();
  }

  /** The last {@link SessionAction.StoreContent} failed; the file is gone. */
  List<SessionAction> contentNotStored() {
    if (state == SessionState.STORING) {
      become(Event.STORED);
      receiver().refuse(Replies.NO_SPACE); // RFC 5321 §4.2.2: 452 insufficient system storage
      followContent();
    }
    return proceed();
  }

  /** The mail of the last {@link SessionAction.HandOver} is durable, or is refused. */
  List<SessionAction> mailAnswered(SmtpReply reply) {
    if (reply.code().isTransient() || reply.code().isPermanent()) {
      return mailRefused(MailRefusal.of(reply));
    }
    if (state == SessionState.ANSWER) {
      become(Event.MAIL_ANSWERED);
      send(reply);
      closeIfDrained();
    }
    return proceed();
  }

  /** The mail of the last {@link SessionAction.HandOver} is not taken. */
  List<SessionAction> mailRefused(MailRefusal refusal) {
    if (state == SessionState.ANSWER) {
      become(Event.MAIL_ANSWERED);
      outbox.refuse(refusal.reply(), refusal.reason(), handedOver.orElseThrow());
      closeAfter(refusal.reply());
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
  }

  /** How long the client may be silent now; empty when it is not its turn. */
  Optional<Duration> patience() {
    if (!state.waitsForClient()) {
      return Optional.empty();
    }
    SmtpServerSettings.Limits limits = service.settings().limits();
    return Optional.of(state == SessionState.DATA ? limits.dataTimeout() : limits.commandTimeout());
  }

  /** Whether TLS begins before the banner. */
  boolean isImplicitTls() {
    return service.listener().isImplicitTls();
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
        followContent();
      } else {
        input.readTo(commands.read(octets, input.position(), octets.length));
        commands.take().ifPresent(this::take);
      }
    }
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
        case CommandLine.Malformed malformed -> send(Replies.toCommand(malformed.fault()));
        case CommandLine.Text text -> handle(text);
      }
      dropAbandonedContent();
    }
    closeIfDrained();
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

  /** After chunks of a mail the client may end the transaction (RFC 3030 §2). */
  private void dropAbandonedContent() {
    if (content.isPresent() && dialogue.transaction().isEmpty() && state == SessionState.COMMAND) {
      content = Optional.empty();
      outbox.add(new SessionAction.DiscardContent());
    }
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
    } else if (dialogue.awaitsTls() && !verb.get().isAllowedBeforeTls()) {
      outbox.refuse(Replies.TLS_REQUIRED, RefusalReason.TLS_REQUIRED); // RFC 3207 §4
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
        outbox.add(
            new SessionAction.CheckRecipient(
                new RecipientRequest(client(), transaction().reversePath(), ask.recipient())));
      }
      case Outcome.ReceiveData receive -> {
        become(Event.DATA_STARTED);
        content = Optional.of(ContentReceiver.ofData(service.settings().limits()));
        send(Replies.SEND_DATA);
      }
      case Outcome.ReceiveChunk chunk -> receive(chunk);
      case Outcome.StartTls start -> {
        send(Replies.START_TLS);
        become(Event.TLS_OFFERED);
        outbox.add(new SessionAction.StartTls());
      }
      case Outcome.Authenticate authenticate -> {
        become(Event.EXCHANGE_STARTED);
        exchange = Optional.of(authenticate.exchange());
        follow(authenticate.exchange().begin(authenticate.initialResponse()));
      }
    }
  }

  private void receive(Outcome.ReceiveChunk chunk) {
    become(Event.DATA_STARTED);
    ContentReceiver receiver =
        content.orElseGet(() -> ContentReceiver.ofChunks(service.settings().limits()));
    content = Optional.of(receiver);
    chunk.refusal().ifPresent(receiver::refuse);
    receiver.beginChunk(chunk.octets(), chunk.isLast());
    followContent();
  }

  private void followContent() {
    switch (receiver().progress()) {
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
        refuseMail(refused.reply());
        endMail();
      }
      case ContentReceiver.Progress.Complete complete -> {
        handOver();
        endMail();
      }
    }
  }

  private void endMail() {
    content = Optional.empty();
    dialogue.endTransaction(); // RFC 5321 §4.1.1.4: buffers are cleared, whatever the reply
    closeIfDrained();
  }

  private void refuseMail(SmtpReply reply) {
    become(Event.MAIL_REFUSED);
    outbox.add(new SessionAction.DiscardContent());
    send(reply);
  }

  private void handOver() {
    become(Event.MAIL_HANDED_OVER);
    Envelope envelope = transaction().envelope();
    handedOver = Optional.of(envelope);
    outbox.add(new SessionAction.HandOver(service.receivedMail(client(), envelope, receiver())));
  }

  private void refuse(RecipientDecision.Refused refused) {
    outbox.refuse(refused.reply(), refused.reason(), askedFor.orElseThrow());
    closeAfter(refused.reply());
  }

  private void send(SmtpReply reply) {
    if (isCommandError(reply) && ++errors >= service.settings().limits().commandErrors()) {
      end(Replies.TOO_MANY_ERRORS);
    } else {
      outbox.send(reply);
      closeAfter(reply);
    }
  }

  /** RFC 5321 §3.8: 421 says that the connection is closed. */
  private void closeAfter(SmtpReply reply) {
    if (reply.code().value() == 421) {
      close();
    }
  }

  private static boolean isCommandError(SmtpReply reply) {
    int code = reply.code().value();
    return code / 10 == 50 || code == 535; // RFC 5321 §4.2.1: x0z is syntax; guesses at passwords
  }

  private void closeIfDrained() {
    if (draining && state == SessionState.COMMAND && dialogue.transaction().isEmpty()) {
      end(Replies.SHUTTING_DOWN);
    }
  }

  private void end(SmtpReply last) {
    outbox.send(last);
    close();
  }

  private void close() {
    become(Event.CLOSED);
    input.clear();
    outbox.add(new SessionAction.Close());
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

  private ContentReceiver receiver() {
    return content.orElseThrow();
  }
}
