package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy of a listed network says who the client is, and that client counts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiesNameTheClientIT {
  private static final String ELSEWHERE = "RCPT TO:<someone@elsewhere.example>";

  private final FakeMta smartHost = FakeMta.start();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .set("smtp.relay-networks", "192.0.2.0/24, 2001:db8::/32, 127.0.0.1")
            .set("smtp.proxy-networks", "127.0.0.1")
            .set("smtp.maximum-connections-per-client", "2")
            .start();
  }

  @AfterAll
  void stop() {
    router.close();
    smartHost.close();
  }

  /** What the server says to an attempt to relay behind this header. */
  private String relayBehind(byte[] header) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.send(header);
      assertThat(client.reply()).startsWith("220 ");
      client.command("EHLO client.example");
      client.command("MAIL FROM:<>");
      return client.command(ELSEWHERE);
    }
  }

  @Test
  void theHeaderComesBeforeTls() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.listener(ListenerKind.SUBMISSIONS))) {
      client.send("PROXY TCP4 203.0.113.8 127.0.0.1 4000 465\r\n");
      client.encrypt();
      assertThat(client.reply()).startsWith("220 ");
      assertThat(client.command("EHLO client.example")).contains("AUTH PLAIN LOGIN");
    }
  }

  private static byte[] octets(String header) {
    return header.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] binary(HAProxyCommand command, HAProxyProxiedProtocol protocol, String ip) {
    EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
    encoder.writeOutbound(
        new HAProxyMessage(HAProxyProtocolVersion.V2, command, protocol, ip, ip, 4000, 25));
    ByteBuf header = encoder.readOutbound();
    try {
      return ByteBufUtil.getBytes(header);
    } finally {
      header.release();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.9 127.0.0.1 4000 25\r\n",
        "PROXY TCP6 2001:db8::9 ::1 4000 25\r\n",
        "PROXY UNKNOWN\r\n"
      })
  void relaysForTheClientOfARelayNetworkAndForTheProxyItself(String header) throws IOException {
    assertThat(relayBehind(octets(header))).startsWith("250 ");
  }

  @Test
  void readsTheBinaryHeader() throws IOException {
    HAProxyProxiedProtocol tcp6 = HAProxyProxiedProtocol.TCP6;
    assertThat(relayBehind(binary(HAProxyCommand.PROXY, tcp6, "2001:db8::9"))).startsWith("250 ");
    assertThat(relayBehind(binary(HAProxyCommand.PROXY, tcp6, "2001:db9::9")))
        .startsWith("550 5.7.1 ");
    assertThat(relayBehind(binary(HAProxyCommand.LOCAL, tcp6, "2001:db9::9"))).startsWith("250 ");
  }

  @Test
  void deniesRelayingToTheClientThoughTheProxyIsInARelayNetwork() throws IOException {
    assertThat(relayBehind(octets("PROXY TCP4 198.51.100.9 192.0.2.1 4000 25\r\n")))
        .startsWith("550 5.7.1 ");
  }

  @Test
  void namesTheClientInReceived() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.send("PROXY TCP4 198.51.100.9 192.0.2.1 4000 25\r\n");
      client.reply();
      client.command("EHLO client.example");
      client.command("MAIL FROM:<>");
      client.command("RCPT TO:<postmaster>");
      client.command("DATA");
      client.send("Subject: by proxy\r\n\r\n");
      assertThat(client.command(".")).startsWith("250 ");
    }
    await().until(() -> !router.mailbox("postmaster", "Subject: by proxy").isEmpty());
    assertThat(router.mailbox("postmaster", "Subject: by proxy").getFirst())
        .contains("Received: from client.example ([198.51.100.9])\n");
  }

  private String greetingOf(SmtpTestClient connection, String client) throws IOException {
    connection.send("PROXY TCP4 " + client + " 192.0.2.1 4000 25\r\n");
    return connection.reply();
  }

  @Test
  void limitsTheConnectionsOfTheClientAndNotOfTheProxy() throws IOException {
    try (SmtpTestClient first = new SmtpTestClient(router.smtp());
        SmtpTestClient second = new SmtpTestClient(router.smtp());
        SmtpTestClient third = new SmtpTestClient(router.smtp());
        SmtpTestClient other = new SmtpTestClient(router.smtp())) {
      assertThat(greetingOf(first, "198.51.100.77")).startsWith("220 ");
      assertThat(greetingOf(second, "198.51.100.77")).startsWith("220 ");
      assertThat(greetingOf(third, "198.51.100.77")).startsWith("421 4.7.0 ");
      assertThat(third.isClosedByServer()).isTrue();
      assertThat(greetingOf(other, "198.51.100.78")).startsWith("220 ");
    }
  }

  @Test
  void whatComesWithTheHeaderComesTooEarly() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.send("PROXY TCP4 192.0.2.9 127.0.0.1 4000 25\r\nEHLO client.example\r\n");
      assertThat(client.reply()).startsWith("554 5.5.0 ");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO client.example\r\n",
        "PROXY TCP4 192.0.2.9\r\n",
        "PROXY TCP4 elsewhere.example 127.0.0.1 4000 25\r\n",
        "PROXY TCP4 192.0.2.9 127.0.0.1 4000 99999\r\n",
        "PROXY TCP4 192.0.2.9 127.0.0.1 4000 25\n",
      })
  void closesWithoutAWordWhenThereIsNoHeader(String octets) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.send(octets + " ".repeat(110));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesWhenTheHeaderDoesNotCome() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.send("PROXY TCP4 192.0.2.9 ");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void othersCannotNameAClient() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient("127.0.0.2", router.smtp())) {
      assertThat(client.reply()).startsWith("220 ");
      assertThat(client.command("PROXY TCP4 192.0.2.9 127.0.0.1 4000 25")).startsWith("500 5.5.1 ");
    }
  }
}
