/**
 * What a scheduled report contains and how it is written: events are counted, listed and drawn, and
 * become one mail with text, HTML, a small picture and, where the list is long, a CSV file.
 *
 * <p>RFC 2046 §5.1 (alternative, mixed), RFC 2387 (related), RFC 4180 (CSV), RFC 3834 §5 (automatic
 * mail), RFC 2083 (PNG).
 *
 * <p>Invariants: however many events there are, what is kept of them is bounded. What strangers
 * said stays in its cell, its line and its field, and is no formula for who opens the CSV file. The
 * null reverse path: a report that fails tells nobody by mail.
 *
 * <p>Must not know: where events come from, when a report is due, how it is sent.
 */
@NullMarked
package org.dromedary.report;

import org.jspecify.annotations.NullMarked;
