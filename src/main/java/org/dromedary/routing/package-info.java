/** Decides per recipient whether mail is local or remote and which mailbox it is for. */
@NullMarked
package org.dromedary.routing;

import org.jspecify.annotations.NullMarked;
