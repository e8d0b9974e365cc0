package org.dromedary.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.mail.Xtext;
import org.dromedary.routing.HostProtocol;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionDialogueTest {
  private static final MailContent CONTENT = MailContent.of(new byte[0]);

  @TestFactory
  Stream<DynamicTest> goesAsInTheTranscripts() {
    return Transcript.of("/smtp/client/transaction.txt").stream()
        .map(transcript -> DynamicTest.dynamicTest(transcript.title(), () -> play(transcript)));
  }

  private static void play(Transcript transcript) {
    TransactionDialogue dialogue = dialogue(transcript.lines().getFirst());
    List<String> played =
        new ArrayList<>(transcript.play(dialogue, TransactionDialogueTest::describe));
    if (!dialogue.isConversationIntact()) {
      played.add("then close");
    } else if (dialogue.needsReset()) {
      played.add("then RSET");
    }
    assertThat(played).isEqualTo(transcript.lines());
  }

  private static TransactionDialogue dialogue(String line) {
    Map<String, String> words = new HashMap<>();
    Arrays.stream(line.split(" ", -1))
        .map(word -> word.split("=", 2))
        .forEach(word -> words.put(word[0], word.length > 1 ? word[1] : ""));
    Map<String, String> offers = new HashMap<>();
    Arrays.stream(words.getOrDefault("offers", "").split(",", -1)).forEach(o -> offers.put(o, ""));
    Envelope envelope =
        new Envelope(
            ReversePath.parse(words.getOrDefault("from", "")),
            Arrays.stream(words.getOrDefault("to", "").split(",", -1))
                .map(recipient -> recipient(recipient, words))
                .toList(),
            options(words));
    ContentTraits traits =
        new ContentTraits(
            Long.parseLong(words.getOrDefault("octets", "0")), words.containsKey("8bit"));
    MailCommands commands = new MailCommands(envelope, new PeerExtensions(offers), traits);
    return new TransactionDialogue(
        commands,
        CONTENT,
        words.containsKey("reset"),
        words.containsKey("lmtp") ? HostProtocol.LMTP : HostProtocol.SMTP);
  }

  private static Recipient recipient(String path, Map<String, String> words) {
    boolean utf8 = words.containsKey("utf8");
    return new Recipient(
        ForwardPath.parse(path),
        Optional.ofNullable(words.get("notify")).map(Notify::parse),
        Optional.ofNullable(words.get("orcpt")).map(o -> OriginalRecipient.parse(o, utf8)));
  }

  private static MailOptions options(Map<String, String> words) {
    return new MailOptions(
        BodyType.SEVEN_BIT,
        words.containsKey("utf8"),
        false,
        Optional.ofNullable(words.get("ret")).map(Ret::valueOf),
        Optional.ofNullable(words.get("envid")).map(Xtext::decode));
  }

  private static List<String> describe(TransactionResult result) {
    List<String> lines = new ArrayList<>();
    for (RecipientResult r : result.results()) {
      assertThat(r.origin()).isEqualTo(ReplyOrigin.PEER);
      lines.add("R: " + r.recipient().forwardPath() + " after " + r.stage() + ": " + r.reply());
    }
    if (result instanceof TransactionResult.Broken broken) {
      String may = broken.failure().mayBeDelivered() ? " (may be delivered)" : "";
      broken
          .undecided()
          .forEach(r -> lines.add("R: " + r.forwardPath() + " " + broken.failure() + may));
    }
    return lines;
  }

  @Test
  void sendsHundredCommandsAtOnceAtMost() {
    List<String> recipients =
        IntStream.range(0, 250).mapToObj(i -> "<r" + i + "@mx.example>").toList();
    TransactionDialogue dialogue =
        dialogue("M: offers=PIPELINING from=<> to=" + String.join(",", recipients));

    List<Integer> groups = new ArrayList<>();
    int awaited = 0;
    while (awaited < 252) {
      switch (dialogue.next()) {
        case Step.Write<TransactionResult> write ->
            groups.add((int) new String(write.octets(), StandardCharsets.US_ASCII).lines().count());
        case Step.Await<TransactionResult> await -> {
          awaited++;
          dialogue.replied(SmtpReply.of(await.stage() == SmtpStage.DATA ? 354 : 250, "ok"));
        }
        case Step.WriteContent<TransactionResult> content -> throw new AssertionError("too early");
        case Step.StartTls<TransactionResult> start -> throw new AssertionError("no TLS here");
        case Step.Finished<TransactionResult> finished -> throw new AssertionError("too early");
      }
    }
    assertThat(groups).containsExactly(100, 100, 52);
    assertThat(dialogue.next()).isInstanceOf(Step.WriteContent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSET\r\nQUIT", "RSET\n", "RSET\r", "RSET\0", "RSET\u0085"})
  void aCommandWithAControlCharacterIsNotWritten(String command) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandLine.append(command, new ByteArrayOutputStream()));
  }
}
