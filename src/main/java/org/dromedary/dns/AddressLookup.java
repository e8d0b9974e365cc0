package org.dromedary.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The IPv4 and IPv6 addresses of a name, both asked for at once. */
final class AddressLookup {
  private final RecordLookup records;

  AddressLookup(RecordLookup records) {
    this.records = records;
  }

  /** Never completes exceptionally. */
  CompletableFuture<HostAddresses> ask(Name name) {
    return records
        .ask(name, Type.A)
        .thenCombine(records.ask(name, Type.AAAA), AddressLookup::combine);
  }

  private static HostAddresses combine(Answer ipv4, Answer ipv6) {
    List<InetAddress> addresses = new ArrayList<>(usable(ipv4));
    addresses.addAll(usable(ipv6));
    if (!addresses.isEmpty()) {
      return new HostAddresses.Found(addresses);
    }
    for (Answer answer : List.of(ipv4, ipv6)) {
      if (answer instanceof Answer.Failed failed) {
        return new HostAddresses.TemporaryFailure(failed.reason());
      }
    }
    return ipv4 instanceof Answer.NoSuchName
        ? new HostAddresses.NoSuchHost()
        : new HostAddresses.NoAddress();
  }

  private static List<InetAddress> usable(Answer answer) {
    return answer instanceof Answer.Records found
        ? found.records().stream()
            .map(AddressLookup::address)
            .filter(AddressLookup::isUsable)
            .toList()
        : List.of();
  }

  private static InetAddress address(Record record) {
    return switch (record) {
      case ARecord a -> a.getAddress();
      case AAAARecord aaaa -> aaaa.getAddress();
      default -> throw new IllegalStateException("not an address record");
    };
  }

  /** Connecting to 0.0.0.0 or :: would reach ourselves. */
  static boolean isUsable(InetAddress address) {
    return !address.isAnyLocalAddress() && !address.isMulticastAddress();
  }
}
