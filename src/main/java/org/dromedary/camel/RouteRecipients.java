package org.dromedary.camel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.RoutingDecision;

/** Splits a mail by where its recipients are, aliases replaced by their targets. */
public final class RouteRecipients {
  private final Destinations destinations;

  public RouteRecipients(Destinations destinations) {
    this.destinations = destinations;
  }

  /** Routing that is told of. */
  public static BodyStep.Work<QueuedMessage, List<RoutedMail>> watched(
      RouteRecipients recipients, MailLog log) {
    return log.watchedRouting(recipients::route)::apply;
  }

  /** At least one part; each recipient, or who stands in its place, is in one of them. */
  public List<RoutedMail> route(QueuedMessage mail) {
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
