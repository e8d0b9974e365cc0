package org.dromedary.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.DotStuffing;

/** Leads dialogues on a socket. For one thread. */
final class Conversation {
  private static final int CHUNK_OCTETS = 1 << 16;

  /** How long a peer that closed on our writing may take to say why. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final int SHUTTING_DOWN = 421;

  private final PeerSocket socket;
  private final SmtpClientSettings.Timeouts timeouts;
  private final Encryption encryption;

  Conversation(PeerSocket socket, SmtpClientSettings.Timeouts timeouts, Encryption encryption) {
    this.socket = socket;
    this.timeouts = timeouts;
    this.encryption = encryption;
  }

  /**
   * Does what the dialogue wants until it is over.
   *
   * @throws IOException when the content of the mail cannot be read; the peer waits for the rest
   *     then, so the socket must be closed
   */
  <R> R lead(Dialogue<R> dialogue) throws IOException {
    while (true) {
      Step<R> step = dialogue.next();
      if (step instanceof Step.Finished<R> finished) {
        return finished.result();
      }
      Optional<ConversationFailure> failure = perform(step, dialogue);
      if (failure.isPresent()) {
        return dialogue.broken(failure.get());
      }
    }
  }

  private <R> Optional<ConversationFailure> perform(Step<R> step, Dialogue<R> dialogue)
      throws IOException {
    SmtpStage stage = stage(step);
    Duration timeout = timeouts.of(stage);
    try {
      switch (step) {
        case Step.Write<R> write -> socket.write(write.octets(), 0, write.octets().length, timeout);
        case Step.WriteContent<R> write -> writeContent(write.content(), timeout);
        case Step.Await<R> await -> {
          socket.flush(timeout);
          dialogue.replied(socket.readReply(timeout));
        }
        case Step.StartTls<R> start -> socket.encrypt(encryption, timeout);
        case Step.Finished<R> finished -> {}
      }
      return Optional.empty();
    } catch (BrokenConversationException e) {
      return Optional.of(failure(stage, e.kind()));
    }
  }

  private static SmtpStage stage(Step<?> step) {
    return switch (step) {
      case Step.Write<?> write -> write.stage();
      case Step.Await<?> await -> await.stage();
      case Step.WriteContent<?> write -> SmtpStage.CONTENT;
      case Step.StartTls<?> start -> SmtpStage.TLS;
      case Step.Finished<?> finished -> SmtpStage.MESSAGE;
    };
  }

  private void writeContent(MailContent content, Duration timeout)
      throws IOException, BrokenConversationException {
    DotStuffing<BrokenConversationException> stuffing =
        new DotStuffing<>(
            (octets, offset, length) -> socket.write(octets, offset, length, timeout));
    if (content instanceof MailContent.InMemory inMemory) {
      stuffing.write(inMemory.octets(), 0, inMemory.octets().length);
    } else {
      byte[] chunk = new byte[CHUNK_OCTETS];
      try (InputStream in = content.open()) {
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
          stuffing.write(chunk, 0, length);
        }
      }
    }
    stuffing.finish();
    socket.flush(timeout); // a failure here means that the final dot is not out
  }

  /** Says QUIT, and waits this long for the answer, whatever it is. */
  void quit(Duration timeout) {
    byte[] quit = CommandLine.of("QUIT");
    try {
      socket.write(quit, 0, quit.length, timeout);
      socket.flush(timeout);
      socket.readReply(timeout);
      socket.endTls(timeout);
    } catch (BrokenConversationException e) {
      // closed the other way
    }
  }

  private ConversationFailure failure(SmtpStage stage, FailureKind kind) {
    Optional<SmtpReply> reply = kind == FailureKind.DROPPED ? lastWords() : Optional.empty();
    boolean shuttingDown = reply.filter(r -> r.code().value() == SHUTTING_DOWN).isPresent();
    return new ConversationFailure(stage, shuttingDown ? FailureKind.SHUTTING_DOWN : kind, reply);
  }

  /** What the peer said before it closed while we wrote. */
  private Optional<SmtpReply> lastWords() {
    try {
      return Optional.of(socket.readReply(LAST_WORDS));
    } catch (BrokenConversationException e) {
      return Optional.empty();
    }
  }
}
