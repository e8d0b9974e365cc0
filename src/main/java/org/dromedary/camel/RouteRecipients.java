package org.dromedary.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.NotBefore;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.RoutingDecision;

/** Splits a mail by where its recipients are, aliases replaced by their targets. */
public final class RouteRecipients {
  private final Destinations destinations;
  private final InstantSource clock;

  /**
   * @param clock tells whether a mail may be routed yet
   */
  public RouteRecipients(Destinations destinations, InstantSource clock) {
    this.destinations = destinations;
    this.clock = clock;
  }

  /** Routing that is told of. */
  public static BodyStep.Work<QueuedMessage, List<RoutedMail>> watched(
      RouteRecipients recipients, MailLog log) {
    return log.watchedRouting(recipients::route)::apply;
  }

  /** At least one part; each recipient, or who stands in its place, is in one of them. */
  public List<RoutedMail> route(QueuedMessage mail) {
    return mail.submission().waitsAt(clock.instant()) ? later(mail) : now(mail);
  }

  private List<RoutedMail> later(QueuedMessage mail) {
    Instant now = clock.instant();
    Duration delay = NotBefore.delay(now, mail.submission().notBefore().orElse(now));
    return List.of(
        new RoutedMail(NotBefore.deferred(mail, now, delay), RoutedMail.Way.LATER, delay));
  }

  private List<RoutedMail> now(QueuedMessage waited) {
    QueuedMessage mail =
        waited.retry().stage() == Stage.ROUTE ? waited.withRetry(RetryState.NEW) : waited;
    Map<RoutedMail.Way, List<Recipient>> ways = new EnumMap<>(RoutedMail.Way.class);
    boolean first = mail.retry().attempts() == 0;
    Optional<RoutingDecision> archived = Optional.empty();
    for (RoutingDecision decision :
        destinations.route(mail.facts(), mail.envelope().recipients(), first)) {
      if (decision instanceof RoutingDecision.Archived) {
        archived = Optional.of(decision);
      }
      way(decision)
          .ifPresent(
              way -> ways.computeIfAbsent(way, w -> new ArrayList<>()).add(decision.recipient()));
    }
    List<RoutedMail> parts = new ArrayList<>(1);
    ways.forEach((way, to) -> parts.add(new RoutedMail(part(mail, way, to), way)));
    archived.ifPresent(
        to ->
            parts.add(new RoutedMail(ArchiveCopy.of(mail, to.recipient()), RoutedMail.Way.LOCAL)));
    return parts;
  }

  private static QueuedMessage part(
      QueuedMessage mail, RoutedMail.Way way, List<Recipient> recipients) {
    QueuedMessage part = mail.withRecipients(recipients);
    return way == RoutedMail.Way.HELD ? part.withRetry(mail.retry().routed()) : part;
  }

  private static Optional<RoutedMail.Way> way(RoutingDecision decision) {
    return switch (decision) {
      case RoutingDecision.Local local -> Optional.of(RoutedMail.Way.LOCAL);
      case RoutingDecision.ToList list -> Optional.of(RoutedMail.Way.LIST);
      case RoutingDecision.LocalLater later -> Optional.of(RoutedMail.Way.LOCAL);
      case RoutingDecision.Remote remote -> Optional.of(RoutedMail.Way.REMOTE);
      case RoutingDecision.NoSuchMailbox none -> Optional.of(RoutedMail.Way.UNKNOWN);
      case RoutingDecision.Held held -> Optional.of(RoutedMail.Way.HELD);
      case RoutingDecision.Loop loop -> Optional.of(RoutedMail.Way.LOOP);
      case RoutingDecision.SentToOthers others -> Optional.empty();
      case RoutingDecision.Archived archived -> Optional.empty(); // a part of its own
    };
  }
}
