package org.dromedary.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * What is said of some names here, whatever the name servers say: one immutable value.
 *
 * @param names by name
 */
public record DnsOverrides(Map<Domain, Entry> names) {
  public static final DnsOverrides NONE = new DnsOverrides(Map.of());

  private static final long TTL_SECONDS = 60;
  private static final int PREFERENCE_STEP = 10;

  public DnsOverrides {
    names = Map.copyOf(names);
  }

  /**
   * One name.
   *
   * @param mailHosts its MX hosts in the order of their preference; empty when nothing is said of
   *     them
   * @param addresses its addresses; empty when nothing is said of them
   */
  public record Entry(List<Domain> mailHosts, List<InetAddress> addresses) {
    public Entry {
      mailHosts = List.copyOf(mailHosts);
      addresses = List.copyOf(addresses);
    }
  }

  /** The addresses that are said of a host. */
  Optional<List<InetAddress>> addresses(String hostName) {
    return entry(hostName).map(Entry::addresses).filter(addresses -> !addresses.isEmpty());
  }

  private Optional<Entry> entry(String name) {
    try {
      return Optional.ofNullable(names.get(Domain.parse(name)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The answer to a question; empty when the name servers are to be asked. */
  Optional<Answer> answer(Name name, int type) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return entry(name.toString(true)).flatMap(entry -> answer(entry, name, type));
  }

  private static Optional<Answer> answer(Entry entry, Name name, int type) {
    return switch (type) {
      case Type.MX ->
          // a name of which just addresses are said is its own mail host (RFC 5321 §5.1)
          Optional.of(entry.mailHosts().isEmpty() ? new Answer.NoData() : mx(entry, name));
      case Type.A, Type.AAAA ->
          entry.addresses().isEmpty()
              ? Optional.empty()
              : Optional.of(addresses(entry, name, type));
      default -> Optional.empty();
    };
  }

  private static Answer mx(Entry entry, Name name) {
    List<Domain> hosts = entry.mailHosts();
    return new Answer.Records(
        Stream.iterate(0, i -> i < hosts.size(), i -> i + 1)
            .<Record>map(
                i ->
                    new MXRecord(
                        name,
                        DClass.IN,
                        TTL_SECONDS,
                        (i + 1) * PREFERENCE_STEP,
                        absolute(hosts.get(i))))
            .toList());
  }

  private static Name absolute(Domain domain) {
    try {
      return Name.fromString(domain.ascii(), Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Answer addresses(Entry entry, Name name, int type) {
    List<Record> records =
        entry.addresses().stream()
            .filter(address -> (address instanceof Inet4Address) == (type == Type.A))
            .map(address -> record(name, address))
            .toList();
    return records.isEmpty() ? new Answer.NoData() : new Answer.Records(records);
  }

  private static Record record(Name name, InetAddress address) {
    return address instanceof Inet4Address
        ? new ARecord(name, DClass.IN, TTL_SECONDS, address)
        : new AAAARecord(name, DClass.IN, TTL_SECONDS, address);
  }
}
