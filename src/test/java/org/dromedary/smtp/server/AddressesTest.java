package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses in MAIL and RCPT: which are taken, and as what (RFC 5321 §4.1.2, §4.5.3.1). */
class AddressesTest {
  private static final String LABEL = "d".repeat(63);

  /** Of 253 octets, the longest in the DNS. */
  private static final String LONGEST_DOMAIN =
      String.join(".", LABEL, LABEL, LABEL, "d".repeat(61));

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of("b@mx.example", "b@mx.example"),
        Arguments.of("b@mx_1.example", "b@mx_1.example"), // wrong, and in use
        Arguments.of("B.c+d@MX.Example", "B.c+d@MX.Example"),
        Arguments.of("@one.example,@two.example:b@mx.example", "b@mx.example"),
        Arguments.of("a%b@mx.example", "a%b@mx.example"),
        Arguments.of("a!b@mx.example", "a!b@mx.example"),
        Arguments.of("\"a b\"@mx.example", "\"a b\"@mx.example"),
        Arguments.of("\"a@b\"@mx.example", "\"a@b\"@mx.example"),
        Arguments.of("\"a>b\"@mx.example", "\"a>b\"@mx.example"),
        Arguments.of("b@[192.0.2.1]", "b@[192.0.2.1]"),
        Arguments.of("b@[IPv6:2001:db8::1]", "b@[IPv6:2001:db8::1]"),
        Arguments.of("b@xn--bcher-kva.example", "b@xn--bcher-kva.example"),
        Arguments.of("x".repeat(64) + "@mx.example", "x".repeat(64) + "@mx.example"),
        Arguments.of("b@" + LONGEST_DOMAIN, "b@" + LONGEST_DOMAIN));
  }

  static List<String> refused() {
    return List.of(
        "b",
        "b@",
        "@mx.example",
        "b@mx.example.",
        "b@.mx.example",
        "b@mx..example",
        "b@-mx.example",
        "b@mx-.example",
        "b@mx.example:25",
        ".b@mx.example",
        "b.@mx.example",
        "b..c@mx.example",
        "a b@mx.example",
        "a@b@mx.example",
        "\"a@mx.example",
        "\"a\"b@mx.example",
        "b@[192.0.2.256]",
        "b@[192.0.2]",
        "b@[192.0.2.1",
        "b@[IPv6:2001:db8::1::2]",
        "b@[2001:db8::1]",
        "@one.example:",
        "@one.example b@mx.example",
        "b@mx.example,c@mx.example",
        "(x)b@mx.example",
        "x".repeat(65) + "@mx.example",
        "b@" + "d".repeat(64) + ".example",
        "b@d" + LONGEST_DOMAIN,
        "b@\u0000");
  }

  private static String rcpt(String mailParameters, String address) {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("EHLO client.example\r\n");
    driver.send("MAIL FROM:<>" + mailParameters + "\r\n");
    driver.heard();
    driver.send("RCPT TO:<" + new String(address.getBytes(UTF_8), ISO_8859_1) + ">\r\n");
    return driver.heard()
        + driver.asked.stream().map(asked -> asked.recipient().address().toString()).toList();
  }

  @ParameterizedTest
  @MethodSource
  void taken(String address, String meant) {
    assertThat(rcpt("", address)).isEqualTo("250 2.1.5 Ok\r\n[" + meant + "]");
  }

  @ParameterizedTest
  @MethodSource
  void refused(String address) {
    assertThat(rcpt("", address)).matches("(?s)(501 5\\.1\\.3|500 5\\.5\\.2) .*\\[]");
    assertThat(rcpt(" SMTPUTF8", address)).matches("(?s)(501 5\\.1\\.3|500 5\\.5\\.2) .*\\[]");
  }

  @ParameterizedTest
  @MethodSource("internationalized")
  void needsSmtpUtf8(String address) {
    assertThat(rcpt("", address)).startsWith("553 5.6.7 ").endsWith("[]");
    assertThat(rcpt(" SMTPUTF8", address)).startsWith("250 2.1.5 ");
  }

  static List<String> internationalized() {
    return List.of("\u00fc@mx.example", "b@b\u00fccher.example", "\u4f8b@\u4f8b.example");
  }
}
