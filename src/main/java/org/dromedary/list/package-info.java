/**
 * Mailing lists: who may post, who is a member, and what the addresses beside that of a list do.
 *
 * <p>RFC 2369 and RFC 2919 (header fields), RFC 8058 (one-click unsubscription), RFC 3461 §5.2.7 (a
 * list is where a mail is delivered; its copies are mails of their own), RFC 3834 (automatic
 * answers).
 *
 * <p>Invariants: whoever is written to by a list has asked for it by an address of his own, or was
 * added by who runs the list; a token is believed only with our mark on it; a member file is whole
 * at any time. What is done for a mail can be repeated without harm until its stage is committed.
 *
 * <p>Must not know: Camel, queues of a broker, sockets.
 */
@NullMarked
package org.dromedary.list;

import org.jspecify.annotations.NullMarked;
