package org.dromedary.camel;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.Destination;
import org.dromedary.routing.DestinationDecision;

/** Asks the route {@code direct:decide-destination}, which a team may change. */
public final class DestinationRoute implements DestinationDecision {
  private final RouteQuestion route;

  public DestinationRoute(CamelContext camel) {
    this.route = new RouteQuestion(camel, "direct:decide-destination");
  }

  /**
   * What the route answers: a {@link Destination} or its name.
   *
   * @throws IllegalArgumentException when it answers something else
   */
  @Override
  public Destination of(MailAddress address) {
    Object answer = route.ask(address);
    return answer instanceof Destination destination
        ? destination
        : Destination.valueOf(String.valueOf(answer).strip().toUpperCase(Locale.ROOT));
  }
}
