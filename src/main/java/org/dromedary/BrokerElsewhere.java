package org.dromedary;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.broker.BrokerState;
import org.dromedary.broker.ExternalBroker;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.delivery.Suspensions;
import org.dromedary.management.ApiException;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.Readiness.Check;
import org.dromedary.metrics.QueueSize;
import org.dromedary.metrics.Value;
import org.dromedary.queue.MailQueue;
import org.dromedary.spool.SpoolComponent;
import org.dromedary.tls.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker is in a process of its own, which several routers share: it says what operators want,
 * and mail that was taken is left alone while it is away, since others may have taken it.
 */
final class BrokerElsewhere implements BrokerPlace, ExternalBroker.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerElsewhere.class);

  private static final int CONFLICT = 409;

  /** What is asked of the process with the broker. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "listMails",
          "showMail",
          "readMail",
          "actOnMails",
          "listNextHops",
          "listSuspensions",
          "suspendNextHop",
          "resumeNextHop",
          "findTracked",
          "trackMail");

  private final ExternalBroker broker;
  private final SpoolComponent spool;
  private final RemoteDelivery delivery;
  private final Suspensions suspensions;
  private final Runnable catchingUp;
  private long reopened;
  private String suspended = "";

  /**
   * @param catchingUp does what was missed while the broker was away; must not block
   */
  BrokerElsewhere(
      ExternalBroker broker,
      SpoolComponent spool,
      RemoteDelivery delivery,
      Suspensions suspensions,
      Runnable catchingUp) {
    this.catchingUp = catchingUp;
    this.broker = broker;
    this.spool = spool;
    this.delivery = delivery;
    this.suspensions = suspensions;
    this.reopened = broker.state().reopened();
    spool.watchBroker(() -> !broker.isThere());
  }

  @Override
  public void start(Housekeeping housekeeping, Executor workers) {
    broker.listen(this);
  }

  @Override
  public void lost() {
    delivery.pause();
  }

  @Override
  public void found() {
    delivery.goOn();
    catchingUp.run();
  }

  @Override
  public void told(BrokerState state) {
    spool.letGo(state.letGo());
    if (state.reopened() != reopened) {
      reopened = state.reopened();
      delivery.reopen();
    }
    if (!state.suspensions().equals(suspended)) {
      suspended = state.suspensions();
      try {
        suspensions.replace(SuspensionsFile.parse(suspended));
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("the suspensions of the broker are not understood: {}", e.toString());
      }
    }
  }

  @Override
  public boolean hasRoom() {
    return broker.state().hasRoom();
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("broker", true, broker::isThere), new Check("queues", true, this::hasRoom));
  }

  @Override
  public Optional<String> problem() {
    return broker.isThere()
        ? Optional.empty()
        : Optional.of("the broker at " + broker.place() + " is away");
  }

  /** The process with the broker shows them. */
  @Override
  public List<QueueSize> queues() {
    return List.of();
  }

  @Override
  public List<Value> values() {
    return List.of();
  }

  @Override
  public Map<String, Long> depths() {
    Map<String, Long> depths = new TreeMap<>(broker.state().queues());
    depths.keySet().removeIf(name -> !MailQueue.isOfMail(name));
    return depths;
  }

  @Override
  public Map<String, ApiOperation.Work> works() {
    return OPERATIONS.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                id ->
                    request -> {
                      throw new ApiException(CONFLICT, where());
                    }));
  }

  private String where() {
    String api = broker.state().management();
    return "the mail is at the broker at "
        + broker.place()
        + ": ask there, with ./dromedary"
        + (api.isEmpty() ? "" : " or the management API, which is at " + api + " there");
  }

  @Override
  public OptionalInt acceptorPort(String protocol) {
    return OptionalInt.empty();
  }

  @Override
  public void refresh(BrokerDoors doors, ServerTls tls) {
    // no door is here
  }

  @Override
  public void close() {
    broker.listen(ExternalBroker.Listener.NOBODY);
  }
}
