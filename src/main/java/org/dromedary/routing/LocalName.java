package org.dromedary.routing;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/**
 * What local recipients are found by: a folded local part at one domain, or at every local domain.
 *
 * @param localPart unquoted, in lower case (only its own host may do that, RFC 5321 §2.3.11); empty
 *     for anybody
 * @param domain empty for every local domain
 */
record LocalName(String localPart, Optional<Domain> domain) {
  /** RFC 5321 §4.5.1: exists in every domain, whatever its case. */
  static final LocalName POSTMASTER = new LocalName("postmaster", Optional.empty());

  /** Characters by which other systems route on: %-hack, bang path, source route. */
  private static final Pattern ROUTE = Pattern.compile("[%!@:/\\\\]");

  static LocalName of(MailAddress address) {
    return new LocalName(fold(address.unquotedLocalPart()), Optional.of(address.domain()));
  }

  /** Stands for whoever is not listed at a domain. */
  static LocalName anybodyAt(Domain domain) {
    return new LocalName("", Optional.of(domain));
  }

  /** The same user at another domain. */
  LocalName at(Domain other) {
    return new LocalName(localPart, Optional.of(other));
  }

  /**
   * Parses {@code user@domain}, {@code user}, or {@code @domain} for anybody at the domain.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static LocalName parse(String text) {
    if (text.startsWith("@")) {
      return anybodyAt(MailAddress.parse("anybody" + text).domain());
    }
    boolean everyDomain = text.indexOf('@') < 0;
    // the domain only completes the syntax and is dropped again
    LocalName name = of(MailAddress.parse(everyDomain ? text + "@invalid" : text));
    if (text.startsWith("\"") || name.isRoute()) {
      throw new IllegalArgumentException("quotes and any of % ! : / \\ are not for local users");
    }
    return everyDomain ? name.atEveryDomain() : name;
  }

  private static String fold(String localPart) {
    return Normalizer.normalize(localPart, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  boolean isRoute() {
    return ROUTE.matcher(localPart).find();
  }

  LocalName atEveryDomain() {
    return new LocalName(localPart, Optional.empty());
  }

  /** {@code user} of {@code user+tag} (RFC 5233 §4). */
  Optional<LocalName> withoutSubaddress() {
    int plus = localPart.indexOf('+');
    return plus < 1
        ? Optional.empty()
        : Optional.of(new LocalName(localPart.substring(0, plus), domain));
  }

  @Override
  public String toString() {
    return localPart + domain.map(d -> "@" + d.ascii()).orElse("");
  }
}
