package org.dromedary.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's session while it lasts: one thread receives, another commits. When the session
 * breaks, everything that was not committed is received again by the next subscription, and what is
 * completed here afterwards is void.
 */
final class Subscription {
  private static final int POLL_MILLIS = 100;

  /** To ask the broker for the next one takes it some work, and what comes is there at once. */
  private static final int POLL_WITHOUT_WINDOW_MILLIS = 500;

  /**
   * Nobody waits for the commit of a stage, and a commit for many costs little more than for one.
   */
  private static final Duration GATHERING = Duration.ofMillis(10);

  /** What waits until it is due stays at the broker, but for the head: there it can be acted on. */
  private static final int NO_WINDOW = 0;

  private static final int UNLIMITED_RATE = -1;
  private static final long HEAD_TIMEOUT_SECONDS = 10;

  /** Who is told of messages; on the receiving thread, so it must not block. */
  interface Subscriber {
    void received(Subscription subscription, ReceivedMessage message);

    /** The session can no longer be used. */
    void broken(Subscription subscription, Exception cause);
  }

  /** What a subscription is about. */
  record Options(
      String address,
      boolean holdUntilDue,
      Path temporaryDirectory,
      InstantSource clock,
      InFlightLimit inFlight) {}

  private final Options options;
  private final ClientSession session;
  private final ClientConsumer consumer;
  private final CommitLoop commits;
  private final Subscriber subscriber;
  private @Nullable Thread receiver;

  /** Received but not due; only the receiving thread uses it. */
  private @Nullable ClientMessage head;

  private final AtomicReference<HeadPlacement> headPlacement = new AtomicReference<>();
  private volatile boolean receiving;
  private volatile boolean givenUp;

  private Subscription(Options options, ClientSession session, Subscriber subscriber)
      throws ActiveMQException {
    this.options = options;
    this.session = session;
    this.subscriber = subscriber;
    this.consumer =
        options.holdUntilDue()
            ? session.createConsumer(
                SimpleString.of(options.address()), null, NO_WINDOW, UNLIMITED_RATE, false)
            : session.createConsumer(options.address());
    this.commits =
        new CommitLoop(
            "spool-commit-" + options.address(),
            session,
            GATHERING,
            cause -> subscriber.broken(this, cause));
  }

  /** Subscribes; nothing is received before {@link #startReceiving}. */
  static Subscription open(BrokerSessions sessions, Options options, Subscriber subscriber)
      throws Exception {
    ClientSession session = sessions.open();
    try {
      SpoolSessions.ensureQueue(session, options.address());
      Subscription subscription = new Subscription(options, session, subscriber);
      session.start();
      subscription.commits.start();
      return subscription;
    } catch (ActiveMQException e) {
      SpoolSessions.close(session);
      throw e;
    }
  }

  private void receive() {
    try {
      while (receiving) {
        placeHead();
        if (options.inFlight().awaitRoom(POLL_MILLIS)) {
          receiveOne();
        }
      }
    } catch (ActiveMQException | IOException | InterruptedException | RuntimeException e) {
      if (receiving) {
        subscriber.broken(this, e);
      }
    }
  }

  private void receiveOne() throws ActiveMQException, IOException, InterruptedException {
    if (head == null) {
      head = consumer.receive(options.holdUntilDue() ? POLL_WITHOUT_WINDOW_MILLIS : POLL_MILLIS);
    }
    ClientMessage message = head;
    if (message != null && isDue(message)) {
      head = null;
      ReceivedMessage taken = ReceivedMessage.take(message, options.temporaryDirectory());
      options.inFlight().enter(taken.content().size());
      subscriber.received(this, taken);
    }
  }

  private void placeHead() throws ActiveMQException, IOException {
    HeadPlacement placement = headPlacement.getAndSet(null);
    if (placement == null) {
      return;
    }
    ClientMessage message = head;
    if (message == null) {
      placement.end();
      return;
    }
    ReceivedMessage taken = ReceivedMessage.take(message, options.temporaryDirectory());
    Optional<List<OutgoingMessage>> sends = placement.of(taken);
    if (sends.isPresent()) {
      head = null;
      complete(
          taken,
          sends.get(),
          List.of(),
          failure -> {
            taken.discard();
            placement.end();
          });
    } else {
      placement.end();
    }
  }

  /** Acts on the head that waits until it is due, if there is one; returns when that is done. */
  void placeHead(HeadPlacement placement) {
    if (receiving && headPlacement.compareAndSet(null, placement)) {
      placement.await(HEAD_TIMEOUT_SECONDS);
    }
  }

  /** Whether the message may go on; waits a little when it may not. */
  private boolean isDue(ClientMessage message) throws InterruptedException {
    if (!options.holdUntilDue()) {
      return true;
    }
    Instant due = QueuedMessageCodec.dueAt(message).orElse(Instant.MIN);
    Instant now = options.clock().instant();
    if (now.isBefore(due)) {
      Thread.sleep(Math.min(POLL_MILLIS, Math.max(1, Duration.between(now, due).toMillis())));
    }
    return !options.clock().instant().isBefore(due);
  }

  /** Commits that the message was dealt with, with what is sent because of it and what happened. */
  void complete(
      ReceivedMessage message,
      List<OutgoingMessage> sends,
      List<byte[]> events,
      Consumer<Optional<Exception>> afterwards) {
    commits.add(new Completion(sends, events, Optional.of(message.message()), afterwards));
  }

  /** Takes messages from now on. */
  void startReceiving() {
    if (!receiving) {
      awaitReceiver();
      receiving = true;
      receiver =
          Thread.ofPlatform().name("spool-receive-" + options.address()).start(this::receive);
    }
  }

  /** Takes no more messages from now on; those in flight may still be completed. */
  void stopReceiving() {
    receiving = false;
  }

  /** Commits what was completed and gives everything else back to the queue. */
  void close() {
    stopReceiving();
    awaitReceiver();
    commits.close();
    SpoolSessions.close(session);
  }

  /** Closes it for another to take its place: what is not committed yet is void. */
  void giveUp() {
    close();
    givenUp = true;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  private void awaitReceiver() {
    Thread current = receiver;
    if (current != null) {
      try {
        current.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
