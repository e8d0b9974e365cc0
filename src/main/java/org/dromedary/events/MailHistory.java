package org.dromedary.events;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to mails outside of the stages: what operators do. Many are told together; they go
 * to the journal before what they tell of is committed. Safe for use by several threads.
 */
public final class MailHistory {
  /** So many that a lot ends where a transaction of the queues does. */
  private static final int TOGETHER = 200;

  private final MailEventWriter writer;
  private final Events events;
  private final List<byte[]> waiting = new ArrayList<>(TOGETHER);

  public MailHistory(MailEventWriter writer, Events events) {
    this.writer = writer;
    this.events = events;
  }

  /** Adds an event, to be told with others. */
  public synchronized void add(MailEvent event) {
    waiting.add(writer.line(event));
    if (waiting.size() >= TOGETHER) {
      flush();
    }
  }

  /** Tells what was added; does not wait for the disk. */
  public synchronized void flush() {
    if (!waiting.isEmpty()) {
      var unused = events.tell(List.copyOf(waiting));
      waiting.clear();
    }
  }

  /** The same, and waits until all is durable. */
  public void settle() {
    flush();
    events.awaitSettled();
  }
}
