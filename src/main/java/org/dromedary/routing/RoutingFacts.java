package org.dromedary.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a routing table look at in one mail, besides the recipient. The header is read
 * when the first rule asks for it, and once. For one attempt and one thread.
 */
public final class RoutingFacts {
  /** How a mail can come in; the last is the router's own. */
  public static final List<String> LISTENERS =
      List.of("smtp", "submission", "submissions", "jms", "http", "fetch", "local");

  private final Origin origin;
  private final Optional<ComparedAddress> sender;
  private final long size;
  private final MailContent content;
  private @Nullable Set<HeaderPattern> fields;

  /**
   * Who sent it.
   *
   * @param client unknown for mail of this router
   * @param listener {@code smtp}, {@code submission}, {@code submissions} or {@code local}
   * @param user who was authenticated
   */
  public record Origin(
      ReversePath sender, Optional<InetAddress> client, String listener, Optional<String> user) {}

  /**
   * @param size in octets
   * @param content of which the header section may be read
   */
  public RoutingFacts(Origin origin, long size, MailContent content) {
    this.origin = origin;
    this.sender = origin.sender().address().map(ComparedAddress::of);
    this.size = size;
    this.content = content;
  }

  /**
   * Of a mail that is not there, to ask what would become of it.
   *
   * @param headers fields such as {@code Subject: x}
   */
  public static RoutingFacts ofSample(Origin origin, long size, List<String> headers) {
    String header = String.join("\r\n", headers) + "\r\n\r\n";
    return new RoutingFacts(origin, size, MailContent.of(header.getBytes(StandardCharsets.UTF_8)));
  }

  /** Who sent it. */
  public Origin origin() {
    return origin;
  }

  Optional<ComparedAddress> sender() {
    return sender;
  }

  /** In octets. */
  public long size() {
    return size;
  }

  /**
   * What the first header field of a name says.
   *
   * @throws UncheckedIOException when the content cannot be read
   */
  Optional<String> header(String name) {
    try (InputStream in = content.open()) {
      return HeaderScan.value(in, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the mail has such a header field.
   *
   * @param all the patterns that this may be asked for
   * @throws UncheckedIOException when the content cannot be read
   */
  boolean has(HeaderPattern pattern, Collection<HeaderPattern> all) {
    if (fields == null) {
      try (InputStream in = content.open()) {
        fields = HeaderScan.found(in, all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return fields.contains(pattern);
  }
}
