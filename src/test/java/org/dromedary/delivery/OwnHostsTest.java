package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.dromedary.dns.MailHost;
import org.dromedary.mail.Domain;
import org.junit.jupiter.api.Test;

class OwnHostsTest {
  private static final int PORT = 25;

  private static MailHost host(String name, int preference, String address)
      throws UnknownHostException {
    return new MailHost(name, preference, List.of(InetAddress.getByName(address)));
  }

  private static List<String> left(String listener, int port, MailHost... hosts)
      throws UnknownHostException {
    InetSocketAddress bound = new InetSocketAddress(InetAddress.getByName(listener), port);
    return new OwnHosts(Domain.parse("mx.example"), () -> List.of(bound))
        .without(List.of(hosts), PORT).stream().map(MailHost::name).toList();
  }

  @Test
  void leavesOnlyWhatIsNearerThanWeAre() throws UnknownHostException {
    assertThat(
            left(
                "192.0.2.9",
                PORT,
                host("near.example", 10, "192.0.2.1"),
                host("equal.example", 20, "192.0.2.2"),
                host("MX.example", 20, "192.0.2.3"),
                host("far.example", 30, "192.0.2.4")))
        .containsExactly("near.example");
    assertThat(left("192.0.2.9", PORT, host("mx.example", 10, "192.0.2.1"))).isEmpty();
  }

  @Test
  void knowsUsByAddressAndPort() throws UnknownHostException {
    MailHost other = host("other.example", 10, "127.0.0.1");
    assertThat(left("127.0.0.1", PORT, other)).isEmpty();
    assertThat(left("0.0.0.0", PORT, other)).isEmpty();
    assertThat(left("0.0.0.0", PORT, host("far.example", 10, "192.0.2.1"))).hasSize(1);
    assertThat(left("127.0.0.1", 2525, other)).hasSize(1);
    assertThat(left("127.0.0.2", PORT, other)).hasSize(1);
  }
}
