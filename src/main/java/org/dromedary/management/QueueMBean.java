package org.dromedary.management;

import java.io.IOException;

/** {@code dromedary:type=Queue}: what {@link QueueApi} does, for the console. Answers are JSON. */
@Described(
    "The mail on the queues. Conditions are pairs such as recipient=example.net state=deferred")
public interface QueueMBean {
  /** As of the status. */
  @Described("How many mails there are on each queue, and how the router is, as JSON")
  String getStatus() throws IOException;

  /** As {@code listMails}. */
  @Described("Lists mail, the first so many, as JSON")
  String list(
      @Described("id, state, sender, recipient, next-hop, rule, reply, older-than, ...; empty: all")
          String conditions,
      @Described("How many, 1 to 1000") int limit)
      throws IOException;

  /** As {@code showMail}. */
  @Described("Shows one mail with its header section, as JSON")
  String show(@Described("The queue id") String id) throws IOException;

  /** As {@code actOnMails} with {@code dry-run}. */
  @Described("Counts what an action would come to")
  String count(
      @Described("retry, hold, release, reroute, delete, expire or bounce") String action,
      @Described("Conditions, or all") String conditions)
      throws IOException;

  /** As {@code actOnMails}. */
  @Described("Tries deferred mail now; parked mail goes back to its queue")
  String retry(@Described("Conditions, or all") String conditions) throws IOException;

  /** As {@code actOnMails}. */
  @Described("Keeps mail back until it is released")
  String hold(
      @Described("Conditions, or all") String conditions,
      @Described("One line; may be empty") String reason)
      throws IOException;

  /** As {@code actOnMails}. */
  @Described("Has mail go on that was held by hand")
  String release(@Described("Conditions, or all") String conditions) throws IOException;

  /** As {@code actOnMails}. */
  @Described("Routes mail again by the rules as they are")
  String reroute(
      @Described("Conditions, or all") String conditions,
      @Described("Another recipient instead of all; empty: its own") String to)
      throws IOException;

  /** As {@code actOnMails}. */
  @Described("Deletes mail; nobody is told")
  String delete(@Described("Conditions, or all") String conditions) throws IOException;

  /** As {@code actOnMails}. */
  @Described("Gives mail up as at the end of its lifetime; senders are told")
  String expire(@Described("Conditions, or all") String conditions) throws IOException;

  /** As {@code actOnMails}. */
  @Described("Returns mail to its senders")
  String bounce(
      @Described("Conditions, or all") String conditions,
      @Described("What the senders are told; may be empty") String reason)
      throws IOException;
}
