package org.dromedary.spool;

import java.util.ArrayList;
import java.util.List;
import org.dromedary.events.MailEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to mails outside of the stages: what operators do. It is told when it is done, and
 * lost when the router dies in between. Safe for use by several threads.
 */
public final class MailHistory {
  private static final Logger LOG = LoggerFactory.getLogger(MailHistory.class);
  private static final int TOGETHER = 200;

  private final SpoolComponent component;
  private final List<byte[]> waiting = new ArrayList<>(TOGETHER);

  public MailHistory(SpoolComponent component) {
    this.component = component;
  }

  /** Adds an event, to be told with others. */
  public synchronized void add(MailEvent event) {
    component.history().map(writer -> writer.line(event)).ifPresent(waiting::add);
    if (waiting.size() >= TOGETHER) {
      flush();
    }
  }

  /** Tells what was added; does not wait for the disk. */
  public synchronized void flush() {
    List<byte[]> events = List.copyOf(waiting);
    waiting.clear();
    try {
      component.tell(events, failure -> failure.ifPresent(cause -> lost(events.size(), cause)));
    } catch (Exception e) { // the queues are gone: whatever was done before stays done
      lost(events.size(), e);
    }
  }

  private static void lost(int count, Exception cause) {
    LOG.warn("{} events are missing in the history of mails", count, cause);
  }
}
