package org.dromedary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/**
 * The server that the mail of a {@link Rehearsal} goes to: says yes to everything, keeps nothing.
 */
final class RehearsalPeer implements AutoCloseable {
  private final ServerSocket server;
  private final LongAdder mails = new LongAdder();

  RehearsalPeer() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many mails came whole. */
  long mails() {
    return mails.sum();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    new BufferedInputStream(socket.getInputStream()), ISO_8859_1))) {
      OutputStream out = socket.getOutputStream();
      say(out, "220 peer");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("DATA")) {
          say(out, "354 go on");
          while (!".".equals(in.readLine())) {
            // the content is of no interest
          }
          mails.increment();
        }
        say(out, line.startsWith("EHLO") ? "250-peer\r\n250 PIPELINING" : "250 ok");
      }
    } catch (IOException e) {
      // the router closes as it likes
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
