package org.dromedary.routing;

import java.util.List;
import java.util.stream.Collectors;

/** How remote mail goes on. */
public sealed interface RemoteWay {
  /** How we get in at its hosts. */
  HostAccess access();

  /**
   * By fixed relays.
   *
   * @param hosts at least one; the first that answers takes the mail
   */
  record Relay(List<SmartHost> hosts, HostAccess access) implements RemoteWay {
    public Relay {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("a relay needs a host");
      }
    }

    @Override
    public String toString() {
      return "relay "
          + hosts.stream().map(SmartHost::toString).collect(Collectors.joining(", then "));
    }
  }

  /** By the mail exchangers of the recipient's domain (RFC 5321 §5.1). */
  record MailExchangers(HostAccess access) implements RemoteWay {
    @Override
    public String toString() {
      return "mx";
    }
  }
}
