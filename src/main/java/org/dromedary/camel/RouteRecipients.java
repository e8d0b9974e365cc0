package org.dromedary.camel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** At least one part; each recipient is in one of them. */
  public List<RoutedMail> route(QueuedMessage mail) {
    Map<RoutedMail.Way, List<Recipient>> ways = new EnumMap<>(RoutedMail.Way.class);
    for (RoutingDecision decision : destinations.route(mail.envelope().recipients())) {
      ways.computeIfAbsent(way(decision), w -> new ArrayList<>()).add(decision.recipient());
    }
    List<RoutedMail> parts = new ArrayList<>(1);
    ways.forEach((way, to) -> parts.add(new RoutedMail(mail.withRecipients(to), way)));
    return parts;
  }

  private static RoutedMail.Way way(RoutingDecision decision) {
    return switch (decision) {
      case RoutingDecision.Local local -> RoutedMail.Way.LOCAL;
      case RoutingDecision.Remote remote -> RoutedMail.Way.REMOTE;
      case RoutingDecision.NoSuchMailbox none -> RoutedMail.Way.UNKNOWN;
    };
  }
}
