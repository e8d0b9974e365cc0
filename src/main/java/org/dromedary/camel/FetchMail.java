package org.dromedary.camel;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.component.mail.MailConsumer;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.support.SynchronizationAdapter;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails out of remote mailboxes (IMAP, POP3), octet for octet. A mail is removed or marked
 * there after it is durable here; so a crash may have it fetched twice, and never loses it. What
 * cannot be taken stays there, is logged once and holds up no other.
 *
 * <p>Safe for several routes, each with one thread.
 */
public final class FetchMail {
  private static final Logger LOG = LoggerFactory.getLogger(FetchMail.class);

  /** How mail came in that was fetched; see {@link Arrival#listener}. */
  private static final String LISTENER = "fetch";

  private static final int MAXIMUM_HEADER_OCTETS = 256 << 10;

  private static final Pattern UNFIT_FOR_FILE = Pattern.compile("[^A-Za-z0-9._-]");

  private final Place place;
  private final Limits limits;
  private final BooleanSupplier hasRoom;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;
  private final MailLog log;
  private final Map<String, FetchedMails> known = new ConcurrentHashMap<>();

  /**
   * Where things are.
   *
   * @param hostname our name in Received
   * @param memory the directory in which is kept what was fetched
   * @param temporary the directory for large mails until they are durable
   */
  public record Place(Domain hostname, Path memory, Path temporary) {}

  /**
   * Limits of a mail, as for SMTP.
   *
   * @param messageOctets largest mail
   * @param inMemoryOctets a mail up to this size is kept on the heap
   */
  public record Limits(long messageOctets, int inMemoryOctets) {}

  /**
   * @param hasRoom whether mail may be accepted; otherwise it waits where it is
   */
  public FetchMail(
      Place place,
      Limits limits,
      BooleanSupplier hasRoom,
      QueueIdGenerator queueIds,
      InstantSource clock,
      MailLog log) {
    this.place = place;
    this.limits = limits;
    this.hasRoom = hasRoom;
    this.queueIds = queueIds;
    this.clock = clock;
    this.log = log;
  }

