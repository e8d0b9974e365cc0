package org.dromedary.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ResolverConfig;

class NameServersTest {
  private static final InetSocketAddress OURS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353);

  private static List<InetSocketAddress> asked(List<InetSocketAddress> servers, boolean useSystem) {
    DnsSettings settings = new DnsSettings(servers, useSystem, Duration.ofSeconds(1));
    return NameServers.of(settings, InstantSource.system()).statistics().stream()
        .map(NameServerStatistics::server)
        .toList();
  }

  @Test
  void theSystemsAreAskedWithoutOthersOrBehindThemIfThatIsWanted() {
    List<InetSocketAddress> system = ResolverConfig.getCurrentConfig().servers();
    assertThat(asked(List.of(OURS), false)).containsExactly(OURS);
    assertThat(asked(List.of(), false)).containsExactlyElementsOf(system);
    List<InetSocketAddress> both = new ArrayList<>(List.of(OURS));
    both.addAll(system);
    assertThat(asked(List.of(OURS), true)).containsExactlyElementsOf(both);
  }
}
