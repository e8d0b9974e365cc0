package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A blocking SMTP client that says what it is told and gives up after twenty seconds of silence.
 */
public final class SmtpTestClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private Socket socket = new Socket();
  private InputStream in;

  /** Connects; the banner is still to be read. */
  public SmtpTestClient(InetSocketAddress server) throws IOException {
    this("127.0.0.1", server);
  }

  /** Connects from this address. */
  public SmtpTestClient(String from, InetSocketAddress server) throws IOException {
    if (server.getAddress() instanceof Inet4Address) {
      socket.bind(new InetSocketAddress(from, 0));
    }
    socket.connect(server, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects by TLS; the banner is still to be read. */
  public static SmtpTestClient encrypted(InetSocketAddress server) throws IOException {
    SmtpTestClient client = new SmtpTestClient(server);
    client.encrypt();
    return client;
  }

  /** Begins TLS, with whatever certificate the server has. */
  public SSLSession encrypt() throws IOException {
    SSLSocket encrypted =
        (SSLSocket)
            TestCertificates.trustingAll()
                .getSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), true);
    encrypted.startHandshake();
    socket = encrypted;
    in = new BufferedInputStream(encrypted.getInputStream());
    return encrypted.getSession();
  }

  /** Says STARTTLS, begins TLS and says EHLO; gives the reply to that. */
  public String startTls() throws IOException {
    require("220", command("STARTTLS"));
    encrypt();
    return command("EHLO client.example");
  }

  /** Connects and says EHLO. */
  public static SmtpTestClient greeted(InetSocketAddress server) throws IOException {
    SmtpTestClient client = new SmtpTestClient(server);
    client.reply();
    client.command("EHLO client.example");
    return client;
  }

  /** Sends a line, gives the reply. */
  public String command(String line) throws IOException {
    send(line + "\r\n");
    return reply();
  }

  /** Sends MAIL, one RCPT and DATA; gives the reply to DATA. */
  public String begin(String recipient) throws IOException {
    command("MAIL FROM:<a@client.example>");
    command("RCPT TO:<" + recipient + ">");
    return command("DATA");
  }

  /**
   * Sends a whole mail whose lines end in CRLF; gives the reply to its end.
   *
   * @throws IOException when one of its commands is refused
   */
  public String mail(String reversePath, List<String> recipients, byte[] content)
      throws IOException {
    require("250", command("MAIL FROM:<" + reversePath + ">"));
    for (String recipient : recipients) {
      require("250", command("RCPT TO:<" + recipient + ">"));
    }
    require("354", command("DATA"));
    send(stuffed(content));
    send(".\r\n");
    return reply();
  }

  private static void require(String code, String reply) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException("expected " + code + " and got: " + reply);
    }
  }

  /** RFC 5321 §4.5.2. */
  private static byte[] stuffed(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
    boolean lineStarts = true;
    for (byte octet : content) {
      if (lineStarts && octet == '.') {
        out.write('.');
      }
      out.write(octet);
      lineStarts = octet == '\n';
    }
    return out.toByteArray();
  }

  /** Sends octets, one for each character. */
  public void send(String octets) throws IOException {
    send(octets.getBytes(ISO_8859_1));
  }

  public void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** Sends nothing more, but still reads. */
  public void shutDownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** The next reply; its lines are joined by a line feed. */
  public String reply() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(line());
    } while (lines.getLast().startsWith("-", 3));
    return String.join("\n", lines);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the server closed the connection after '" + line + "'");
      }
      line.append((char) octet);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("a reply line does not end in CRLF: " + line);
    }
    return line.substring(0, line.length() - 1);
  }

  /** Whether the server has said nothing more so far. */
  public boolean hearsNothing() throws IOException {
    return in.available() == 0;
  }

  /** All that comes until the server closes, one character per octet. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Whether the server closes now, with nothing left to read. */
  public boolean isClosedByServer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