  /**
   * The step that turns a mail of camel-mail into a {@link QueuedMessage}. It ends the route when
   * there is nothing to queue.
   */
  public Processor take() {
    return exchange -> {
      jakarta.mail.Message mail =
          exchange.getMessage().getMandatoryBody(jakarta.mail.Message.class);
      exchange.getMessage().removeHeaders("*");
      FetchedMails mails = mailsOf(exchange);
      String uid = uid(exchange);
      boolean taken = mails.has(uid, FetchedMails.State.TAKEN);
      boolean refused = mails.has(uid, FetchedMails.State.REFUSED);
      if (exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE, false, Boolean.class)) {
        mails.forgetOthers();
      }
      if (taken) {
        exchange.setRouteStop(true); // what is left to do is to remove or mark it
      } else if (refused) {
        leave(exchange);
      } else if (!hasRoom.getAsBoolean()) {
        throw new NoRoomException();
      } else {
        take(exchange, mail);
      }
    };
  }

  /** The step behind the queue: the mail is durable and need not be fetched again. */
  public Processor remember() {
    return exchange -> {
      mailsOf(exchange).put(uid(exchange), FetchedMails.State.TAKEN);
      log.received(exchange.getMessage().getMandatoryBody(QueuedMessage.class));
    };
  }

  private static String uid(Exchange exchange) {
    return exchange.getProperty(MailConsumer.MAIL_MESSAGE_UID, String.class);
  }

  private FetchedMails mailsOf(Exchange exchange) {
    return known.computeIfAbsent(
        UNFIT_FOR_FILE.matcher(exchange.getFromRouteId()).replaceAll("_"),
        name -> FetchedMails.open(place.memory().resolve(name)));
  }

  /** The mail stays in its mailbox; where it is marked at all it is marked as read. */
  private static void leave(Exchange exchange) {
    exchange.getMessage().setHeader(MailConstants.MAIL_DELETE, false);
    exchange.setRouteStop(true);
  }

  private void take(Exchange exchange, jakarta.mail.Message mail)
      throws IOException, MessagingException {
    FetchedContent octets =
        new FetchedContent(limits.messageOctets(), limits.inMemoryOctets(), place.temporary());
    exchange.getExchangeExtension().addOnCompletion(new Removal(octets));
    FetchedField trace = trace(exchange);
    Optional<String> problem = read(mail, octets);
    InternetHeaders header = problem.isEmpty() ? header(octets.content()) : new InternetHeaders();
    problem = problem.or(() -> loop(header, trace));
    if (problem.isPresent()) {
      LOG.warn(
          "{}: the mail {} is not taken and stays there: {}",
          exchange.getFromRouteId(),
          printable(uid(exchange)),
          problem.get());
      mailsOf(exchange).put(uid(exchange), FetchedMails.State.REFUSED);
      leave(exchange);
    } else {
      exchange.getMessage().setBody(queued(exchange, octets, header, trace));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private Optional<String> read(jakarta.mail.Message mail, FetchedContent octets)
      throws IOException, MessagingException {
    if (mail.getSize() > limits.messageOctets()) {
      return Optional.of("it is larger than dromedary.smtp.maximum-message-size");
    }
    mail.writeTo(octets);
    octets.close();
    return octets.problem();
  }

  private static InternetHeaders header(MailContent content)
      throws IOException, MessagingException {
    try (InputStream in = content.open()) {
      return new InternetHeaders(
          new ByteArrayInputStream(in.readNBytes(MAXIMUM_HEADER_OCTETS)), true);
    }
  }

  private static Optional<String> loop(InternetHeaders header, FetchedField trace) {
    return Stream.of(values(header, "Received")).anyMatch(trace::isLike)
        ? Optional.of("this route has fetched it before: a loop")
        : Optional.empty();
  }

  private static String[] values(InternetHeaders header, String name) {
    return Optional.ofNullable(header.getHeader(name)).orElseGet(() -> new String[0]);
  }

  /**
   * Who is told when the mail cannot be delivered: RFC 5321 §4.4, the server that delivered it has
   * written that into Return-Path. Without it nobody is: From is what anybody may write.
   */
  private static ReversePath reversePath(InternetHeaders header) {
    try {
      return Stream.of(values(header, "Return-Path"))
          .findFirst()
          .map(value -> ReversePath.parse(value.strip()))
          .orElse(ReversePath.NULL);
    } catch (IllegalArgumentException e) {
      return ReversePath.NULL;
    }
  }

  private FetchedField trace(Exchange exchange) {
    MailConfiguration remote = ((MailEndpoint) exchange.getFromEndpoint()).getConfiguration();
    return new FetchedField(
        remote.getHost(), exchange.getFromRouteId(), place.hostname(), protocol(remote));
  }

  private static String protocol(MailConfiguration remote) {
    String protocol = remote.getProtocol().toUpperCase(Locale.ROOT);
    return protocol.endsWith("S") ? protocol.substring(0, protocol.length() - 1) : protocol;
  }

  private QueuedMessage queued(
      Exchange exchange, FetchedContent octets, InternetHeaders header, FetchedField trace) {
    List<Recipient> recipients =
        RemoteBox.of(exchange.getFromEndpoint())
            .orElseThrow(() -> new IllegalStateException("the route is not of fetch-mail"))
            .recipients();
    ReversePath sender = reversePath(header);
    boolean smtpUtf8 =
        Stream.concat(sender.address().stream(), recipients.stream().map(Recipient::address))
            .anyMatch(address -> address.isInternationalized());
    BodyType body = octets.isEightBit() ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT;
    QueueId id = queueIds.next();
    Instant now = clock.instant();
    return QueuedMessage.accepted(
        id,
        new Envelope(sender, recipients, body, smtpUtf8),
        new Arrival(now, trace.protocol(), trace.remote(), LISTENER, Optional.empty()),
        octets.content().prepend(trace.octets(id, recipients, now)));
  }

  /** The consumer leaves a mail as it is only when the exchange fails with an exception. */
  private static final class NoRoomException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    NoRoomException() {
      super("there is no room for more mail, it waits at the other server", null, false, false);
    }
  }

  /** Removes the file of a large mail when the mail is durable, or the attempt has failed. */
  private static final class Removal extends SynchronizationAdapter {
    private final FetchedContent octets;

    Removal(FetchedContent octets) {
      this.octets = octets;
    }

    @Override
    public void onDone(Exchange exchange) {
      try {
        octets.delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
