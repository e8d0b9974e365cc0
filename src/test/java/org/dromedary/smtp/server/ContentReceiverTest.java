package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dromedary.mail.MailContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentReceiverTest {
  private static final int MIB = 1 << 20;
  private static final int READ = 64 << 10;
  private static final byte[] FIELD = "Received: x\r\n".getBytes(ISO_8859_1);

  @TempDir private Path directory;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int largestPortion;

  /** As the session does it: what must be stored is stored before more is read. */
  private void read(ContentReceiver receiver, String octets) {
    byte[] all = octets.getBytes(ISO_8859_1);
    for (int from = 0; from < all.length; from += READ) {
      receiver.read(all, from, Math.min(all.length, from + READ));
      if (receiver.progress() instanceof ContentReceiver.Progress.Full full) {
        store(receiver, full.octets());
      }
    }
  }

  private void store(ContentReceiver receiver, ByteBuffer portion) {
    largestPortion = Math.max(largestPortion, portion.remaining());
    file.write(portion.array(), portion.arrayOffset(), portion.remaining());
    receiver.stored(Path.of("incoming.mail"));
  }

  private static ContentReceiver receiver(ContentMemory memory) {
    return ContentReceiver.ofData(SessionDriver.LIMITS, memory);
  }

  private static String lines(int octets) {
    return ("x".repeat(78) + "\r\n").repeat(octets / 80);
  }

  @Test
  void keepsASmallMailInMemoryUntilItIsReleased() throws IOException {
    ContentMemory memory = new ContentMemory(MIB);
    ContentReceiver receiver = receiver(memory);
    assertThat(memory.reserved()).as("a mail without octets").isZero();

    read(receiver, "body\r\n.\r\n");

    try (InputStream in = receiver.content(FIELD).open()) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("Received: x\r\nbody\r\n");
    }
    assertThat(memory.reserved()).isPositive();
    receiver.release();
    receiver.release();
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void putsAnEmptyLineBeforeAFirstLineThatWouldContinueTheFieldInAFileToo() throws IOException {
    ContentReceiver receiver = receiver(new ContentMemory(0));
    read(receiver, " x\r\n" + lines(MIB) + ".\r\n");

    Path stored = Files.write(directory.resolve("incoming.mail"), file.toByteArray());
    receiver.stored(stored);
    try (InputStream in = receiver.content(FIELD).open()) {
      assertThat(new String(in.readNBytes(20), ISO_8859_1)).startsWith("Received: x\r\n\r\n x\r\n");
    }
  }

  @Test
  void takesNoMoreThanThereIsAndWritesToAFileInstead() {
    ContentMemory memory = new ContentMemory(300_000);
    ContentReceiver first = receiver(memory);
    read(first, lines(200_000));
    assertThat(file.size()).isZero();

    ContentReceiver second = receiver(memory);
    String content = lines(800_000);
    read(second, content + ".\r\n");

    assertThat(memory.reserved()).isLessThanOrEqualTo(300_000);
    assertThat(file.toString(ISO_8859_1)).isEqualTo(content);
    assertThat(second.content(FIELD)).isNotInstanceOf(MailContent.InMemory.class);
    first.release();
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void withoutAnyMemoryItStoresWhatEachReadBrings() {
    ContentReceiver receiver = receiver(new ContentMemory(0));

    read(receiver, lines(800_000) + ".\r\n");

    assertThat(largestPortion).isLessThanOrEqualTo(READ);
    assertThat(file.toString(ISO_8859_1)).isEqualTo(lines(800_000));
  }

  @Test
  void withoutAnyMemoryAMailOfOneReadNeedsNoFile() throws IOException {
    ContentReceiver receiver = receiver(new ContentMemory(0));

    read(receiver, "..".repeat(10) + "\r\n" + "..\r\n".repeat(1000) + ".\r\n");

    assertThat(file.size()).isZero();
    try (InputStream in = receiver.content(FIELD).open()) {
      assertThat(in.readAllBytes()).hasSize(FIELD.length + 21 + 3 * 1000);
    }
  }

  @Test
  void goesBackToMemoryWhenThereIsSomeAgain() {
    ContentMemory memory = new ContentMemory(4 * MIB);
    assertThat(memory.tryReserve(4 * MIB)).isTrue();
    ContentReceiver receiver = receiver(memory);
    read(receiver, lines(READ));
    assertThat(file.size()).isPositive();
    int stored = file.size();

    memory.release(4 * MIB);
    read(receiver, lines(500_000));
    assertThat(file.size()).isEqualTo(stored);
    read(receiver, ".\r\n");
    assertThat(file.toString(ISO_8859_1)).isEqualTo(lines(READ) + lines(500_000));
  }

  @Test
  void aRefusedMailTakesNone() {
    ContentMemory memory = new ContentMemory(MIB);
    ContentReceiver receiver = receiver(memory);
    read(receiver, lines(100_000));
    assertThat(memory.reserved()).isPositive();

    read(receiver, "bare\nline\r\n");

    assertThat(memory.reserved()).isZero();
    read(receiver, lines(100_000));
    assertThat(memory.reserved()).isZero();
    read(receiver, ".\r\n");
    assertThat(receiver.progress())
        .isEqualTo(new ContentReceiver.Progress.Refused(Replies.BARE_LINE_BREAK));
  }
}
