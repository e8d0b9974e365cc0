package org.dromedary.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "''             > .\\r\\n",
        "a\\r\\n        > a\\r\\n.\\r\\n",
        "a              > a\\r\\n.\\r\\n",
        "a\\r           > a\\r\\n.\\r\\n",
        "a\\n           > a\\r\\n.\\r\\n",
        ".              > ..\\r\\n.\\r\\n",
        ".\\r\\n        > ..\\r\\n.\\r\\n",
        "..a\\r\\n      > ...a\\r\\n.\\r\\n",
        "a.b\\r\\n      > a.b\\r\\n.\\r\\n",
        "a\\r\\n.b\\r\\n > a\\r\\n..b\\r\\n.\\r\\n",
        "a\\n.\\nb      > a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "a\\r.\\rb      > a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "a\\n.\\r\\nb   > a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "a\\r\\n.\\nb   > a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "a\\r\\r\\nb    > a\\r\\n\\r\\nb\\r\\n.\\r\\n",
        "a\\n\\r\\nb    > a\\r\\n\\r\\nb\\r\\n.\\r\\n",
        "a\\r\\n\\rb    > a\\r\\n\\r\\nb\\r\\n.\\r\\n",
        "\\n            > \\r\\n.\\r\\n",
        "\\r            > \\r\\n.\\r\\n",
      })
  void encodesHoweverTheMailIsCut(String mail, String wire) {
    byte[] octets = octets(mail);
    for (int first = 0; first <= octets.length; first++) {
      for (int second = first; second <= octets.length; second++) {
        assertThat(text(encode(octets, first, second)))
            .as("cut at %d and %d", first, second)
            .isEqualTo(text(octets(wire)));
      }
    }
  }

  @Property
  void theReceiverGetsTheSameLines(@ForAll("mails") String mail, @ForAll int cut) {
    byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
    int at = Math.floorMod(cut, octets.length + 1);
    String wire = text(encode(octets, at, at));

    assertThat(wire).endsWith(".\r\n");
    assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    assertThat(wire.indexOf("\r\n.\r\n")).isIn(-1, wire.length() - 5);
    assertThat(received(wire)).isEqualTo(canonical(mail));
  }

  @Provide
  Arbitrary<String> mails() {
    return Arbitraries.of("\r\n", "\r\n", "\r", "\n", ".", ".", "a", "\u00e9", "\r\n.")
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  /** What RFC 5321 §4.5.2 tells a receiver to do. */
  private static String received(String wire) {
    StringBuilder mail = new StringBuilder();
    for (String line : wire.split("\r\n", -1)) {
      if (line.equals(".")) {
        return mail.toString();
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    throw new AssertionError("no end of mail");
  }

  private static String canonical(String mail) {
    String lines = mail.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n");
    return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
  }

  private static byte[] encode(byte[] octets, int first, int second) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DotStuffing<RuntimeException> stuffing = new DotStuffing<>(wire::write);
    stuffing.write(octets, 0, first);
    stuffing.write(octets, first, second - first);
    stuffing.write(octets, second, octets.length - second);
    stuffing.finish();
    return wire.toByteArray();
  }

  private static byte[] octets(String escaped) {
    return escaped.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
