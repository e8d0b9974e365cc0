package org.dromedary.dsn;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
    assertThat(new String(made, US_ASCII)).isEqualTo(encoded.translateEscapes());
  }

  @Property
  void anotherDecoderGetsTheSameOctetsFromShortLines(@ForAll byte[] octets) throws Exception {
    byte[] encoded = QuotedPrintable.encode(octets);
    assertThat(new String(encoded, US_ASCII).split("\r\n", -1))
        .allMatch(line -> line.length() <= 76);
    assertThat(MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable"))
        .hasBinaryContent(octets);
  }

  @ParameterizedTest
  @CsvSource({"75, 75", "76, 76", "77, 75", "152, 75"})
  void softLineBreaksComeOnlyWhereTheyMust(int length, int lengthOfFirstLine) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 'a');
    String first = new String(QuotedPrintable.encode(octets), US_ASCII).split("\r\n", -1)[0];
    assertThat(first.replace("=", "")).hasSize(lengthOfFirstLine);
  }
}
