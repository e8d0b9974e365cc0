/** Delivers mail to mailboxes of this system. */
@NullMarked
package org.dromedary.local;

import org.jspecify.annotations.NullMarked;
