package org.dromedary.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.SmartHost;

/** How hosts, networks and mail addresses are written. */
final class AddressSyntaxes {
  private static final int DNS_PORT = 53;
  private static final Pattern SERVER =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([0-9.]+)|([0-9a-fA-F:.]+))(?::(\\d{1,5}))?");
  private static final Pattern NUMERIC_LABEL = Pattern.compile("(.*\\.)?\\d+");

  /** A domain name in A-labels: it stands in commands to peers that know no SMTPUTF8. */
  static final ValueSyntax<Domain> HOSTNAME =
      ValueSyntax.of(
          AddressSyntaxes::hostname, "write a full domain name such as mail.example.org");

  static final ValueSyntax<Domain> DOMAIN =
      ValueSyntax.of(AddressSyntaxes::domain, "write a domain name such as example.org");

  static final ValueSyntax<MailAddress> MAIL_ADDRESS =
      ValueSyntax.of(MailAddress::parse, "write an address such as postmaster@example.org");

  static final ValueSyntax<String> BIND_HOST =
      ValueSyntax.of(
          AddressSyntaxes::bindHost,
          "write an IP address such as 127.0.0.1, or 0.0.0.0 for all interfaces");

  static final ValueSyntax<InetAddress> IP_ADDRESS =
      ValueSyntax.of(IpLiteral::parse, "write an IP address such as 192.0.2.1");

  static final ValueSyntax<IpNetwork> NETWORK =
      ValueSyntax.of(
          AddressSyntaxes::network, "write an address or a network such as 192.0.2.0/24");

  static final ValueSyntax<SmartHost> SMART_HOST =
      ValueSyntax.of(SmartHost::parse, "write host:port, for example relay.example.org:25");

  static final ValueSyntax<InetSocketAddress> NAME_SERVER =
      new ValueSyntax<>() {
        @Override
        public InetSocketAddress parse(String text) {
          return nameServer(text);
        }

        @Override
        public String format(InetSocketAddress value) {
          String host = value.getAddress().getHostAddress();
          return (host.contains(":") ? "[" + host + "]" : host) + ":" + value.getPort();
        }

        @Override
        public String remedy() {
          return "write address:port, for example 192.0.2.53:53";
        }
      };

  private AddressSyntaxes() {}

  private static Domain hostname(String text) {
    Domain domain = domain(text);
    if (domain.isAddressLiteral()) {
      throw new IllegalArgumentException("an address literal, not a name");
    }
    return Domain.parse(domain.ascii());
  }

  private static Domain domain(String text) {
    Domain domain = Domain.parse(text);
    // RFC 3696 §2: a top-level domain is never all digits, so this is an IP address
    if (NUMERIC_LABEL.matcher(domain.ascii()).matches()) {
      throw new IllegalArgumentException("an IP address, not a domain name");
    }
    return domain;
  }

  private static String bindHost(String text) {
    return IpLiteral.matches(text) ? text : hostname(text).ascii();
  }

  private static IpNetwork network(String text) {
    int slash = text.indexOf('/');
    IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    return IpNetwork.parse(text);
  }

  private static InetSocketAddress nameServer(String text) {
    Matcher matcher = SERVER.matcher(text);
    if (IpLiteral.matches(text)) {
      return new InetSocketAddress(IpLiteral.parse(text), DNS_PORT);
    }
    if (!matcher.matches() || matcher.group(3) != null) {
      throw new IllegalArgumentException("not an IP address with a port");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    InetAddress address = IpLiteral.parse(host);
    int port = matcher.group(4) == null ? DNS_PORT : Integer.parseInt(matcher.group(4));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
    return new InetSocketAddress(address, port);
  }
}
