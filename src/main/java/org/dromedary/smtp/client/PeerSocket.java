package org.dromedary.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.mail.SmtpReply;
import org.dromedary.tls.CertificateRefusedException;
import org.dromedary.tls.CertificateTrust;
import org.dromedary.tls.EncryptedChannel;

/**
 * A connected socket: buffered writing, reading of replies, and a deadline for each of both that a
 * {@link Watchdog} keeps, so that neither a slow drip nor a closed window holds a thread for
 * longer.
 *
 * <p>For one thread, except {@link #close} and {@link #closeIfOverdue}.
 */
final class PeerSocket implements AutoCloseable {
  private static final int OUTPUT_OCTETS = 1 << 15;
  private static final int INPUT_OCTETS = 1 << 12;
  private static final int PROBE_MILLIS = 1;
  private static final long PROBE_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long NONE = 0;
  private static final long EXPIRED = 2; // a deadline is odd

  /** Closing it is never held up, as that of a TLS socket is by a write. */
  private final Socket connection;

  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private Optional<EncryptedChannel> encrypted = Optional.empty();
  private final byte[] input = new byte[INPUT_OCTETS];
  private final byte[] output = new byte[OUTPUT_OCTETS];
  private final SmtpReplyReader replies = new SmtpReplyReader();
  private final AtomicLong deadline = new AtomicLong(NONE);
  private int buffered;
  private boolean heard;
  private long lastHeard = System.nanoTime();

  PeerSocket(Socket connected) throws IOException {
    this.connection = connected;
    this.socket = connected;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  ChannelSecurity security() {
    return encrypted
        .map(
            channel ->
                channel.trust() == CertificateTrust.TRUSTED
                    ? ChannelSecurity.VERIFIED
                    : ChannelSecurity.ENCRYPTED)
        .orElse(ChannelSecurity.CLEAR);
  }

  /** {@code in clear}, or what kind of TLS it is. */
  String describeSecurity() {
    return encrypted.map(EncryptedChannel::toString).orElse("in clear");
  }

  /**
   * Goes on encrypted. What the peer said in the clear after it agreed could be anybody's, and must
   * not be read as if it had come by TLS: the conversation is broken then.
   */
  void encrypt(Encryption encryption, Duration timeout) throws BrokenConversationException {
    long armed = arm(timeout);
    try {
      if (heard && (replies.hasRest() || in.available() > 0)) {
        throw new BrokenConversationException(FailureKind.PROTOCOL_VIOLATION);
      }
      EncryptedChannel channel = encryption.encrypt(connection);
      socket = channel.socket();
      in = socket.getInputStream();
      out = socket.getOutputStream();
      encrypted = Optional.of(channel);
    } catch (CertificateRefusedException e) {
      throw new BrokenConversationException(kind(e.trust()));
    } catch (IOException e) {
      throw deadline.getAndSet(NONE) == EXPIRED
          ? new BrokenConversationException(FailureKind.TIMEOUT)
          : new BrokenConversationException(FailureKind.TLS_HANDSHAKE);
    }
    disarm(armed);
  }

  private static FailureKind kind(CertificateTrust trust) {
    return switch (trust) {
      case EXPIRED -> FailureKind.CERTIFICATE_EXPIRED;
      case OTHER_HOST -> FailureKind.CERTIFICATE_FOR_ANOTHER_HOST;
      case OTHER_FINGERPRINT -> FailureKind.CERTIFICATE_UNEXPECTED;
      case UNKNOWN_AUTHORITY, TRUSTED -> FailureKind.CERTIFICATE_NOT_TRUSTED;
    };
  }

  /** Tells the peer that nothing more comes (RFC 8446 §6.1), where there is TLS. */
  void endTls(Duration timeout) throws BrokenConversationException {
    if (encrypted.isPresent()) {
      long armed = arm(timeout);
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        throw failure();
      }
      disarm(armed);
    }
  }

  /** Writes to the buffer, and on to the peer what it does not hold. */
  void write(byte[] octets, int offset, int length, Duration timeout)
      throws BrokenConversationException {
    if (length > output.length - buffered) {
      flush(timeout);
    }
    if (length > output.length) {
      transmit(octets, offset, length, timeout);
    } else {
      System.arraycopy(octets, offset, output, buffered, length);
      buffered += length;
    }
  }

  void flush(Duration timeout) throws BrokenConversationException {
    if (buffered > 0) {
      int length = buffered;
      buffered = 0;
      transmit(output, 0, length, timeout);
    }
  }

  private void transmit(byte[] octets, int offset, int length, Duration timeout)
      throws BrokenConversationException {
    long armed = arm(timeout);
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      throw failure();
    }
    disarm(armed);
  }

  /** The next reply, complete within the timeout. */
  SmtpReply readReply(Duration timeout) throws BrokenConversationException {
    long armed = arm(timeout);
    while (true) {
      switch (replies.next()) {
        case ReplyEvent.Complete complete -> {
          disarm(armed);
          return complete.reply();
        }
        case ReplyEvent.Unusable unusable -> {
          disarm(armed);
          throw new BrokenConversationException(unusable.kind());
        }
        case ReplyEvent.Incomplete incomplete -> fill();
      }
    }
  }

  private void fill() throws BrokenConversationException {
    try {
      int length = in.read(input);
      if (length < 0) {
        throw failure();
      }
      replies.feed(input, 0, length);
      heard = true;
      lastHeard = System.nanoTime();
    } catch (IOException e) {
      throw failure();
    }
  }

  private long arm(Duration timeout) {
    long armed = (System.nanoTime() + timeout.toNanos()) | 1;
    deadline.set(armed);
    return armed;
  }

  private void disarm(long armed) throws BrokenConversationException {
    if (!deadline.compareAndSet(armed, NONE)) {
      throw failure();
    }
  }

  private BrokenConversationException failure() {
    boolean expired = deadline.getAndSet(NONE) == EXPIRED;
    return new BrokenConversationException(expired ? FailureKind.TIMEOUT : FailureKind.DROPPED);
  }

  /** Called by the watchdog. */
  void closeIfOverdue(long now) {
    long armed = deadline.get();
    boolean overdue = (armed & 1) == 1 && now - armed > 0;
    if (overdue && deadline.compareAndSet(armed, EXPIRED)) {
      close();
    }
  }

  /** Whether the peer said something unasked, or closed: the connection is of no use then. */
  boolean isStale() {
    try {
      return replies.hasRest() || in.available() > 0 || (isLongIdle() && isClosedByPeer());
    } catch (IOException e) {
      return true;
    }
  }

  private boolean isLongIdle() {
    return System.nanoTime() - lastHeard > PROBE_AFTER_NANOS;
  }

  private boolean isClosedByPeer() throws IOException {
    socket.setSoTimeout(PROBE_MILLIS);
    try {
      return in.read(input, 0, 1) != 0; // end or an unasked octet
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /** Closes at once; a thread that reads or writes gets a failure. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      // closed all the same
    }
  }
}
