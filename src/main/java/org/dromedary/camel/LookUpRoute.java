package org.dromedary.camel;

import org.apache.camel.CamelContext;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.EndpointSchemes;
import org.dromedary.routing.LocalRecipient;
import org.dromedary.routing.LookupAnswer;
import org.dromedary.routing.RecipientLookup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the route {@code direct:look-up-recipient}, which a team may change. Some are there whatever
 * it says, the postmaster first of all (RFC 5321 §4.5.1). While the route fails, nothing is
 * decided.
 */
public final class LookUpRoute implements RecipientLookup {
  private static final Logger LOG = LoggerFactory.getLogger(LookUpRoute.class);

  // RFC 3463 §3.5: X.4.3, directory server failure
  private static final SmtpReply FAILED =
      SmtpReply.of(451, "4.4.3", "the look-up of the recipient failed, try again later");

  private final RouteQuestion route;
  private final EndpointSchemes endpoints;
  private final RecipientLookup always;

  /**
   * @param endpoints those of tables; an answer may name those of routes
   * @param always knows whom there is whatever the route says: postmaster, mailboxes that we made
   */
  public LookUpRoute(CamelContext camel, EndpointSchemes endpoints, RecipientLookup always) {
    this.route = new RouteQuestion(camel, "direct:look-up-recipient");
    this.endpoints = endpoints.ofRoutes();
    this.always = always;
  }

  @Override
  public LocalRecipient of(MailAddress address) {
    if (!LookupAnswer.isUserName(address)) {
      return new LocalRecipient.Unknown();
    }
    try {
      LocalRecipient answer = LookupAnswer.of(address, route.ask(address), endpoints);
      return answer instanceof LocalRecipient.Unknown ? always.of(address) : answer;
    } catch (RuntimeException e) {
      LOG.error("the look-up of {} failed: {}", address, Failures.reason(e));
      return new LocalRecipient.Undecided(FAILED);
    }
  }
}
