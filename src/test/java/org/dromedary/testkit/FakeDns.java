package org.dromedary.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * A name server on loopback (UDP and TCP, one port) with a zone that the test fills. A name that is
 * not in the zone does not exist (NXDOMAIN); a name without the asked type has no data. All methods
 * may be called from any thread.
 *
 * <pre>{@code
 * FakeDns dns = FakeDns.start().mx("example.com", 10, "mx.example.com").a("mx.example.com", "127.0.0.2");
 * }</pre>
 */
public final class FakeDns implements AutoCloseable {
  /** What is wrong with a name or with the server. */
  public enum Fault {
    SERVFAIL,
    REFUSED,
    /** Never answers. */
    SILENT,
    /** Answers with octets that are no DNS message. */
    GARBAGE
  }

  private static final int UDP_OCTETS = 512;
  private static final int BIND_ATTEMPTS = 20;

  private final FakeZone zone = new FakeZone();
  private final Queue<String> queries = new ConcurrentLinkedQueue<>();
  private final ServerSocket tcp;
  private final DatagramSocket udp;

  private FakeDns(ServerSocket tcp, DatagramSocket udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  /** Starts one on 127.0.0.1 and a free port. */
  public static FakeDns start() {
    for (int attempt = 1; ; attempt++) {
      try {
        FakeDns dns = bind();
        Thread.startVirtualThread(dns::serveUdp);
        Thread.startVirtualThread(dns::serveTcp);
        return dns;
      } catch (IOException e) {
        if (attempt == BIND_ATTEMPTS) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static FakeDns bind() throws IOException {
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket tcp = new ServerSocket(0, 50, host);
    try {
      return new FakeDns(tcp, new DatagramSocket(tcp.getLocalPort(), host));
    } catch (SocketException e) {
      tcp.close(); // the UDP port of this number is taken
      throw e;
    }
  }

  public FakeDns mx(String domain, int preference, String host) {
    zone.add(domain, "MX", preference + " " + FakeZone.absolute(host));
    return this;
  }

  /** {@code MX 0 .} (RFC 7505). */
  public FakeDns nullMx(String domain) {
    zone.add(domain, "MX", "0 .");
    return this;
  }

  public FakeDns a(String host, String address) {
    zone.add(host, "A", address);
    return this;
  }

  public FakeDns aaaa(String host, String address) {
    zone.add(host, "AAAA", address);
    return this;
  }

  public FakeDns cname(String alias, String name) {
    zone.add(alias, "CNAME", FakeZone.absolute(name));
    return this;
  }

  public FakeDns txt(String name, String text) {
    zone.add(name, "TXT", "\"" + text + "\"");
    return this;
  }

  /** Makes a name answer with a fault, whatever the type. */
  public FakeDns fault(String name, Fault fault) {
    zone.fault(name, fault);
    return this;
  }

  /** Makes one type of a name answer with a fault. */
  public FakeDns fault(String name, String type, Fault fault) {
    zone.fault(name + " " + type, fault);
    return this;
  }

  /** Makes every name answer with a fault. */
  public FakeDns faultEverywhere(Fault fault) {
    zone.fault("*", fault);
    return this;
  }

  /** Takes back all faults. */
  public FakeDns recover() {
    zone.clearFaults();
    return this;
  }

  /** Removes all records of a name. */
  public FakeDns remove(String name) {
    zone.remove(name);
    return this;
  }

  /** Time to live of all answers, negative ones too; whole seconds, 60 at first. */
  public FakeDns timeToLive(Duration ttl) {
    zone.timeToLive(ttl);
    return this;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
  }

  /** All queries so far, as {@code example.com MX}. */
  public List<String> queries() {
    return List.copyOf(queries);
  }

  /** How often a name and type were asked for. */
  public long queries(String name, String type) {
    return queries.stream().filter(query -> query.equals(name + " " + type)).count();
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serveUdp() {
    byte[] buffer = new byte[UDP_OCTETS];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] query = new byte[packet.getLength()];
        System.arraycopy(buffer, 0, query, 0, query.length);
        SocketAddress client = packet.getSocketAddress();
        Optional<byte[]> answer = answer(query, UDP_OCTETS);
        if (answer.isPresent()) {
          udp.send(new DatagramPacket(answer.get(), answer.get().length, client));
        }
      } catch (IOException e) {
        // closed, or a client that went away
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket client = tcp.accept();
        Thread.startVirtualThread(() -> serveTcp(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serveTcp(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] query = in.readNBytes(in.readUnsignedShort());
        Optional<byte[]> answer = answer(query, 65535);
        if (answer.isPresent()) {
          out.writeShort(answer.get().length);
          out.write(answer.get());
          out.flush();
        }
      }
    } catch (IOException e) {
      // the client is done
    }
  }

  private Optional<byte[]> answer(byte[] octets, int maximumOctets) throws IOException {
    Message query = new Message(octets);
    Record question = query.getQuestion();
    queries.add(FakeZone.key(question.getName()) + " " + FakeZone.type(question));
    return zone.answer(query, maximumOctets);
  }
}
