package org.dromedary.events;

import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.smtp.server.Refusal;

/**
 * What happened that is not about one mail: see {@link MailEvent} for those, and {@link Events} for
 * when these are durable.
 */
public sealed interface Event {

  /** A client of the SMTP server was told no. A flood of these is cut. */
  record Refused(Refusal refusal) implements Event {
    static final String WORD = "refused";
  }

  /**
   * A relay does not let us in: an alarm, since all mail for it waits.
   *
   * @param relay {@code mx.example.com[192.0.2.1]:25}
   * @param user as whom we came
   * @param reason for people; may hold what the relay said
   */
  record LoginFailed(String relay, String user, String reason) implements Event {}

  /**
   * An operator does something; recorded before it is done.
   *
   * @param user who
   * @param action what, such as {@code held}
   * @param object with what: the conditions of the mails that are meant, a next hop
   * @param mails how many mails it is done with
   */
  record Operated(String user, String action, String object, long mails) implements Event {}

  /**
   * Somebody looks into the archive; recorded before anything is given.
   *
   * @param user who
   * @param action {@code list} or {@code show}
   * @param object the conditions of a list, the id of a mail
   * @param mails how many are given
   */
  record ArchiveRead(String user, String action, String object, long mails) implements Event {}

  /** A connection to another server was tried; durable before what came of mail over it. */
  record Connected(ConnectionAttempt attempt) implements Event {}

  /**
   * Somebody is a member of a mailing list from now on; recorded before it is so.
   *
   * @param list its address
   * @param address of the member
   * @param by {@code mail} or {@code operator}
   */
  record Subscribed(String list, String address, String by) implements Event {}

  /**
   * Somebody gets no more mail of a mailing list; recorded before it is so.
   *
   * @param list its address
   * @param address of the member
   * @param by {@code mail}, {@code operator} or {@code bounces}
   */
  record Unsubscribed(String list, String address, String by) implements Event {}
}
