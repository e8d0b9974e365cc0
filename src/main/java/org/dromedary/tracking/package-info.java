/**
 * The tracking store: what happened to each mail, in a relational database, and how it is asked.
 *
 * <p>Invariants: each event is in it once, however often it is given; what is older or more than
 * the settings allow goes, whole days of mail at once. Nothing waits for the database but the
 * thread that writes and who asks. Must not know: the broker, Camel, HTTP.
 */
@NullMarked
package org.dromedary.tracking;

import org.jspecify.annotations.NullMarked;
