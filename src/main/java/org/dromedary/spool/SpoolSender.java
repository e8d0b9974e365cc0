package org.dromedary.spool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Makes mails durable that come from outside of a {@code spool:} route; those that wait together
 * share one commit. Opens its session when it is first needed, and a new one after a failure. Safe
 * for use by several threads.
 */
final class SpoolSender implements AutoCloseable {
  /** A client waits for its 250: just long enough that others can join (docs/performance.md). */
  private static final Duration GATHERING = Duration.ofNanos(1_500_000);

  private final String name;
  private final BrokerSessions sessions;
  private @Nullable Opened opened;

  private record Opened(ClientSession session, CommitLoop loop) {
    void end() {
      loop.close();
      SpoolSessions.close(session);
    }
  }

  SpoolSender(String name, BrokerSessions sessions) {
    this.name = name;
    this.sessions = sessions;
  }

  /**
   * Sends, all in one commit; does not wait.
   *
   * @param afterwards told once, on the committing thread: empty when the mails are durable
   * @throws Exception when the broker cannot be reached
   */
  void send(
      List<OutgoingMessage> messages, List<byte[]> events, Consumer<Optional<Exception>> afterwards)
      throws Exception {
    open().add(new Completion(messages, events, Optional.empty(), afterwards));
  }

  /**
   * Makes durable what happened; does not wait.
   *
   * @throws Exception when the broker cannot be reached
   */
  void tell(List<byte[]> events, Consumer<Optional<Exception>> afterwards) throws Exception {
    open().add(new Completion(List.of(), events, Optional.empty(), afterwards));
  }

  private synchronized CommitLoop open() throws Exception {
    Opened current = opened;
    if (current != null && current.session().isClosed()) {
      opened = null;
      Thread.ofVirtual().start(current::end);
      current = null;
    }
    if (current == null) {
      ClientSession session = sessions.open();
      CommitLoop loop = new CommitLoop(name, session, GATHERING, e -> broken(session)).start();
      current = new Opened(session, loop);
      opened = current;
    }
    return current.loop();
  }

  private void broken(ClientSession session) {
    Opened current;
    synchronized (this) {
      current = opened;
      if (current == null || current.session() != session) {
        return;
      }
      opened = null;
    }
    current.end();
  }

  @Override
  public void close() {
    Opened current;
    synchronized (this) {
      current = opened;
      opened = null;
    }
    if (current != null) {
      current.end();
    }
  }
}
