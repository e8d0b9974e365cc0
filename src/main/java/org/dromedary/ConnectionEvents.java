package org.dromedary;

import java.util.concurrent.CompletionStage;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.smtp.client.ConnectionListener;

/** Connections to other servers are events, durable before what comes of mail over them. */
record ConnectionEvents(Events events) implements ConnectionListener {
  @Override
  public void attempted(ConnectionAttempt attempt) {
    events.publish(new Event.Connected(attempt));
  }

  @Override
  public CompletionStage<Void> settled() {
    return events.settled();
  }
}
