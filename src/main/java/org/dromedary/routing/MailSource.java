package org.dromedary.routing;

import java.net.InetAddress;
import org.dromedary.mail.ReversePath;

/**
 * Where a mail comes from.
 *
 * @param client the peer of the connection, or whom a trusted proxy names
 * @param helo as it was said, not verified
 */
public record MailSource(InetAddress client, String helo, ReversePath reversePath) {}
