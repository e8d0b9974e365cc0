package org.dromedary.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.routing.HostProtocol;
import org.dromedary.tls.ClientTlsMode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OpeningDialogueTest {

  @TestFactory
  Stream<DynamicTest> opensAsInTheTranscripts() {
    return Transcript.of("/smtp/client/opening.txt").stream()
        .map(transcript -> DynamicTest.dynamicTest(transcript.title(), () -> play(transcript)));
  }

  private static void play(Transcript transcript) {
    ClientTlsMode tls =
        transcript.lines().stream()
            .filter(line -> line.startsWith("M: tls "))
            .map(line -> ClientTlsMode.parse(line.substring("M: tls ".length())))
            .findFirst()
            .orElse(ClientTlsMode.OPPORTUNISTIC);
    HostProtocol protocol =
        transcript.lines().contains("M: lmtp") ? HostProtocol.LMTP : HostProtocol.SMTP;
    OpeningDialogue dialogue = new OpeningDialogue(Domain.parse("client.example"), tls, protocol);
    assertThat(transcript.play(dialogue, OpeningDialogueTest::describe))
        .isEqualTo(transcript.lines());
  }

  private static List<String> describe(Opening opening) {
    return switch (opening) {
      case Opening.Greeted greeted -> List.of(("R: greeted " + offers(greeted)).strip());
      case Opening.Refused refused ->
          List.of("R: refused at " + refused.stage() + ": " + refused.reply());
      case Opening.Broken broken -> List.of("R: " + broken.failure());
    };
  }

  private static String offers(Opening.Greeted greeted) {
    return new TreeMap<>(greeted.extensions().offers())
        .entrySet().stream()
            .map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : "=" + e.getValue()))
            .collect(Collectors.joining(" "));
  }
}
