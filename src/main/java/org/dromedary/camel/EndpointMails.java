package org.dromedary.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.dromedary.delivery.EndpointSender;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.LogContext;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.EndpointUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails to Camel endpoints. The body is the mail as it came, {@code byte[]} up to 1 MiB and a
 * stream beyond; no header field of the mail becomes a header of the exchange, which has these:
 *
 * <pre>
 * DromedaryQueueId       the same when the mail is handed over again
 * DromedaryRecipient     user@example.org
 * DromedaryReversePath   &lt;sender@example.net&gt;, or &lt;&gt;
 * DromedaryArrival       2026-01-31T12:00:00Z
 * </pre>
 *
 * The mail counts as delivered when the exchange ends without an exception.
 */
public final class EndpointMails implements EndpointSender {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointMails.class);

  private static final long LARGEST_IN_MEMORY = 1 << 20;

  private static final SmtpReply TAKEN = SmtpReply.of(250, "2.0.0", "taken by the endpoint");

  // RFC 3463 §3.4: X.3.0, other mail system status; what is wrong inside is not the sender's matter
  private static final SmtpReply NOT_TAKEN =
      SmtpReply.of(451, "4.3.0", "the endpoint did not take the mail");

  private final CamelContext camel;
  private final ProducerTemplate template;

  public EndpointMails(CamelContext camel) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  @Override
  public SmtpReply send(EndpointUri endpoint, QueuedMessage mail, Recipient recipient) {
    try (InputStream octets = mail.content().open()) {
      Exchange exchange =
          template.send(
              camel.getEndpoint(endpoint.uri()),
              ExchangePattern.InOnly,
              made -> fill(made.getMessage(), endpoint, mail, recipient, octets));
      return Optional.ofNullable(exchange.getException())
          .map(failure -> refusal(failure, endpoint, mail))
          .orElse(TAKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) { // the endpoint cannot be made
      return refusal(e, endpoint, mail);
    }
  }

  private static void fill(
      Message message,
      EndpointUri endpoint,
      QueuedMessage mail,
      Recipient recipient,
      InputStream octets)
      throws IOException {
    message.setBody(
        mail.content().size() <= LARGEST_IN_MEMORY ? octetsOf(mail.content(), octets) : octets);
    message.setHeader("DromedaryQueueId", mail.queueId().toString());
    message.setHeader("DromedaryRecipient", recipient.address().toString());
    message.setHeader("DromedaryReversePath", mail.envelope().reversePath().toString());
    message.setHeader("DromedaryArrival", mail.arrival().at().toString());
    if (endpoint.uri().startsWith("jms:")) {
      // the broker lets no second one in when the mail is handed over again after a crash
      message.setHeader("_AMQ_DUPL_ID", mail.queueId() + " " + recipient.address());
    }
  }

  private static byte[] octetsOf(MailContent content, InputStream octets) throws IOException {
    return content instanceof MailContent.InMemory inMemory
        ? inMemory.octets().clone()
        : octets.readAllBytes();
  }

  private static SmtpReply refusal(Throwable failure, EndpointUri endpoint, QueuedMessage mail) {
    MailRefusedException refused = ObjectHelper.getException(MailRefusedException.class, failure);
    if (refused != null) {
      return refused.reply();
    }
    LogContext.about(
        mail.queueId(),
        () ->
            LOG.error(
                "{}: not taken by {}: {}", mail.queueId(), endpoint, Failures.reason(failure)));
    return NOT_TAKEN;
  }
}
