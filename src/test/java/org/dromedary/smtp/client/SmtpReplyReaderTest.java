package org.dromedary.smtp.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "250 ok\\r\\n                                | 250 ok",
        "250\\r\\n                                   | 250",
        "250 \\r\\n                                  | 250",
        "250 ok\\n                                   | 250 ok",
        "250-one\\r\\n250-two\\r\\n250 three\\r\\n   | 250 one two three",
        "250-one\\r\\n250\\r\\n                      | 250 one",
        "550-one\\r\\n451 two\\r\\n                  | 451 one two",
        "550 5.1.1 no such user\\r\\n                | 550 5.1.1 no such user",
        "550-5.1.1 no\\r\\n550 5.1.1 user\\r\\n      | 550 5.1.1 no user",
        "550-5.1.1 no\\r\\n550 user\\r\\n            | 550 5.1.1 no user",
        "550 5.1.1\\r\\n                             | 550 5.1.1",
        "550 4.1.1 wrong class\\r\\n                 | 550 4.1.1 wrong class",
        "571 unusual code\\r\\n                      | 571 unusual code",
        "250 tab\\tbell\\u0007 esc\\u001b[1m\\r\\n   | 250 tab bell? esc?[1m",
        "250 lone\\rcr\\r\\n                         | 250 lone?cr",
        "250 nul\\u0000\\r\\n                        | 250 nul?",
        "250 sep\\u2028bidi\\u202e.\\r\\n            | 250 sep?bidi?.",
        "250 gr\\u00fc\\u00dfe \\ud83d\\ude00\\r\\n  | 250 gr\\u00fc\\u00dfe \\ud83d\\ude00",
      })
  void readsRepliesHoweverTheyAreCut(String octets, String reply) {
    byte[] all = unescape(octets).getBytes(UTF_8);
    for (int cut = 0; cut <= all.length; cut++) {
      SmtpReplyReader reader = new SmtpReplyReader();
      reader.feed(all, 0, cut);
      ReplyEvent early = reader.next();
      reader.feed(all, cut, all.length - cut);
      ReplyEvent event = early instanceof ReplyEvent.Incomplete ? reader.next() : early;
      assertThat(event)
          .isInstanceOfSatisfying(
              ReplyEvent.Complete.class,
              complete ->
                  assertThat(complete.reply().toString().strip()).isEqualTo(unescape(reply)));
      assertThat(reader.hasRest()).isFalse();
    }
  }

  @Test
  void takesTheStatusOnlyWhereItFitsTheCode() {
    assertThat(read("550 5.1.1 no").status()).contains(EnhancedStatusCode.parse("5.1.1"));
    assertThat(read("550 4.1.1 no").status()).isEqualTo(Optional.empty());
    assertThat(read("250 2.0.0.1 is my version").status()).isEqualTo(Optional.empty());
  }

  private static SmtpReply read(String line) {
    return ((ReplyEvent.Complete) events((line + "\r\n").getBytes(UTF_8), 1).getFirst()).reply();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello", "", "25", "25x no", "2500 no", "250_no", "150 no", "650 no", "-50 no", " 250 no"
      })
  void refusesWhatIsNoReply(String line) {
    assertThat(events((line + "\r\n").getBytes(UTF_8), 3))
        .containsExactly(new ReplyEvent.Unusable(FailureKind.PROTOCOL_VIOLATION));
  }

  @Test
  void refusesALineThatDoesNotEnd() {
    assertThat(events(("250 " + "x".repeat(4093)).getBytes(UTF_8), 100))
        .containsExactly(new ReplyEvent.Unusable(FailureKind.REPLY_TOO_LONG));
  }

  @Test
  void takesALineOfTheLargestLength() {
    assertThat(events(("250 " + "x".repeat(4091) + "\r\n").getBytes(UTF_8), 100))
        .singleElement()
        .isInstanceOf(ReplyEvent.Complete.class);
  }

  @Test
  void refusesAReplyThatDoesNotEnd() {
    assertThat(events("250-x\r\n".repeat(101).getBytes(UTF_8), 10))
        .containsExactly(new ReplyEvent.Unusable(FailureKind.REPLY_TOO_LONG));
  }

  @Test
  void takesAReplyOfTheMostLines() {
    assertThat(events(("250-x\r\n".repeat(99) + "250 x\r\n").getBytes(UTF_8), 10))
        .singleElement()
        .isInstanceOfSatisfying(
            ReplyEvent.Complete.class, c -> assertThat(c.reply().lines()).hasSize(100));
  }

  @Test
  void readsManyRepliesFromOnePiece() {
    byte[] octets = "250 one\r\n".repeat(1000).getBytes(UTF_8);
    for (int piece : new int[] {1, 7, 4096, octets.length}) {
      assertThat(events(octets, piece))
          .hasSize(1000)
          .containsOnly(new ReplyEvent.Complete(SmtpReply.of(250, "one")));
    }
  }

  @Property
  void anyOctetsGiveTheSameHoweverTheyAreCut(
      @ForAll @Size(max = 60) byte[] noise, @ForAll @Size(max = 5) List<Boolean> replies) {
    StringBuilder text = new StringBuilder();
    replies.forEach(multiline -> text.append(multiline ? "250-a\r\n250 b\n" : "550 5.1.1 c\r\n"));
    byte[] head = text.toString().getBytes(UTF_8);
    byte[] octets = new byte[head.length + noise.length];
    System.arraycopy(head, 0, octets, 0, head.length);
    System.arraycopy(noise, 0, octets, head.length, noise.length);

    List<ReplyEvent> whole = events(octets, Math.max(1, octets.length));
    assertThat(whole).hasSizeGreaterThanOrEqualTo(replies.size());
    for (int piece = 1; piece < 9; piece++) {
      assertThat(events(octets, piece)).isEqualTo(whole);
    }
  }

  /** All events until the octets are used up or unusable. */
  private static List<ReplyEvent> events(byte[] octets, int piece) {
    SmtpReplyReader reader = new SmtpReplyReader();
    List<ReplyEvent> events = new ArrayList<>();
    for (int i = 0; i < octets.length; i += piece) {
      reader.feed(octets, i, Math.min(piece, octets.length - i));
      ReplyEvent event = reader.next();
      for (; event instanceof ReplyEvent.Complete; event = reader.next()) {
        events.add(event);
      }
      if (event instanceof ReplyEvent.Unusable) {
        events.add(event);
        return events;
      }
    }
    return events;
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)))
        .translateEscapes();
  }
}
