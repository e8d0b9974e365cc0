/** Looks up where mail for a domain goes: MX and address records (RFC 5321 §5.1, RFC 7505). */
@NullMarked
package org.dromedary.dns;

import org.jspecify.annotations.NullMarked;
