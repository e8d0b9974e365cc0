package org.dromedary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * An SMTP server on loopback that behaves as told: by the name of a recipient ({@link
 * FakeMtaRecipient}) or as a whole ({@link FakeMtaTrait}). It keeps the mails it took. All methods
 * may be called from any thread; traits take effect with the next connection or command.
 *
 * <pre>{@code
 * try (FakeMta mta = FakeMta.start(FakeMtaTrait.NO_PIPELINING)) {
 *   ... mta.address() ... mta.mails() ...
 * }
 * }</pre>
 */
public final class FakeMta implements AutoCloseable {
  private static final int BACKLOG = 500;

  private final Set<FakeMtaTrait> traits = ConcurrentHashMap.newKeySet();
  private final Queue<FakeMtaMail> mails = new ConcurrentLinkedQueue<>();
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private final Set<String> greylisted = ConcurrentHashMap.newKeySet();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger waitingAtDot = new AtomicInteger();
  private final AtomicInteger earlyCommands = new AtomicInteger();
  private final AtomicInteger encrypted = new AtomicInteger();
  private volatile Optional<SSLContext> tls = Optional.empty();
  private volatile Optional<FakeMtaLogin> login = Optional.empty();
  private final Queue<InetAddress> clients = new ConcurrentLinkedQueue<>();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger tooMany = new AtomicInteger();
  private volatile int maximumConnections = Integer.MAX_VALUE;
  private volatile long maximumSize = 100L << 20;
  private volatile InetSocketAddress address;
  private volatile Optional<ServerSocket> listener = Optional.empty();
  private volatile Thread acceptor = Thread.ofVirtual().unstarted(() -> {});

  private FakeMta(InetSocketAddress address, FakeMtaTrait... traits) {
    this.address = address;
    this.traits.addAll(Arrays.asList(traits));
  }

  /** Starts one on 127.0.0.1 and a free port. */
  public static FakeMta start(FakeMtaTrait... traits) {
    return startAt("127.0.0.1", 0, traits);
  }

  /** Starts one on a loopback address; port 0 takes a free one. */
  public static FakeMta startAt(String host, int port, FakeMtaTrait... traits) {
    FakeMta mta = new FakeMta(new InetSocketAddress(host, port), traits);
    mta.restart();
    return mta;
  }

  /** Listens again after {@link #stop}, on the same address and port. */
  public synchronized void restart() {
    if (listener.isPresent()) {
      return;
    }
    try {
      InetAddress host = address.getAddress();
      ServerSocket socket = new ServerSocket(address.getPort(), BACKLOG, host);
      address = new InetSocketAddress(host, socket.getLocalPort());
      listener = Optional.of(socket);
      acceptor = Thread.startVirtualThread(() -> accept(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops listening (connections are refused then) and drops all connections. */
  public synchronized void stop() {
    listener.ifPresent(FakeMta::closeQuietly);
    listener = Optional.empty();
    joinAcceptor(); // the port is closed only when nobody waits in accept() any more
    dropConnections();
  }

  private void joinAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drops the open connections and goes on listening. */
  public void dropConnections() {
    open.forEach(FakeMta::closeQuietly);
  }

  @Override
  public void close() {
    stop();
  }

  /** Replaces all traits. */
  public void behave(FakeMtaTrait... replacements) {
    Set<FakeMtaTrait> kept = EnumSet.noneOf(FakeMtaTrait.class);
    kept.addAll(Arrays.asList(replacements));
    traits.addAll(kept);
    traits.retainAll(kept);
  }

  /** Offers this SIZE, and refuses larger mails with 552 after the dot. */
  public void maximumSize(long octets) {
    maximumSize = octets;
  }

  /** Greets connections beyond so many with 421. */
  public void maximumConnections(int connections) {
    maximumConnections = connections;
  }

  /** Whether there is room for a connection that has just been made. */
  boolean hasRoom() {
    most.accumulateAndGet(open.size(), Math::max);
    boolean room = open.size() <= maximumConnections;
    if (!room) {
      tooMany.incrementAndGet();
    }
    return room;
  }

  /** The most connections that were open at the same time. */
  public int mostConnections() {
    return most.get();
  }

  /** Connections that were one too many. */
  public int connectionsTooMany() {
    return tooMany.get();
  }

  /** Who has connected, in order. */
  public List<InetAddress> clients() {
    return List.copyOf(clients);
  }

  /** Offers STARTTLS, or begins with TLS as the traits say. */
  public void offerTls(SSLContext context) {
    tls = Optional.of(context);
  }

  Optional<SSLContext> tls() {
    return tls;
  }

  void encrypted() {
    encrypted.incrementAndGet();
  }

  /** Takes mail only of this user, who is authenticated by one of the mechanisms. */
  public void demandLogin(String user, String secret, String... mechanisms) {
    login = Optional.of(new FakeMtaLogin(user, secret, List.of(mechanisms)));
  }

  Optional<FakeMtaLogin> login() {
    return login;
  }

  /** Handshakes that were done so far. */
  public int encryptedConnections() {
    return encrypted.get();
  }

  public InetSocketAddress address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  /** The mails taken so far, in order. */
  public List<FakeMtaMail> mails() {
    return List.copyOf(mails);
  }

  /** The mails taken so far for this address. */
  public List<FakeMtaMail> mailsTo(String recipient) {
    return mails.stream().filter(mail -> mail.recipients().contains(recipient)).toList();
  }

  /** All command lines so far, of all connections. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  public int openConnections() {
    return open.size();
  }

  /** Commands that came before the reply to the one before them was sent. */
  public int earlyCommands() {
    return earlyCommands.get();
  }

  /** Mails whose dot is not answered yet. */
  public int waitingAtDot() {
    return waitingAtDot.get();
  }

  void waits(boolean begins) {
    waitingAtDot.addAndGet(begins ? 1 : -1);
  }

  boolean is(FakeMtaTrait trait) {
    return traits.contains(trait);
  }

  long maximumSize() {
    return maximumSize;
  }

  boolean firstSeen(String recipient) {
    return greylisted.add(recipient);
  }

  void took(FakeMtaMail mail) {
    mails.add(mail);
  }

  void heard(String command, boolean early) {
    commands.add(command);
    if (early) {
      earlyCommands.incrementAndGet();
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        clients.add(connection.getInetAddress());
        open.add(connection);
        Thread.startVirtualThread(() -> serve(connection));
      } catch (IOException e) {
        return; // stopped
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      if (is(FakeMtaTrait.RESET_CONNECTION)) {
        connection.setSoLinger(true, 0);
        return;
      }
      connection.setTcpNoDelay(true);
      new FakeMtaSession(this, connection).run();
    } catch (IOException e) {
      // the client went away or the test stopped us
    } finally {
      open.remove(connection);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
