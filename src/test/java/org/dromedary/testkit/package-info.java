/** What tests share: peers that behave as told, on loopback. */
@NullMarked
package org.dromedary.testkit;

import org.jspecify.annotations.NullMarked;
