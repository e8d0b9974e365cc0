package org.dromedary.smtp.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.dromedary.mail.Envelope;

/** The mail that a session receives, from DATA or the first BDAT until it is answered. */
final class MailIntake {
  private final SmtpService service;
  private Optional<ContentReceiver> content = Optional.empty();
  private Optional<Envelope> handedOver = Optional.empty();
  private Optional<InputDeadline> deadline = Optional.empty();
  private OptionalLong notReadSince = OptionalLong.empty();

  MailIntake(SmtpService service) {
    this.service = service;
  }

  /** DATA was given. */
  void begin() {
    content =
        Optional.of(
            ContentReceiver.ofData(service.settings().limits(), service.defence().content()));
  }

  /** BDAT was given, for the first time or once more (RFC 3030 §2). */
  ContentReceiver.Progress begin(Outcome.ReceiveChunk chunk) {
    if (content.isEmpty()) {
      content =
          Optional.of(
              ContentReceiver.ofChunks(service.settings().limits(), service.defence().content()));
    }
    chunk.refusal().ifPresent(receiver()::refuse);
    receiver().beginChunk(chunk.octets(), chunk.isLast());
    return receiver().progress();
  }

  /** Reads on, at most to the end of the mail or chunk. */
  ContentReceiver.Progress read(PendingInput input) {
    byte[] octets = input.current();
    input.readTo(receiver().read(octets, input.position(), octets.length));
    return receiver().progress();
  }

  /** What was to be stored is in the file. */
  ContentReceiver.Progress stored(Path file) {
    receiver().stored(file);
    return receiver().progress();
  }

  /** It could not be stored. */
  ContentReceiver.Progress notStored() {
    receiver().refuse(Replies.NO_SPACE); // RFC 5321 §4.2.2: 452 insufficient system storage
    return receiver().progress();
  }

  /**
   * The deadline for its octets, in all of its chunks; time while others are awaited is excused.
   */
  InputDeadline deadline(int minimumRate, long now) {
    InputDeadline present =
        deadline.orElseGet(
            () ->
                InputDeadline.ofData(service.settings().limits().dataTimeout(), minimumRate, now));
    deadline = Optional.of(present);
    notReadSince.ifPresent(since -> present.excuse(Duration.ofNanos(now - since)));
    notReadSince = OptionalLong.empty();
    return present;
  }

  /** From now on others than the client are awaited, or other than octets of the mail. */
  void suspend(long now) {
    if (deadline.isPresent() && notReadSince.isEmpty()) {
      notReadSince = OptionalLong.of(now);
    }
  }

  /** The whole mail, which is answered by others now. */
  ReceivedMail handOver(SmtpClient client, Envelope envelope) {
    handedOver = Optional.of(envelope);
    return service.receivedMail(client, envelope, receiver());
  }

  /** The envelope of the mail that was handed over. */
  Envelope handedOver() {
    return handedOver.orElseThrow();
  }

  /** Whether there is a mail that is not answered. */
  boolean isUnderWay() {
    return content.isPresent();
  }

  /** The mail is answered or abandoned: its memory is given back. */
  void end() {
    content.ifPresent(ContentReceiver::release);
    content = Optional.empty();
    handedOver = Optional.empty();
    deadline = Optional.empty();
    notReadSince = OptionalLong.empty();
  }

  private ContentReceiver receiver() {
    return content.orElseThrow();
  }
}
