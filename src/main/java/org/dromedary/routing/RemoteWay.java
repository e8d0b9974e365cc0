package org.dromedary.routing;

import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;

/** What becomes of remote mail. */
public sealed interface RemoteWay extends RuleAction {

  /** It is sent on. */
  sealed interface Sent extends RemoteWay {
    /** How we get in at the hosts. */
    HostAccess access();

    /** The same hosts, by other means. */
    Sent with(HostAccess other);
  }

  /**
   * By fixed relays.
   *
   * @param hosts at least one, in their order but for weights; the first that answers takes the
   *     mail
   */
  record Relay(List<SmartHost> hosts, HostAccess access) implements Sent {
    public Relay {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("a relay needs a host");
      }
    }

    @Override
    public Relay with(HostAccess other) {
      return new Relay(hosts, other);
    }

    @Override
    public String toString() {
      String word = access.protocol() == HostProtocol.LMTP ? "lmtp " : "relay ";
      return word + hosts.stream().map(Relay::text).collect(Collectors.joining(", then "));
    }

    private static String text(SmartHost host) {
      return host + (host.weight() == 0 ? "" : " of weight " + host.weight());
    }
  }

  /** By the mail exchangers of the recipient's domain (RFC 5321 §5.1). */
  record MailExchangers(HostAccess access) implements Sent {
    @Override
    public MailExchangers with(HostAccess other) {
      return new MailExchangers(other);
    }

    @Override
    public String toString() {
      return "mx";
    }
  }

  /**
   * By a Camel endpoint.
   *
   * @param access only its limits count
   */
  record Endpoint(EndpointUri uri, HostAccess access) implements Sent {
    @Override
    public Endpoint with(HostAccess other) {
      return new Endpoint(uri, other);
    }

    @Override
    public String toString() {
      return "endpoint " + uri;
    }
  }

  /**
   * It is not sent.
   *
   * @param reply why; a permanent one returns the mail to its sender, with a transient one it waits
   */
  record Reject(SmtpReply reply) implements RemoteWay {
    @Override
    public String toString() {
      return "reject";
    }
  }

  /** It is thrown away, and nobody is told. */
  record Discard() implements RemoteWay {
    @Override
    public String toString() {
      return "discard";
    }
  }

  /**
   * It does not go out, at least not so: decided when the mail is routed. Mail that waits to be
   * sent, and for which a changed table says so, is routed again.
   */
  sealed interface Diverted extends RemoteWay {}

  /** It is delivered here, as if the domain were local. */
  record Kept() implements Diverted {
    @Override
    public String toString() {
      return "local";
    }
  }

  /**
   * It goes to others instead (RFC 5321 §3.9.1).
   *
   * @param addresses at least one
   */
  record Redirect(List<MailAddress> addresses) implements Diverted {
    public Redirect {
      addresses = List.copyOf(addresses);
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException("a redirection needs an address");
      }
    }

    @Override
    public String toString() {
      return "redirect to "
          + addresses.stream().map(MailAddress::toString).collect(Collectors.joining(", "));
    }
  }

  /** It waits until the table says something else. */
  record Hold() implements Diverted {
    @Override
    public String toString() {
      return "hold";
    }
  }
}
