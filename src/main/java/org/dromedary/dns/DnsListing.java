package org.dromedary.dns;

import java.nio.charset.StandardCharsets;
import org.xbill.DNS.TXTRecord;

/**
 * An address is on a list.
 *
 * @param reason what the list says about it (RFC 5782 §2.1): at most {@value #MAXIMUM_REASON}
 *     printable ASCII characters; may be empty
 */
public record DnsListing(DnsList list, String reason) {
  static final int MAXIMUM_REASON = 200;

  static DnsListing of(DnsList list, TXTRecord record) {
    StringBuilder reason = new StringBuilder();
    for (byte[] part : record.getStringsAsByteArrays()) {
      for (char c : new String(part, StandardCharsets.UTF_8).toCharArray()) {
        reason.append(c >= ' ' && c <= '~' ? c : '?');
      }
    }
    reason.setLength(Math.min(reason.length(), MAXIMUM_REASON));
    return new DnsListing(list, reason.toString().strip());
  }
}
