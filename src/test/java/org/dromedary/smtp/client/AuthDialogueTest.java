package org.dromedary.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AuthDialogueTest {

  @TestFactory
  Stream<DynamicTest> authenticatesAsInTheTranscripts() {
    return Transcript.of("/smtp/client/auth.txt").stream()
        .map(transcript -> DynamicTest.dynamicTest(transcript.title(), () -> play(transcript)));
  }

  /** {@code M: mechanism user secret}. */
  private static void play(Transcript transcript) {
    String[] words = transcript.lines().getFirst().split(" ", -1);
    AuthDialogue dialogue = new AuthDialogue(AuthMechanism.valueOf(words[1]), words[2], words[3]);
    assertThat(transcript.play(dialogue, result -> List.of("R: " + describe(result))))
        .isEqualTo(transcript.lines());
  }

  private static String describe(Authentication result) {
    return switch (result) {
      case Authentication.Accepted accepted -> "accepted";
      case Authentication.Refused refused -> "refused: " + refused;
      case Authentication.Broken broken -> broken.toString();
    };
  }
}
