/**
 * Reads {@code application.properties}, the environment and {@code --set} into one immutable {@link
 * org.dromedary.settings.Settings}.
 *
 * <p>Later sources win: file, environment, {@code --set}. Every value is checked before anything is
 * built, and all problems are reported together with their place, key, value and remedy; there is
 * no partly valid result. A value whose key looks like a password is never printed. Reading leaves
 * nothing behind on disk.
 *
 * <p>Each package declares the record it needs and the defaults in it; this package fills them. So
 * nobody but {@code Main} imports this one, and it knows nothing of Camel, the broker or sockets.
 */
@NullMarked
package org.dromedary.settings;

import org.jspecify.annotations.NullMarked;
