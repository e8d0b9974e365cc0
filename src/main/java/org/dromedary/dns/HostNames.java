package org.dromedary.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The operating system's resolver: hosts file, search domains, whatever it is set up for. */
@FunctionalInterface
interface HostNames {
  /** The addresses of a host name; blocks. */
  HostAddresses lookup(String hostName);

  /**
   * Asks the JDK. It does not tell an unknown name from a failure, so none is final: a name in our
   * configuration is more often known again than gone.
   */
  static HostNames ofSystem() {
    return hostName -> {
      try {
        return new HostAddresses.Found(Arrays.asList(InetAddress.getAllByName(hostName)));
      } catch (UnknownHostException e) {
        return new HostAddresses.TemporaryFailure(
            "the operating system does not resolve the name now");
      }
    };
  }
}
