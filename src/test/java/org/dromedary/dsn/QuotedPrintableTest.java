package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedPrintableTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "a=b, a=3Db",
    "'a \\r\\n', 'a=20\\r\\n'",
    "'a\\t', 'a=09'",
    "'a b', 'a b'",
    "'\\r\\n\\r\\n', '\\r\\n\\r\\n'",
    "'a\\rb\\nc', 'a=0Db=0Ac'",
    "'\\r\\r\\n', '=0D\\r\\n'",
    "'\\0', '=00'",
  })
  void encodes(String octets, String encoded) {
    byte[] made =
        QuotedPrintable.encode(octets.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(new String(made, StandardCharsets.US_ASCII)).isEqualTo(encoded.translateEscapes());
  }

  @Property
  void anotherDecoderGetsTheSameOctetsFromShortLines(@ForAll byte[] octets) throws Exception {
    byte[] encoded = QuotedPrintable.encode(octets);
    assertThat(new String(encoded, StandardCharsets.US_ASCII).split("\r\n", -1))
        .allMatch(line -> line.length() <= 76);
    assertThat(MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable"))
        .hasBinaryContent(octets);
  }

  @Property
  void softLineBreaksNeverExceedTheLimit(@ForAll("lengths") int length) throws Exception {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 'a');
    byte[] encoded = QuotedPrintable.encode(octets);
    assertThat(new String(encoded, StandardCharsets.US_ASCII).split("\r\n", -1))
        .allMatch(line -> line.length() <= 76 && !line.isEmpty());
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<Integer> lengths() {
    return net.jqwik.api.Arbitraries.integers().between(70, 240);
  }
}
