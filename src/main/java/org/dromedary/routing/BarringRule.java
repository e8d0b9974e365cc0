package org.dromedary.routing;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;

/**
 * One rule of a barring file. An empty condition is none; of the values in a condition one must
 * match, of the conditions all.
 *
 * @param refusal what the client is told; empty for a rule that allows
 */
record BarringRule(
    List<IpNetwork> clients,
    List<Wildcard> helos,
    List<AddressPattern> senders,
    List<AddressPattern> recipients,
    Optional<HeaderPattern> header,
    Optional<SmtpReply> refusal) {

  BarringRule {
    clients = List.copyOf(clients);
    helos = List.copyOf(helos);
    senders = List.copyOf(senders);
    recipients = List.copyOf(recipients);
  }

  /** Whether nothing but the network of the client counts. */
  boolean isForClientAlone() {
    return helos.isEmpty() && senders.isEmpty() && recipients.isEmpty() && header.isEmpty();
  }

  boolean matches(MailSource source) {
    Optional<MailAddress> sender = source.reversePath().address();
    return (clients.isEmpty() || clients.stream().anyMatch(n -> n.contains(source.client())))
        && (helos.isEmpty() || helos.stream().anyMatch(h -> h.matches(source.helo())))
        && (senders.isEmpty() || senders.stream().anyMatch(s -> s.matches(sender)));
  }

  boolean matches(MailAddress recipient) {
    return recipients.isEmpty()
        || recipients.stream().anyMatch(pattern -> pattern.matches(Optional.of(recipient)));
  }
}
