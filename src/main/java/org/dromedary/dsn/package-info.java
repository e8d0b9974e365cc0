/** Composes delivery status notifications (RFC 3464, RFC 6522). */
@NullMarked
package org.dromedary.dsn;

import org.jspecify.annotations.NullMarked;
