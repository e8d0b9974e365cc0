package org.dromedary.camel;

import org.apache.camel.CamelContext;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.Undelivered;
import org.dromedary.routing.UndeliveredPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the route {@code direct:undelivered}, which a team may change: the answer is an {@link
 * Undelivered}, or the text of one. While the route fails, nothing is decided.
 */
public final class UndeliveredRoute implements UndeliveredPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(UndeliveredRoute.class);

  // RFC 3463 §3.4: X.3.0, other mail system status
  private static final SmtpReply FAILED =
      SmtpReply.of(451, "4.3.0", "it cannot be told now what becomes of the mail");

  private final RouteQuestion route;

  public UndeliveredRoute(CamelContext camel) {
    this.route = new RouteQuestion(camel, "direct:undelivered");
  }

  @Override
  public Undelivered of(MailAddress address) {
    try {
      Object answer = route.ask(address);
      return answer instanceof Undelivered decided
          ? decided
          : Undelivered.parse(String.valueOf(answer));
    } catch (RuntimeException e) {
      LOG.error("the route undelivered failed for {}: {}", address, Failures.reason(e));
      return new Undelivered.Later(FAILED);
    }
  }
}
