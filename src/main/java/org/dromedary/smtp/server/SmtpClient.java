package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who sends.
 *
 * @param address where the connection comes from
 * @param helo the name given with HELO or EHLO: a domain, an address literal or something like it;
 *     not verified; only letters, digits and {@code . - _ : [ ]}
 * @param esmtp whether it was EHLO (RFC 5321 §2.2.1)
 * @param tls whether the connection is encrypted
 * @param user the name that was authenticated
 */
public record SmtpClient(
    InetSocketAddress address, String helo, boolean esmtp, boolean tls, Optional<String> user) {

  /** A client that has neither TLS nor a user. */
  public static SmtpClient plain(InetSocketAddress address, String helo, boolean esmtp) {
    return new SmtpClient(address, helo, esmtp, false, Optional.empty());
  }

  /** The keyword for trace fields (RFC 5321 §4.4, RFC 3848 §1, RFC 6531 §4.3). */
  public String protocol(boolean smtpUtf8) {
    if (!esmtp) {
      return "SMTP";
    }
    return (smtpUtf8 ? "UTF8SMTP" : "ESMTP") + (tls ? "S" : "") + (user.isPresent() ? "A" : "");
  }
}
