/**
 * Delivers mail to mailboxes of this system.
 *
 * <p>RFC 5321 §4.4 (Return-Path at final delivery); the Maildir convention (tmp, new, cur; unique
 * names; a file is complete before it appears in new).
 *
 * <p>Invariants: success is reported only after the file, its name in {@code new} and each
 * directory made for it are on disk. A repetition for the same queue id and recipient does not make
 * a second copy while the first still has its name in {@code new} or {@code cur}. One file per
 * recipient. A full disk or any other I/O error defers, nothing is ever failed for good. Paths are
 * made of checked mailbox directories and our own names only.
 *
 * <p>Must not know: SMTP, DNS, how a recipient became a mailbox, the queue's storage, Camel.
 */
@NullMarked
package org.dromedary.local;

import org.jspecify.annotations.NullMarked;
