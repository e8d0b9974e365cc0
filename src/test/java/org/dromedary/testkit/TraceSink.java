package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of OpenTelemetry: takes spans by OTLP over HTTP, in Protocol Buffers. */
public final class TraceSink implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int NUMBER = 3;

  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

  /**
   * A span.
   *
   * @param parent empty for a root
   * @param attributes numbers as decimal text
   */
  public record ReceivedSpan(
      String trace, String id, String parent, String name, Map<String, String> attributes) {}

  private TraceSink(HttpServer server) {
    this.server = server;
  }

  /** On a free port of 127.0.0.1. */
  public static TraceSink start() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      TraceSink sink = new TraceSink(HttpServer.create(any, 0));
      sink.server.createContext("/v1/traces", sink::take);
      sink.server.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code dromedary.tracing.otlp-endpoint} is to be. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All spans with this queue id, in the order in which they came. */
  public List<ReceivedSpan> of(String queueId) {
    return spans.stream()
        .filter(span -> queueId.equals(span.attributes().get("dromedary.queue_id")))
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    Message request = new Message(exchange.getRequestBody().readAllBytes());
    for (Message resource : request.messages(1)) {
      for (Message scope : resource.messages(2)) {
        scope.messages(2).forEach(span -> spans.add(span(span)));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static ReceivedSpan span(Message span) {
    Map<String, String> attributes = new HashMap<>();
    for (Message attribute : span.messages(9)) {
      Message value = attribute.messages(2).getFirst();
      attributes.put(attribute.text(1), value.has(TEXT) ? value.text(TEXT) : value.number(NUMBER));
    }
    return new ReceivedSpan(span.hex(1), span.hex(2), span.hex(4), span.text(5), attributes);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A message of Protocol Buffers, whose schema the caller knows. */
  private static final class Message {
    private final Map<Integer, List<byte[]>> fields = new HashMap<>();

    Message(byte[] octets) {
      ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long tag = variable(in);
        byte[] value =
            switch ((int) (tag & 7)) {
              case 0 -> Long.toString(variable(in)).getBytes(UTF_8);
              case 1 -> next(in, Long.BYTES);
              case 2 -> next(in, (int) variable(in));
              case 5 -> next(in, Integer.BYTES);
              default -> throw new IllegalArgumentException("no wire type");
            };
        fields.computeIfAbsent((int) (tag >>> 3), f -> new ArrayList<>()).add(value);
      }
    }

    private static long variable(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte octet = in.get();
        value |= (long) (octet & 0x7f) << shift;
        if (octet >= 0) {
          return value;
        }
      }
    }

    private static byte[] next(ByteBuffer in, int count) {
      byte[] octets = new byte[count];
      in.get(octets);
      return octets;
    }

    private List<byte[]> all(int field) {
      return fields.getOrDefault(field, List.of());
    }

    boolean has(int field) {
      return fields.containsKey(field);
    }

    List<Message> messages(int field) {
      return all(field).stream().map(Message::new).toList();
    }

    String text(int field) {
      return new String(all(field).getFirst(), UTF_8);
    }

    String number(int field) {
      return text(field);
    }

    String hex(int field) {
      return all(field).stream().findFirst().map(HexFormat.of()::formatHex).orElse("");
    }
  }
}
