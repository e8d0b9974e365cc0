package org.dromedary.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** Host names by the hosts file and the configured name servers, in this order. */
final class ConfiguredHostNames implements HostNames {
  private final Path hostsFile;
  private final HostsFileParser hosts;
  private final AddressLookup addresses;

  ConfiguredHostNames(Path hostsFile, AddressLookup addresses) {
    this.hostsFile = hostsFile;
    this.hosts = new HostsFileParser(hostsFile);
    this.addresses = addresses;
  }

  @Override
  public HostAddresses lookup(String hostName) {
    try {
      Name name = Name.fromString(hostName, Name.root);
      List<InetAddress> local = local(name);
      return local.isEmpty() ? addresses.ask(name).join() : new HostAddresses.Found(local);
    } catch (TextParseException e) {
      return new HostAddresses.NoSuchHost();
    }
  }

  private List<InetAddress> local(Name name) {
    List<InetAddress> found = new ArrayList<>();
    try {
      if (Files.isReadable(hostsFile)) {
        hosts.getAddressForHost(name, Type.A).ifPresent(found::add);
        hosts.getAddressForHost(name, Type.AAAA).ifPresent(found::add);
      }
    } catch (IOException e) {
      found.clear(); // as if there were no hosts file
    }
    if (found.isEmpty() && name.toString(true).equalsIgnoreCase("localhost")) {
      found.add(InetAddress.getLoopbackAddress()); // RFC 6761 §6.3: never asked of a name server
    }
    return found;
  }
}
