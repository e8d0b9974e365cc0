package org.dromedary.smtp.client;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.dromedary.routing.HostAccess;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;
import org.dromedary.tls.EncryptedChannel;
import org.dromedary.tls.HandshakeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens conversations: connects, awaits the greeting, says EHLO or HELO, begins TLS, logs in. Safe
 * for use by several threads.
 */
public final class SmtpConnector implements AutoCloseable {
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final int TICKS_PER_TIMEOUT = 8;

  private static final ClientTlsPolicy IN_CLEAR =
      new ClientTlsPolicy(ClientTlsMode.NONE, false, List.of());

  private static final Logger LOG = LoggerFactory.getLogger(SmtpConnector.class);

  private final SmtpClientSettings settings;
  private final ClientTls tls;
  private final Listeners listeners;
  private final Watchdog watchdog;

  /**
   * Who is told.
   *
   * @param logins of logins that fail
   * @param handshakes how handshakes end
   * @param connections of each attempt to connect
   */
  public record Listeners(
      LoginFailureListener logins, HandshakeListener handshakes, ConnectionListener connections) {
    /** Nobody; the log has them. */
    static final Listeners NONE =
        new Listeners((relay, user, reason) -> {}, HandshakeListener.NONE, ConnectionListener.NONE);
  }

  /**
   * Makes connections with these settings.
   *
   * @param executor runs the short periodic check of deadlines; it stays the caller's
   */
  public SmtpConnector(
      SmtpClientSettings settings,
      ClientTls tls,
      Listeners listeners,
      ScheduledExecutorService executor) {
    this.listeners = listeners;
    this.settings = settings;
    this.tls = tls;
    this.watchdog = new Watchdog(executor, tick(settings.timeouts()));
  }

  /** With nobody to tell of handshakes and of logins that fail; the log has them. */
  public SmtpConnector(
      SmtpClientSettings settings, ClientTls tls, ScheduledExecutorService executor) {
    this(settings, tls, Listeners.NONE, executor);
  }

  /** A timeout is kept to an eighth or a second, whichever is less. */
  private static Duration tick(SmtpClientSettings.Timeouts timeouts) {
    return Stream.of(SmtpStage.values())
        .map(timeouts::of)
        .map(timeout -> timeout.dividedBy(TICKS_PER_TIMEOUT))
        .filter(timeout -> timeout.compareTo(LONGEST_TICK) < 0)
        .min(Duration::compareTo)
        .orElse(LONGEST_TICK);
  }

  /**
   * Opens a conversation, blocking the calling thread until it stands or fails.
   *
   * @param address resolved
   * @param hostName the name it was resolved from, or the IP address: whom the certificate must be
   *     for
   */
  public ConnectResult connect(InetSocketAddress address, String hostName, HostAccess access) {
    ConnectResult result = watchedConnect(address, hostName, access);
    if (access.tls().mode() == ClientTlsMode.OPPORTUNISTIC
        && result instanceof ConnectResult.Broken broken
        && isForTls(broken.failure())) {
      LOG.warn(
          "{}: {}, so it gets mail in clear",
          SmtpConnection.describe(hostName, address),
          broken.failure());
      return watchedConnect(address, hostName, access.withTls(IN_CLEAR));
    }
    return result;
  }

  /** See {@link ConnectionListener#settled}. */
  public CompletionStage<Void> settled() {
    return listeners.connections().settled();
  }

  /** Not for octets that were slipped in before the handshake: somebody is there. */
  private static boolean isForTls(ConversationFailure failure) {
    return failure.stage() == SmtpStage.TLS && failure.kind() != FailureKind.PROTOCOL_VIOLATION;
  }

  private ConnectResult watchedConnect(
      InetSocketAddress address, String hostName, HostAccess access) {
    long from = System.nanoTime();
    ConnectResult result = connectOnce(address, hostName, access);
    listeners
        .connections()
        .attempted(
            ConnectionAttempt.of(
                SmtpConnection.describe(hostName, address),
                result,
                Duration.ofNanos(System.nanoTime() - from)));
    return result;
  }

