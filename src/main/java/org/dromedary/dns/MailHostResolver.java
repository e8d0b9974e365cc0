package org.dromedary.dns;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.dromedary.mail.Domain;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Finds the hosts that take mail for a domain, and the addresses of smart hosts.
 *
 * <p>Its methods block, so their threads should be virtual ones; safe for use by several. Answers
 * are cached for their time to live (a day at most, negative ones 15 minutes), failures for 5 s.
 */
public final class MailHostResolver {
  private static final Path HOSTS_FILE = Path.of("/etc/hosts");

  private final NameServers servers;
  private final Supplier<DnsOverrides> overrides;
  private final RecordLookup records;
  private final MailHostLookup mailHosts;
  private final HostNames hostNames;

  /**
   * Asks the name servers of the settings.
   *
   * @param overrides the current value, which goes before all servers say
   * @param executor runs the look-ups' continuations; it stays the caller's
   * @param random shuffles hosts of equal preference; safe for use by several threads
   */
  public MailHostResolver(
      DnsSettings settings,
      Supplier<DnsOverrides> overrides,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.overrides = overrides;
    this.servers = NameServers.of(settings, clock);
    this.records = new RecordLookup(servers, overrides, executor, clock);
    AddressLookup addresses = new AddressLookup(records);
    this.mailHosts = new MailHostLookup(records, addresses, random);
    this.hostNames =
        settings.servers().isEmpty()
            ? HostNames.ofSystem()
            : new ConfiguredHostNames(HOSTS_FILE, addresses);
  }

  /** The hosts for a domain name or an address literal (RFC 5321 §5.1). */
  public MailHosts lookup(Domain domain) {
    if (domain.isAddressLiteral()) {
      return AddressLiteral.of(domain)
          .filter(AddressLookup::isUsable)
          .<MailHosts>map(address -> only(domain, address))
          .orElseGet(MailHosts.NoMailHost::new);
    }
    try {
      return mailHosts.lookup(Name.fromString(domain.ascii(), Name.root));
    } catch (TextParseException e) {
      return new MailHosts.NoSuchDomain(); // no such name can be in the DNS
    }
  }

  /** What is known of the name servers, in the order in which they are listed. */
  public List<NameServerStatistics> nameServers() {
    return servers.statistics();
  }

  /** What is known of names and not yet to be asked again, the oldest first. */
  public List<CachedAnswer> cached() {
    return records.cached();
  }

  /** Forgets all answers, so that the name servers are asked again. */
  public void flush() {
    records.flush();
  }

  /** Forgets the answers about one name, not about the hosts that it names. */
  public void flush(Domain domain) {
    try {
      records.flush(Name.fromString(domain.ascii(), Name.root));
    } catch (TextParseException e) {
      // no such name can be in the DNS, so nothing is known of it
    }
  }

  private static MailHosts only(Domain literal, InetAddress address) {
    return new MailHosts.Hosts(List.of(new MailHost(literal.ascii(), 0, List.of(address))));
  }

  /**
   * The addresses of a host, not its MX: an IP address gives itself, a name is looked up in the
   * hosts file and by the configured name servers, or, if none are configured, by the operating
   * system (whose failures are all temporary, see {@link HostAddresses.TemporaryFailure}).
   *
   * @param hostName a name, or an IP address without brackets
   */
  public HostAddresses addresses(String hostName) {
    Optional<InetAddress> literal = AddressLiteral.parse(hostName);
    return literal.isPresent()
        ? new HostAddresses.Found(List.of(literal.get()))
        : overrides
            .get()
            .addresses(hostName)
            .<HostAddresses>map(HostAddresses.Found::new)
            .orElseGet(() -> hostNames.lookup(hostName));
  }
}
