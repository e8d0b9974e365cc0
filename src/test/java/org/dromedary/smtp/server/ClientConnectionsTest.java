package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.dromedary.routing.IpNetwork;
import org.junit.jupiter.api.Test;

class ClientConnectionsTest {
  private final ClientConnections connections =
      new ClientConnections(
          new SmtpServerSettings.ClientLimits(2, List.of(IpNetwork.parse("192.0.2.64/26"))));

  private boolean enter(String address) throws UnknownHostException {
    return connections.enter(InetAddress.getByName(address));
  }

  private void leave(String address) throws UnknownHostException {
    connections.leave(InetAddress.getByName(address));
  }

  @Test
  void refusesOneTooManyOfAnAddressAndNobodyElse() throws Exception {
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(enter("192.0.2.1")).isFalse();
    assertThat(enter("192.0.2.2")).isTrue();
  }

  @Test
  void aRefusedOneIsNotCounted() throws Exception {
    enter("192.0.2.1");
    enter("192.0.2.1");
    enter("192.0.2.1");
    leave("192.0.2.1");
    assertThat(enter("192.0.2.1")).isTrue();
  }

  @Test
  void countsAnIpv6NetworkOf64BitsAsOne() throws Exception {
    assertThat(enter("2001:db8:0:1::1")).isTrue();
    assertThat(enter("2001:db8:0:1:ffff::2")).isTrue();
    assertThat(enter("2001:db8:0:1::3")).isFalse();
    assertThat(enter("2001:db8:0:2::1")).isTrue();
  }

  @Test
  void exemptNetworksHaveNoLimit() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(enter("192.0.2.77")).isTrue();
    }
  }

  @Test
  void remembersNobodyWithoutAConnection() throws Exception {
    for (int i = 0; i < 1000; i++) {
      String address = "198.51." + i / 250 + "." + i % 250;
      enter(address);
      leave(address);
    }
    assertThat(connections.clients()).isZero();
  }
}
