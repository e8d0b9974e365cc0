package org.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryOutcome.Deferred;
import org.dromedary.queue.DeliveryOutcome.Delivered;
import org.dromedary.routing.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the steps that make mail durable, and what happens when one of them fails. */
class DurabilityTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final LocalMail MAIL =
      new LocalMail(
          new QueueId("Q1"),
          START,
          ReversePath.NULL,
          Recipient.parse("<a@example.org>"),
          new Mailbox.Kept("a", "a"),
          MailContent.of(new byte[] {'x', '\r', '\n'}));

  private final Path root;
  private final Recorded files = new Recorded();

  DurabilityTest(@TempDir Path root) {
    this.root = root;
  }

  /** The real thing, noting each step; it fails at one of them if told so. */
  private final class Recorded implements DurableFiles {
    private final DurableFiles real = new PosixFiles();
    private final List<String> steps = new ArrayList<>();
    private String failingStep = "none";
    private IOException failure = new IOException("unused");

    private void step(String step) throws IOException {
      if (step.startsWith(failingStep)) {
        throw failure;
      }
      steps.add(step);
    }

    private String name(Path path) {
      String relative = root.relativize(path).toString();
      return relative.replaceAll("/\\d+\\..*", "/*");
    }

    @Override
    public void write(Path file, OctetSource octets) throws IOException {
      real.write(file, octets);
      step("write+sync " + name(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename " + name(from) + " " + name(to));
      real.rename(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
      step("sync " + name(directory));
      real.syncDirectory(directory);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
      step("make " + name(directory));
      real.makeDirectory(directory);
    }
  }

  private DeliveryOutcome deliver() {
    return delivery().deliver(MAIL);
  }

  private MaildirDelivery delivery() {
    return new MaildirDelivery(
        root, Domain.parse("mx.example.org"), InstantSource.fixed(START), files);
  }

  @Test
  void syncsFileThenRenamesThenSyncsTheDirectory() {
    MaildirDelivery delivery = delivery();
    delivery.deliver(MAIL);
    files.steps.clear();
    LocalMail second =
        new LocalMail(
            new QueueId("Q2"),
            START,
            MAIL.reversePath(),
            MAIL.recipient(),
            MAIL.mailbox(),
            MAIL.content());
    delivery.deliver(second);
    assertThat(files.steps)
        .containsExactly("write+sync a/tmp/*", "rename a/tmp/* a/new/*", "sync a/new");
  }

  @Test
  void syncsTheParentOfEachDirectoryItMade() {
    deliver();
    assertThat(files.steps)
        .containsSubsequence("make a", "sync ", "make a/tmp", "make a/new", "make a/cur", "sync a")
        .endsWith("write+sync a/tmp/*", "rename a/tmp/* a/new/*", "sync a/new");
  }

  @Test
  void aCopyThatIsAlreadyThereIsSyncedBeforeSuccess() {
    deliver();
    files.steps.clear();
    assertThat(deliver()).isInstanceOf(Delivered.class);
    assertThat(files.steps).doesNotContain("rename a/tmp/* a/new/*").endsWith("sync a/new");
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, 452 4.3.1 no space to store the mail",
    "Disk quota exceeded, 452 4.2.2 mailbox is full",
    "Input/output error, 451 4.3.0 cannot store the mail for now",
  })
  void anErrorOfTheDiskDefersAndLeavesNothing(String error, String reply) throws IOException {
    files.failingStep = "write";
    files.failure = new IOException(error);
    DeliveryOutcome outcome = deliver();
    assertThat(outcome).isInstanceOf(Deferred.class);
    assertThat(outcome.reply()).hasToString(reply);
    assertThat(in("tmp")).isEmpty();
    assertThat(in("new")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"make a", "sync a", "make a/cur", "write", "rename", "sync a/new"})
  void isNotDeliveredUnlessEveryStepSucceeds(String step) throws IOException {
    files.failingStep = step;
    assertThat(deliver()).isInstanceOf(Deferred.class);
    files.failingStep = "none";
    assertThat(deliver()).isInstanceOf(Delivered.class);
    assertThat(in("new")).hasSize(1);
    assertThat(in("tmp")).isEmpty();
  }

  private List<Path> in(String directory) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("a").resolve(directory))) {
      return files.toList();
    }
  }
}
