package org.dromedary.delivery;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.dromedary.dns.MailHost;
import org.dromedary.mail.Domain;

/**
 * Knows us among the mail hosts of a domain: mail that went there would come back.
 *
 * @param hostname our name
 * @param listeners where we take mail of other servers
 */
public record OwnHosts(
    Domain hostname, Supplier<? extends Collection<InetSocketAddress>> listeners) {

  /**
   * The hosts that may be tried: those that are nearer to the recipient than we are (RFC 5321
   * §5.1).
   *
   * @param hosts by preference
   * @param port where they are spoken to
   */
  List<MailHost> without(List<MailHost> hosts, int port) {
    return hosts.stream()
        .filter(host -> isOwn(host, port))
        .findFirst()
        .map(own -> hosts.stream().filter(host -> host.preference() < own.preference()).toList())
        .orElse(hosts);
  }

  private boolean isOwn(MailHost host, int port) {
    return host.name().equalsIgnoreCase(hostname.ascii())
        || host.addresses().stream().anyMatch(address -> isOwn(address, port));
  }

  private boolean isOwn(InetAddress address, int port) {
    return listeners.get().stream()
        .filter(listener -> listener.getPort() == port)
        .map(InetSocketAddress::getAddress)
        .anyMatch(
            bound -> bound.equals(address) || (bound.isAnyLocalAddress() && isLocal(address)));
  }

  private static boolean isLocal(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
