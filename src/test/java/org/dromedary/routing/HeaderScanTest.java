package org.dromedary.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderScanTest {
  private static final HeaderPattern SUBJECT = subject("*spam*");

  private static HeaderPattern subject(String value) {
    return new HeaderPattern(HeaderPattern.name("Subject"), Wildcard.parse(value));
  }

  private static boolean finds(HeaderPattern pattern, String mail) throws IOException {
    InputStream octets = new ByteArrayInputStream(mail.getBytes(UTF_8));
    return HeaderScan.found(octets, List.of(pattern)).contains(pattern);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Subject: spam|, true",
        "subject:spam|, true",
        "SUBJECT : spam|, true",
        "From: a|Subject: spam||body, true",
        "Subject: sp|am|, false",
        "Subject: no| spam|, true",
        "Subject: no|\tspam|, true",
        "Subject:| spam|, true",
        "Subject: a|Subject: spam|, true",
        "no field|Subject: spam|, true",
        "Subject: spam, true",
        "From: a||Subject: spam|, false",
        "|Subject: spam|, false",
        "X-Subject: spam|, false",
        "Subject|: spam|, false",
        "\" Subject: spam|\", false",
        "From: a| Subject: spam|, false",
        "\"\", false",
        "|, false",
      })
  void findsFieldsOfTheHeaderSection(String mail, boolean found) throws IOException {
    assertThat(finds(SUBJECT, mail.replace("|", "\r\n"))).isEqualTo(found);
  }

  @Test
  void comparesWithoutWhiteSpaceAround() throws IOException {
    assertThat(finds(subject("spam"), "Subject: \t spam \r\n\r\n")).isTrue();
    assertThat(finds(subject("sp  am"), "Subject: sp \r\n am\r\n\r\n")).isTrue();
    assertThat(finds(subject("ümläut"), "Subject: ÜMLÄUT\r\n\r\n")).isTrue();
  }

  @Test
  void findsWhatIsSplitOverReads() throws IOException {
    String before = "X: " + "x".repeat(8 << 10) + "\r\n";
    for (int cut = 0; cut < 40; cut++) {
      String mail = before.substring(cut) + "Subject: spam\r\n\r\nbody";
      assertThat(finds(SUBJECT, "X: " + mail)).isTrue();
    }
  }

  @Test
  void looksAtNoMoreThanItsMaximum() throws IOException {
    String padding = "X: " + "x".repeat(HeaderScan.MAXIMUM_OCTETS) + "\r\n";
    CountingStream endless = new CountingStream(padding + "Subject: spam\r\n\r\n");
    assertThat(HeaderScan.found(endless, List.of(SUBJECT))).isEmpty();
    assertThat(endless.octets).isLessThanOrEqualTo(HeaderScan.MAXIMUM_OCTETS);
    assertThat(finds(SUBJECT, "Subject: spam\r\n" + padding)).isTrue();
    assertThat(finds(subject("*"), "Subject: " + padding)).isTrue();
  }

  @Test
  void doesNotReadTheBody() throws IOException {
    CountingStream mail = new CountingStream("From: a\r\n\r\n" + "x".repeat(1 << 20));
    assertThat(HeaderScan.found(mail, List.of(SUBJECT))).isEmpty();
    assertThat(mail.octets).isLessThanOrEqualTo(8 << 10);
  }

  @Property
  void takesAnyOctets(@ForAll byte[] octets) throws IOException {
    byte[] found = ("Subject: spam\r\n" + new String(octets, ISO_8859_1)).getBytes(ISO_8859_1);
    assertThat(HeaderScan.found(new ByteArrayInputStream(octets), List.of(SUBJECT))).isNotNull();
    assertThat(HeaderScan.found(new ByteArrayInputStream(found), List.of(SUBJECT))).hasSize(1);
  }

  private static final class CountingStream extends ByteArrayInputStream {
    private int octets;

    private CountingStream(String mail) {
      super(mail.getBytes(ISO_8859_1));
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      int count = super.read(buffer, offset, length);
      octets += Math.max(count, 0);
      return count;
    }
  }
}