  private ConnectResult connectOnce(InetSocketAddress address, String hostName, HostAccess access) {
    if (address.isUnresolved() || hostName.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("not an address of a host");
    }
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true); // commands go out in groups already
      Optional<InetAddress> source = access.limits().sourceFor(address.getAddress());
      if (source.isPresent()) {
        bind(socket, source.get());
      }
      socket.connect(address, Math.toIntExact(settings.timeouts().connect().toMillis()));
      return open(new PeerSocket(socket), address, hostName, access);
    } catch (IOException e) {
      closeQuietly(socket);
      return new ConnectResult.Broken(ConversationFailure.silent(SmtpStage.CONNECT, kindOf(e)));
    }
  }

  private static void bind(Socket socket, InetAddress source) throws IOException {
    try {
      socket.bind(new InetSocketAddress(source, 0));
    } catch (BindException e) {
      LOG.error("the source address {} is not of this machine", source.getHostAddress());
      throw e;
    }
  }

  private ConnectResult open(
      PeerSocket socket, InetSocketAddress address, String hostName, HostAccess access)
      throws IOException {
    watchdog.watch(socket);
    SmtpConnection.Parts parts =
        new SmtpConnection.Parts(hostName, address, access.protocol(), socket, watchdog);
    Encryption encryption = connection -> encrypt(connection, hostName, access.tls());
    Conversation conversation = new Conversation(socket, settings.timeouts(), encryption);
    return switch (conversation.lead(
        new OpeningDialogue(settings.hostname(), access.tls().mode(), access.protocol()))) {
      case Opening.Greeted greeted -> {
        SmtpConnection connection = new SmtpConnection(parts, conversation, greeted.extensions());
        yield access.login().isPresent()
            ? logIn(connection, new Login(access.login().get(), conversation), greeted.extensions())
            : new ConnectResult.Connected(connection);
      }
      case Opening.Refused refused -> {
        // RFC 5321 §3.1: QUIT after a refusal too
        new SmtpConnection(parts, conversation, PeerExtensions.NONE).close();
        yield new ConnectResult.Refused(refused.stage(), refused.reply());
      }
      case Opening.Broken broken -> {
        watchdog.forget(socket);
        socket.close();
        yield new ConnectResult.Broken(broken.failure());
      }
    };
  }

  private ConnectResult logIn(SmtpConnection connection, Login login, PeerExtensions extensions)
      throws IOException {
    Authentication result = login.attempt(connection.security(), extensions);
    if (result instanceof Authentication.Accepted) {
      return new ConnectResult.Connected(connection);
    }
    LOG.error("{}: login as {}: {}; mail for it waits", connection.describe(), login, result);
    listeners.logins().loginFailed(connection.describe(), login.login().user(), result.toString());
    connection.close();
    return switch (result) {
      case Authentication.Refused refused ->
          new ConnectResult.Refused(SmtpStage.AUTH, refused.reply());
      case Authentication.Broken broken -> new ConnectResult.Broken(broken.failure());
      case Authentication.Accepted accepted -> throw new IllegalStateException("it succeeded");
    };
  }

  private EncryptedChannel encrypt(Socket connection, String hostName, ClientTlsPolicy policy)
      throws IOException {
    EncryptedChannel channel = counted(connection, hostName, policy);
    LOG.info(
        "TLS with {}: {}",
        SmtpConnection.describe(hostName, (InetSocketAddress) connection.getRemoteSocketAddress()),
        channel);
    return channel;
  }

  private EncryptedChannel counted(Socket connection, String hostName, ClientTlsPolicy policy)
      throws IOException {
    try {
      EncryptedChannel channel = tls.encrypt(connection, hostName, policy);
      listeners.handshakes().succeeded(channel.socket().getSession().getProtocol());
      return channel;
    } catch (IOException e) {
      listeners.handshakes().failed();
      throw e;
    }
  }

  private static FailureKind kindOf(IOException e) {
    // the JDK tells the causes of a failed connect apart by its text only
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (e instanceof SocketTimeoutException || text.contains("timed out")) {
      return FailureKind.TIMEOUT;
    }
    if (text.contains("reset")) {
      return FailureKind.DROPPED; // connected and reset before we could look
    }
    boolean refused = e instanceof ConnectException && text.contains("refused");
    return refused ? FailureKind.CONNECTION_REFUSED : FailureKind.UNREACHABLE;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed all the same
    }
  }

  /** Ends the check of deadlines; connections that are still in use lose their bounds. */
  @Override
  public void close() {
    watchdog.close();
  }
}
