package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSyntaxesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:53",
    "192.0.2.1:5353, 192.0.2.1:5353",
    "[::1]:5353, [0:0:0:0:0:0:0:1]:5353",
    "[::1], [0:0:0:0:0:0:0:1]:53",
    "::1, [0:0:0:0:0:0:0:1]:53",
    "2001:db8::53, [2001:db8:0:0:0:0:0:53]:53"
  })
  void readsNameServers(String text, String expected) {
    var syntax = AddressSyntaxes.NAME_SERVER;

    assertThat(syntax.format(syntax.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns.example.org",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "192.0.2.1:",
        "127.1",
        "127.1:53",
        "192.0.2.256",
        "[::1",
        "[192.0.2.1]x",
        ":53",
        "2001:db8::53::1"
      })
  void refusesNameServers(String text) {
    assertThatThrownBy(() -> AddressSyntaxes.NAME_SERVER.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.0/8", "192.0.2.1", "::1", "2001:db8::/32", "0.0.0.0/0"})
  void readsNetworks(String text) {
    assertThat(AddressSyntaxes.NETWORK.parse(text)).isNotNull();
  }

  /** {@code 127/8} would be 0.0.0.127/8 to the platform: a network nobody meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127/8",
        "127.1/8",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "::1/129",
        "example.org",
        "192.0.2.0/24/8",
        "010.0.0.1"
      })
  void refusesNetworks(String text) {
    assertThatThrownBy(() -> AddressSyntaxes.NETWORK.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "relay.example.org, relay.example.org:25",
    "relay.example.org:2525, relay.example.org:2525",
    "127.0.0.1:2525, 127.0.0.1:2525",
    "[2001:db8::1]:25, [2001:db8::1]:25",
    "localhost:1025, localhost:1025"
  })
  void readsSmartHosts(String text, String expected) {
    assertThat(AddressSyntaxes.SMART_HOST.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":25",
        "relay..example.org",
        "relay:0",
        "relay:99999",
        "2001:db8::1",
        "a b:25",
        "127.1:25",
        "-relay:25"
      })
  void refusesSmartHosts(String text) {
    assertThatThrownBy(() -> AddressSyntaxes.SMART_HOST.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesAnInternationalizedHostnameInItsAsciiForm() {
    assertThat(AddressSyntaxes.HOSTNAME.parse("mail.bücher.example"))
        .hasToString("mail.xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1", "[192.0.2.1]", "mail server", "mail.", ".org", "a\nb"})
  void refusesHostnames(String text) {
    assertThatThrownBy(() -> AddressSyntaxes.HOSTNAME.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.1", "localhost", "mail.example.org"})
  void readsHostsToBind(String text) {
    assertThat(AddressSyntaxes.BIND_HOST.parse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "0.0.0.0:25", "127.1", "[::]"})
  void refusesHostsToBind(String text) {
    assertThatThrownBy(() -> AddressSyntaxes.BIND_HOST.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsNameTheElementThatIsWrong() {
    var syntax = new ListSyntax<>(AddressSyntaxes.DOMAIN, false);

    assertThat(syntax.parse("example.org , example.net"))
        .extracting(Object::toString)
        .containsExactly("example.org", "example.net");
    assertThatThrownBy(() -> syntax.parse("example.org, exa mple.net"))
        .hasMessageContaining("'exa mple.net'");
    assertThatThrownBy(() -> syntax.parse("example.org,,example.net"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> syntax.parse("")).hasMessage("empty");
  }
}
