package org.dromedary.smtp.server;

import java.net.InetSocketAddress;

/**
 * Who sends.
 *
 * @param address where the connection comes from
 * @param helo the name given with HELO or EHLO: a domain, an address literal or something like it;
 *     not verified; only letters, digits and {@code . - _ : [ ]}
 * @param esmtp whether it was EHLO (RFC 5321 §2.2.1)
 */
public record SmtpClient(InetSocketAddress address, String helo, boolean esmtp) {}
