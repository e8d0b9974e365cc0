/** Boot only: reads the settings, wires the packages below, starts and stops the router. */
@NullMarked
package org.dromedary;

import org.jspecify.annotations.NullMarked;
