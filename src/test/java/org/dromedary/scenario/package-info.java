/** One end-to-end story per class: a whole router, real sockets on loopback, nothing else. */
@NullMarked
package org.dromedary.scenario;

import org.jspecify.annotations.NullMarked;
