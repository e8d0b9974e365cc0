package org.dromedary;

import org.dromedary.camel.MailLog;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.events.MailEvent;
import org.dromedary.events.MailHistory;
import org.dromedary.queue.MailFilter;
import org.dromedary.queue.QueueAction;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueueOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log and events what operators do with mail; what is not recorded is not done. */
record OperatorActions(MailLog log, Events events, MailHistory history)
    implements QueueOperations.ActionListener {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorActions.class);

  @Override
  public void begins(String user, QueueAction action, MailFilter filter) {
    LOG.info("{} acts on mail, {}: {}", user, action.done(), filter);
  }

  @Override
  public void planned(
      String user, QueueAction action, MailFilter filter, QueueOperations.Result expected) {
    events.record(new Event.Operated(user, action.done(), filter.toString(), expected.placed()));
  }

  @Override
  public void acted(String user, QueueAction action, QueueEntry entry) {
    log.acted(user, action.done(), entry.mail());
    history.add(new MailEvent.Acted(entry.mail(), action.done(), user));
  }

  @Override
  public void committing() {
    history.flush();
  }

  @Override
  public void ended(
      String user, QueueAction action, MailFilter filter, QueueOperations.Result result) {
    history.settle();
    LOG.info("{} has {} {} mails", user, action.done(), result.placed());
  }
}
