package org.dromedary;

import org.dromedary.camel.MailLog;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.queue.MailFilter;
import org.dromedary.queue.QueueAction;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueueOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log and events what operators do with mail. */
record OperatorActions(MailLog log, Events events) implements QueueOperations.ActionListener {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorActions.class);

  @Override
  public void begins(String user, QueueAction action, MailFilter filter) {
    LOG.info("{} acts on mail, {}: {}", user, action.done(), filter);
  }

  @Override
  public void acted(String user, QueueAction action, QueueEntry entry) {
    log.acted(user, action.done(), entry.mail());
  }

  @Override
  public void ended(
      String user, QueueAction action, MailFilter filter, QueueOperations.Result result) {
    LOG.info("{} has {} {} mails", user, action.done(), result.placed());
    events.publish(new Event.Operated(user, action.done(), filter.toString(), result.placed()));
  }
}
