package org.dromedary.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** The mail hosts of a domain name by its MX records (RFC 5321 §5.1, RFC 7505). */
final class MailHostLookup {
  /** More are not looked at: a hostile domain shall not make us ask for hundreds of names. */
  private static final int MAXIMUM_HOSTS = 20;

  private record Exchanger(MXRecord record, HostAddresses addresses) {}

  private final RecordLookup records;
  private final AddressLookup addresses;
  private final RandomGenerator random;

  MailHostLookup(RecordLookup records, AddressLookup addresses, RandomGenerator random) {
    this.records = records;
    this.addresses = addresses;
    this.random = random;
  }

  /** Blocks until the answer is there. */
  MailHosts lookup(Name domain) {
    return switch (records.ask(domain, Type.MX).join()) {
      case Answer.Records found -> exchangers(found);
      case Answer.NoData none -> implicit(domain);
      case Answer.NoSuchName none -> new MailHosts.NoSuchDomain();
      case Answer.Failed failed -> new MailHosts.TemporaryFailure(failed.reason());
    };
  }

  /** RFC 5321 §5.1: without MX the domain is its own host, of preference 0. */
  private MailHosts implicit(Name domain) {
    return switch (addresses.ask(domain).join()) {
      case HostAddresses.Found found ->
          new MailHosts.Hosts(List.of(new MailHost(text(domain), 0, found.addresses())), true);
      case HostAddresses.NoAddress none -> new MailHosts.NoMailHost();
      case HostAddresses.NoSuchHost none -> new MailHosts.NoSuchDomain();
      case HostAddresses.TemporaryFailure failure ->
          new MailHosts.TemporaryFailure(failure.reason());
    };
  }

  private MailHosts exchangers(Answer.Records found) {
    List<MXRecord> ordered = ordered(found);
    if (ordered.isEmpty()) {
      return new MailHosts.NullMx(); // RFC 7505 §3: the root as the only target
    }
    List<CompletableFuture<Exchanger>> asked =
        ordered.stream()
            .limit(MAXIMUM_HOSTS)
            .map(mx -> addresses.ask(mx.getTarget()).thenApply(a -> new Exchanger(mx, a)))
            .toList();
    List<Exchanger> exchangers = asked.stream().map(CompletableFuture::join).toList();
    List<MailHost> hosts = exchangers.stream().flatMap(e -> host(e).stream()).toList();
    return hosts.isEmpty() ? unusable(exchangers) : new MailHosts.Hosts(hosts);
  }

  /** RFC 5321 §5.1: lowest preference first, equal ones in random order. */
  private List<MXRecord> ordered(Answer.Records found) {
    List<MXRecord> ordered = new ArrayList<>();
    for (var record : found.records()) {
      if (record instanceof MXRecord mx && !mx.getTarget().equals(Name.root)) {
        ordered.add(mx);
      }
    }
    for (int i = ordered.size(); i > 1; i--) {
      Collections.swap(ordered, i - 1, random.nextInt(i));
    }
    ordered.sort(Comparator.comparingInt(MXRecord::getPriority));
    return ordered;
  }

  private static Optional<MailHost> host(Exchanger exchanger) {
    MXRecord mx = exchanger.record();
    return exchanger.addresses() instanceof HostAddresses.Found found
        ? Optional.of(new MailHost(text(mx.getTarget()), mx.getPriority(), found.addresses()))
        : Optional.empty();
  }

  /** RFC 5321 §5.1: with MX records the address of the domain itself is not used. */
  private static MailHosts unusable(List<Exchanger> exchangers) {
    for (Exchanger exchanger : exchangers) {
      if (exchanger.addresses() instanceof HostAddresses.TemporaryFailure failure) {
        return new MailHosts.TemporaryFailure(
            text(exchanger.record().getTarget()) + ": " + failure.reason());
      }
    }
    return new MailHosts.NoMailHost();
  }

  /** Without the last dot; dnsjava escapes what is not printable. */
  private static String text(Name name) {
    return name.toString(true);
  }
}
