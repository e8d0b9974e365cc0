package org.dromedary.spool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.dromedary.events.MailEvent;
import org.dromedary.queue.LogContext;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each message into an exchange, and completes it when the exchange is done. */
final class SpoolConsumer extends DefaultConsumer
    implements ShutdownAware, Suspendable, Subscription.Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolConsumer.class);
  private static final int RECONNECT_SECONDS = 1;

  private final SpoolEndpoint endpoint;
  private final InFlightLimit inFlight;
  private volatile @Nullable Subscription subscription;

  SpoolConsumer(SpoolEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.inFlight =
        new InFlightLimit(endpoint.getMaximumInFlight(), endpoint.getMaximumInFlightOctets());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    endpoint.component().ensureQueue(endpoint.getDeadAddress());
    subscribe();
    if (endpoint.isHoldUntilDue()) {
      endpoint.component().holds(endpoint.getAddress(), this);
    }
    takeDirectly();
  }

  private void takeDirectly() {
    if (endpoint.isDirectDelivery()) {
      endpoint.component().directDeliveries().add(address(), this);
    }
  }

  private void subscribe() throws Exception {
    SpoolComponent component = endpoint.component();
    Subscription.Options options =
        new Subscription.Options(
            endpoint.getAddress(),
            endpoint.isHoldUntilDue(),
            component.temporaryDirectory(),
            component.clock(),
            inFlight);
    Subscription opened = Subscription.open(component.sessions(), options, this);
    subscription = opened;
    opened.startReceiving();
  }

  @Override
  public void received(Subscription from, ReceivedMessage message) {
    endpoint.component().executor().execute(() -> process(from, message));
  }

  private void process(Subscription from, ReceivedMessage message) {
    QueuedMessage mail;
    try {
      mail = message.decode();
    } catch (RuntimeException e) {
      LOG.error("{}: a message is not a mail of ours, it goes to the dead address", address(), e);
      complete(from, message, List.of(dead(message, e)), List.of());
      return;
    }
    process(from, message, mail, 0);
  }

  /** Has a mail go through the route that is not stored, if the route takes some now. */
  void deliver(DirectDelivery delivery) {
    long size = delivery.mail().content().size();
    if (!inFlight.tryEnter(size)) {
      delivery.notDelivered();
      return;
    }
    if (!isRunAllowed() || isSuspendingOrSuspended()) {
      inFlight.leave(size);
      delivery.notDelivered();
      return;
    }
    route(
        delivery.mail(),
        (exchange, sends, events) -> {
          inFlight.leave(size);
          if (exchange.getException() == null && !exchange.isRollbackOnly()) {
            delivery.delivered(sends, events);
          } else {
            delivery.notDelivered();
          }
        });
  }

  /** Told of an exchange that is done, with all that it sends and what happened in it. */
  @FunctionalInterface
  private interface Routed {
    void done(Exchange exchange, List<OutgoingMessage> sends, List<byte[]> events);
  }

  private void route(QueuedMessage mail, Routed afterwards) {
    Exchange exchange = createExchange(true);
    exchange.getMessage().setBody(mail);
    SpoolTransaction transaction = new SpoolTransaction();
    transaction.attachTo(exchange);
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> afterwards.done(exchange, transaction.complete(), transaction.events()));
  }

  private void process(
      Subscription from, ReceivedMessage message, QueuedMessage mail, int repetitions) {
    if (isVoid(from)) {
      release(message);
      return;
    }
    route(
        mail,
        (exchange, sends, events) -> {
          Exception failure = exchange.getException();
          boolean stopped = failure != null && !isRunAllowed();
          if (exchange.isRollbackOnly() || stopped || isVoid(from)) {
            release(message); // not acknowledged: it goes back to the queue with the session
          } else if (failure == null) {
            complete(from, message, sends, events);
          } else if (repetitions < endpoint.getMaximumRedeliveries()) {
            repeatLater(() -> process(from, message, mail, repetitions + 1));
          } else {
            LogContext.about(
                mail.queueId(),
                () ->
                    LOG.error(
                        "{}: {} cannot be processed and is parked",
                        address(),
                        mail.queueId(),
                        failure));
            complete(from, message, List.of(dead(message, failure)), parked(mail, failure));
          }
        });
  }

  /** Whether its mail is on the queue again, where another router may take it. */
  private boolean isVoid(Subscription from) {
    return from.isGivenUp() || endpoint.component().isBrokerAway();
  }

  private void repeatLater(Runnable repetition) {
    endpoint
        .component()
        .executor()
        .execute(
            () -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(endpoint.getRedeliveryDelay()));
              repetition.run();
            });
  }

  private OutgoingMessage dead(ReceivedMessage message, Exception reason) {
    return message.dead(endpoint.getDeadAddress(), endpoint.getAddress(), reason.toString());
  }

  private List<byte[]> parked(QueuedMessage mail, Exception reason) {
    return endpoint
        .component()
        .history()
        .map(
            history ->
                history.line(
                    new MailEvent.Parked(mail, endpoint.getDeadAddress(), reason.toString())))
        .stream()
        .toList();
  }

  private void complete(
      Subscription from,
      ReceivedMessage message,
      List<OutgoingMessage> sends,
      List<byte[]> events) {
    from.complete(message, sends, events, failure -> release(message));
  }

  private void release(ReceivedMessage message) {
    inFlight.leave(message.content().size());
    message.discard();
  }

  @Override
  public void broken(Subscription from, Exception cause) {
    if (!endpoint.component().isBrokerAway()) {
      LOG.warn("{}: the queue session broke, a new one is opened: {}", address(), cause.toString());
    }
    Thread.ofVirtual().start(() -> resubscribe(from));
  }

  /** Gives back what is held until it is due, and takes it again when the component says so. */
  void letGo() {
    Subscription current = subscription;
    if (current != null) {
      Thread.ofVirtual().start(() -> resubscribe(current));
    }
  }

  /** One thread per broken session; several causes for the same session count once. */
  private void resubscribe(Subscription broken) {
    synchronized (inFlight) {
      if (subscription != broken) {
        return;
      }
      subscription = null;
    }
    broken.giveUp();
    while (isRunAllowed() && subscription == null) {
      try {
        TimeUnit.SECONDS.sleep(RECONNECT_SECONDS);
        if (!endpoint.component().isLetGo(address())) {
          subscribe();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        if (!endpoint.component().isBrokerAway()) {
          LOG.warn("{}: no queue session yet: {}", address(), e.toString());
        }
      }
    }
  }

  /** Acts on the mail that waits here until it is due; blocks for a moment. */
  void placeHead(Function<QueueEntry, Optional<Placement>> action, PlacementObserver observer) {
    Subscription current = subscription;
    if (current != null) {
      current.placeHead(new HeadPlacement(address(), action, observer));
    }
  }

  private String address() {
    return endpoint.getAddress();
  }

  @Override
  protected void doSuspend() throws Exception {
    Subscription current = subscription;
    if (current != null) {
      current.stopReceiving();
    }
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    Subscription current = subscription;
    if (current != null) {
      current.startReceiving();
    }
    takeDirectly(); // another route may have taken its place meanwhile
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.component().directDeliveries().remove(address(), this);
    Subscription current = subscription;
    subscription = null;
    if (current != null) {
      current.close();
    }
    super.doStop();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask task) {
    return false;
  }

  @Override
  public int getPendingExchangesSize() {
    return inFlight.messages();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    // nothing: doSuspend stops receiving, Camel waits for what is in flight, doStop closes
  }
}
