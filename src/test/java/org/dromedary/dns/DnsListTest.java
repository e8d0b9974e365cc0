package org.dromedary.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

class DnsListTest {
  @ParameterizedTest
  @CsvSource({
    "bl.example, bl.example",
    "BL.Example, bl.example",
    "bl.example=127.0.0.2, bl.example=127.0.0.2",
  })
  void parses(String text, String list) {
    assertThat(DnsList.parse(text)).hasToString(list);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "192.0.2.1",
        "[192.0.2.1]",
        "bl.example=",
        "bl.example=192.0.2.1",
        "bl.example=127.0.0.1",
        "bl.example=127.255.255.254",
        "bl.example=::1",
        "=127.0.0.2",
      })
  void refuses(String text) {
    assertThatThrownBy(() -> DnsList.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAZoneThatLeavesNoRoomForAnAddress() {
    String zone = "a23456789.".repeat(18);
    assertThatThrownBy(() -> DnsList.parse(zone + "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.99, 99.2.0.192.bl.example",
    "::ffff:192.0.2.99, 99.2.0.192.bl.example",
    "2001:db8:1:2:3:4:567:89ab, b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.bl.example",
  })
  void asksForTheReversedAddress(String client, String name) throws UnknownHostException {
    Name asked = DnsList.parse("bl.example").nameOf(InetAddress.getByName(client));
    assertThat(asked.toString(true)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "bl.example, 127.0.0.2, true",
    "bl.example, 127.0.0.255, true",
    "bl.example, 127.1.0.1, true",
    "bl.example, 127.0.0.1, false",
    "bl.example, 127.255.255.254, false",
    "bl.example, 192.0.2.1, false",
    "bl.example=127.0.0.3, 127.0.0.2, false",
    "bl.example=127.0.0.3, 127.0.0.3, true",
  })
  void knowsAListingByTheAnswer(String list, String answer, boolean listed)
      throws UnknownHostException {
    assertThat(DnsList.parse(list).isListing(InetAddress.getByName(answer))).isEqualTo(listed);
  }

  @Test
  void theReasonIsPrintableAndBounded() {
    byte[] octets = "see\r\n250 ok\u0000\u00e4".getBytes(StandardCharsets.UTF_8);
    assertThat(reason(octets)).isEqualTo("see??250 ok??");
    assertThat(reason("x".repeat(255).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("x".repeat(200));
  }

  private static String reason(byte[] octets) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : octets) {
      escaped.append(String.format("\\%03d", octet & 0xff));
    }
    try {
      TXTRecord record =
          new TXTRecord(Name.fromString("x.bl.example."), DClass.IN, 60, escaped.toString());
      return DnsListing.of(DnsList.parse("bl.example"), record).reason();
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
