package org.dromedary.delivery;

import org.dromedary.mail.Domain;

/** Where mail goes next; mails with the same next hop share a lane and its connections. */
sealed interface NextHop {

  /** The configured relays. */
  record SmartHosts() implements NextHop {
    @Override
    public String toString() {
      return "smart hosts";
    }
  }

  /** The mail exchangers of a domain (RFC 5321 §5.1). */
  record MailExchangers(Domain domain) implements NextHop {
    @Override
    public String toString() {
      return domain.ascii();
    }
  }
}
