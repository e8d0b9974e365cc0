package org.dromedary.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a certificate is for.
 *
 * @param hosts DNS names in lower case, also with a wildcard as the first label
 * @param addresses IP addresses as Java writes them
 */
record CertificateNames(Set<String> hosts, Set<String> addresses) {
  // RFC 5280 §4.2.1.6
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  CertificateNames {
    hosts = Set.copyOf(hosts);
    addresses = Set.copyOf(addresses);
  }

  static CertificateNames of(X509Certificate certificate) throws CertificateParsingException {
    return new CertificateNames(
        alternatives(certificate, DNS_NAME), alternatives(certificate, IP_ADDRESS));
  }

  private static Set<String> alternatives(X509Certificate certificate, int type)
      throws CertificateParsingException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.getFirst() instanceof Integer given && given == type) {
          names.add(String.valueOf(alternative.getLast()).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  /** Whether it is for this host, a name or an IP address (RFC 9525 §6.3, §6.4). */
  boolean isFor(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    return addresses.contains(lower)
        || hosts.contains(lower)
        || (dot > 0 && hosts.contains("*" + lower.substring(dot)));
  }
}
