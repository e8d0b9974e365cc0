package org.dromedary.dns;

import java.util.List;
import org.xbill.DNS.Record;

/** What the DNS says to one question. */
sealed interface Answer {
  /** At least one record of the type asked for. */
  record Records(List<Record> records) implements Answer {}

  /** NXDOMAIN (RFC 2308 §2.1). */
  record NoSuchName() implements Answer {}

  /** The name exists without this type (RFC 2308 §2.2). */
  record NoData() implements Answer {}

  /** No answer that decides; the reason is one line. */
  record Failed(String reason) implements Answer {}
}
