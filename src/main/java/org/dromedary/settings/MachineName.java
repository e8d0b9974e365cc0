package org.dromedary.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.dromedary.mail.Domain;

/**
 * The machine's name as a domain.
 *
 * @param raw the name as the system gives it; may be anything, or empty
 */
record MachineName(Supplier<String> raw) {
  private static final String SUFFIX = ".localdomain";

  /** As the operating system knows it. */
  static String ofSystem() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return ""; // a machine whose own name does not resolve is common and no reason to stop
    }
  }

  Domain domain() {
    String name = raw.get();
    // RFC 5321 §2.3.5: only a fully-qualified name is used when names are given in SMTP
    String qualified = name.contains(".") ? name : name + SUFFIX;
    try {
      return AddressSyntaxes.HOSTNAME.parse(qualified);
    } catch (IllegalArgumentException e) {
      return Domain.parse("localhost" + SUFFIX);
    }
  }
}
