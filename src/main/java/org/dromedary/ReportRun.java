package org.dromedary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dromedary.events.MailEvent;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailTitle;
import org.dromedary.mail.QueueId;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.report.ReportComposer;
import org.dromedary.report.ReportContents;
import org.dromedary.report.ReportPeriod;
import org.dromedary.report.ReportSettings;
import org.dromedary.spool.EventQueue;
import org.dromedary.spool.EventTaking;

/**
 * One report while it is made: the events that it is about are taken, but not for good before the
 * mail is queued.
 */
final class ReportRun implements AutoCloseable {
  /** For one mail; less, when they are large. */
  static final int MOST_EVENTS = 50_000;

  private final ReportSettings settings;
  private final EventTaking taking;
  private final Instant due;
  private final Instant now;
  private final ReportContents contents;
  private final boolean more;
  private Optional<QueuedMessage> mail = Optional.empty();

  private ReportRun(ReportSettings settings, EventTaking taking, Order order) throws Exception {
    this.settings = settings;
    this.taking = taking;
    this.due = order.due();
    this.now = order.now();
    this.contents =
        new ReportContents(
            settings.kind(),
            new ReportPeriod(taking.mark().from(), order.now(), settings.zone()),
            settings.rows());
    this.more = taking.read(MOST_EVENTS, contents::add);
  }

  /**
   * When a report is made.
   *
   * @param due the time that it is made for
   */
  record Order(Instant due, Instant now) {}

  /**
   * Takes the events there are.
   *
   * @throws Exception when the queue cannot be read: nothing is taken
   */
  static ReportRun begin(ReportSettings settings, EventTaking taking, Order order)
      throws Exception {
    try {
      return new ReportRun(settings, taking, order);
    } catch (Exception e) {
      taking.close();
      throw e;
    }
  }

  /** Whether there is something to tell, or that there is nothing is to be told. */
  boolean isWanted() {
    return !settings.onlyIfAny() || !contents.isEmpty();
  }

  /** Whether another mail tells the rest. */
  boolean hasMore() {
    return more;
  }

  long count() {
    return contents.count();
  }

  ReportSettings settings() {
    return settings;
  }

  /** Writes the mail. */
  ReportRun compose(ReportComposer composer, QueueId id) {
    mail =
        Optional.of(
            QueuedMessage.accepted(
                id,
                ReportComposer.envelope(settings.recipient()),
                Arrival.local(now),
                composer.mail(composer.write(contents, more), settings.recipient(), id, now)));
    return this;
  }

  /** The mail, once it is written. */
  Optional<QueuedMessage> mail() {
    return mail;
  }

  /** Queues the mail, if there is one, and takes the events for good; all or nothing. */
  void commit(MailEventWriter writer) throws Exception {
    List<byte[]> history =
        mail.isPresent() ? List.of(writer.line(received(mail.get()))) : List.of();
    EventQueue.Mark before = taking.mark();
    Instant done = before.due().isAfter(due) ? before.due() : due;
    taking.commit(mail, history, more ? before : new EventQueue.Mark(now, done));
    close();
  }

  private static MailEvent received(QueuedMessage mail) throws Exception {
    return new MailEvent.Received(mail, MailTitle.of(mail.content()), Optional.empty());
  }

  /** What was not committed is given back. */
  @Override
  public void close() {
    taking.close();
  }
}
