package org.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
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

class MaildirDeliveryTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant LATER = START.plusSeconds(5);
  private static final Instant EARLIER = START.minusSeconds(5);
  private static final Mailbox.Kept ALICE = new Mailbox.Kept("alice", "example.org/alice");
  private static final Domain HOST = Domain.parse("mx.example.org");
  private static final String ALICES = "<alice@example.org>";

  private final Path temporary;
  private final Path root;
  private final Path maildir;
  private final MaildirDelivery delivery;

  MaildirDeliveryTest(@TempDir Path temporary) {
    this.temporary = temporary;
    root = temporary.resolve("data/mailboxes");
    maildir = root.resolve("example.org/alice");
    delivery = new MaildirDelivery(root, HOST, InstantSource.fixed(START));
  }

  private static LocalMail mail(String id, Instant arrival, String recipient, String content) {
    return new LocalMail(
        new QueueId(id),
        arrival,
        ReversePath.parse("<sender@example.net>"),
        Recipient.parse(recipient),
        ALICE,
        MailContent.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static LocalMail mail(Instant arrival) {
    return mail("Q1", arrival, ALICES, "Subject: hello\r\n\r\nbody\r\n");
  }

  private List<Path> in(String directory) throws IOException {
    try (Stream<Path> files = Files.list(maildir.resolve(directory))) {
      return files.toList();
    }
  }

  private Path only(String directory) throws IOException {
    assertThat(in(directory)).hasSize(1);
    return in(directory).get(0);
  }

  @Test
  void keepsTheMailBehindItsTraceFields() throws IOException {
    DeliveryOutcome outcome = delivery.deliver(mail(LATER));
    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(outcome.relay()).isEqualTo("maildir[alice]");
    assertThat(outcome.reply()).hasToString("250 2.0.0 delivered to mailbox");
    assertThat(only("new"))
        .hasContent(
            """
            Return-Path: <sender@example.net>
            Delivered-To: alice@example.org
            Subject: hello

            body
            """);
    assertThat(in("tmp")).isEmpty();
  }

  @Test
  void namesTheFileByTheConventionWithItsSizes() throws IOException {
    delivery.deliver(mail(LATER));
    Path file = only("new");
    long lines = Files.readString(file).lines().count();
    assertThat(file.getFileName().toString())
        .matches("1795334405\\.QQ1R[0-9a-f]{16}\\.mx\\.example\\.org,S=\\d+,W=\\d+")
        .endsWith(",S=" + Files.size(file) + ",W=" + (Files.size(file) + lines));
  }

  @Test
  void theNullReversePathIsWrittenAsSuch() throws IOException {
    LocalMail mail = mail(LATER);
    delivery.deliver(
        new LocalMail(
            mail.queueId(), LATER, ReversePath.NULL, mail.recipient(), ALICE, mail.content()));
    assertThat(Files.readAllLines(only("new")).get(0)).isEqualTo("Return-Path: <>");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\r\\nb\\r\\n', 'a\\nb\\n'",
    "'a\\rb\\r\\n', 'a\\rb\\n'",
    "'a\\r\\r\\n', 'a\\r\\n'",
    "'a\\nb\\r\\n', 'a\\nb\\n'",
    "'a\\r', 'a\\r'",
    "'a', 'a'",
    "'', ''",
  })
  void onlyLineEndsChange(String sent, String kept) throws IOException {
    delivery.deliver(mail("Q1", LATER, ALICES, sent.translateEscapes()));
    assertThat(Files.readString(only("new"))).endsWith("org\n" + kept.translateEscapes());
  }

  @Test
  void aLargeMailIsStreamedFromItsFile() throws IOException {
    Path file = temporary.resolve("large");
    String line = "0123456789".repeat(7) + "\r\n";
    Files.writeString(file, line.repeat(50_000));
    LocalMail small = mail(LATER);
    MailContent large = MailContent.in(file, Files.size(file));
    delivery.deliver(
        new LocalMail(
            small.queueId(), LATER, small.reversePath(), small.recipient(), ALICE, large));
    assertThat(Files.readString(only("new"))).endsWith("\n" + (line.strip() + "\n").repeat(50_000));
  }

  @Test
  void directoriesAndFilesAreForUsOnly() throws IOException {
    delivery.deliver(mail(LATER));
    for (Path directory :
        List.of(root, root.resolve("example.org"), maildir, maildir.resolve("cur"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only("new"))))
        .isEqualTo("rw-------");
  }

  @Test
  void eachRecipientGetsACopy() throws IOException {
    delivery.deliver(mail("Q1", LATER, "<alice+a@example.org>", "x\r\n"));
    delivery.deliver(mail("Q1", LATER, "<alice+b@example.org>", "x\r\n"));
    assertThat(in("new")).hasSize(2);
  }

  @Test
  void eachMailIsKept() throws IOException {
    delivery.deliver(mail("Q1", LATER, ALICES, "x\r\n"));
    delivery.deliver(mail("Q2", LATER, ALICES, "x\r\n"));
    assertThat(in("new")).hasSize(2);
  }

  @Test
  void aRepetitionMakesNoSecondCopyInNew() throws IOException {
    delivery.deliver(mail(LATER));
    assertThat(delivery.deliver(mail(LATER))).isInstanceOf(Delivered.class);
    assertThat(in("new")).hasSize(1);
    assertThat(in("tmp")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":2,", ":2,S"})
  void aRepetitionMakesNoSecondCopyOfAMailThatAReaderTook(String flags) throws IOException {
    delivery.deliver(mail(LATER));
    takeToCur(flags);
    delivery.deliver(mail(LATER));
    assertThat(in("new")).isEmpty();
    assertThat(in("cur")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":2,", ":2,FRS", ":2,Sab"})
  void aRepetitionAfterARestartFindsAnyFlags(String flags) throws IOException {
    delivery.deliver(mail(EARLIER));
    takeToCur(flags);
    new MaildirDelivery(root, HOST, InstantSource.fixed(START)).deliver(mail(EARLIER));
    assertThat(in("new")).isEmpty();
    assertThat(in("cur")).hasSize(1);
  }

  private void takeToCur(String flags) throws IOException {
    Path file = only("new");
    Files.move(file, maildir.resolve("cur").resolve(file.getFileName() + flags));
  }

  @Test
  void whatACrashLeftInTmpDoesNotHinder() throws IOException {
    delivery.deliver(mail(LATER));
    Path first = only("new");
    Files.move(first, maildir.resolve("tmp").resolve("1795334405.QQ1R0.mx.example.org.P1M1A1"));
    assertThat(delivery.deliver(mail(LATER))).isInstanceOf(Delivered.class);
    assertThat(in("new")).hasSize(1);
  }

  @Test
  void removesTemporaryFilesAfter36Hours() throws IOException {
    Files.createDirectories(maildir.resolve("tmp"));
    Path stale = Files.writeString(maildir.resolve("tmp/stale"), "x");
    Path recent = Files.writeString(maildir.resolve("tmp/recent"), "x");
    Files.setLastModifiedTime(stale, FileTime.from(START.minusSeconds(36 * 3600 + 1)));
    Files.setLastModifiedTime(recent, FileTime.from(START.minusSeconds(36 * 3600 - 1)));
    delivery.deliver(mail(LATER));
    assertThat(in("tmp")).containsExactly(recent);
  }

  @Test
  void aMailboxThatWasRemovedIsMadeAgainAtTheNextAttempt() throws IOException {
    delivery.deliver(mail(LATER));
    Files.delete(only("new"));
    for (String name : List.of("tmp", "new", "cur", "")) {
      Files.delete(maildir.resolve(name));
    }
    DeliveryOutcome outcome = delivery.deliver(mail(LATER));
    assertThat(outcome).isInstanceOf(Deferred.class);
    assertThat(outcome.reply()).hasToString("451 4.3.0 cannot store the mail for now");
    assertThat(delivery.deliver(mail(LATER))).isInstanceOf(Delivered.class);
  }

  @Test
  void aFileInPlaceOfTheMailboxDefers() throws IOException {
    Files.createDirectories(maildir.getParent());
    Files.writeString(maildir, "not a directory");
    assertThat(delivery.deliver(mail(LATER))).isInstanceOf(Deferred.class);
  }

  @Test
  void manyThreadsDeliverToOneNewMailbox() throws IOException {
    List<DeliveryOutcome> outcomes =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> delivery.deliver(mail("Q" + i, LATER, ALICES, "x\r\n")))
            .toList();
    assertThat(outcomes).allMatch(Delivered.class::isInstance);
    assertThat(in("new")).hasSize(64);
  }
}
