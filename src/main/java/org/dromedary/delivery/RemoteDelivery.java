package org.dromedary.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;
import org.dromedary.smtp.client.SmtpConnector;

/** Delivers queued mail to remote servers. Safe for use by several threads. */
public final class RemoteDelivery {
  private static final SmtpReply STOPPING = SmtpReply.of(451, "4.3.2", "the router was stopped");

  private static final SmtpReply DISCARDED =
      SmtpReply.of(250, "2.0.0", "discarded by a rule of the routing table");

  private static final SmtpReply REROUTED =
      SmtpReply.of(450, "4.4.0", "a rule of the routing table has another way");

  /** The relay of an outcome whose reply is ours. */
  static final String NOBODY = "none";

  private final LaneScheduler scheduler;
  private final Supplier<RoutingTable> routingTable;
  private final Supplier<CompletionStage<Void>> settled;

  /**
   * @param routingTable the current value, asked once per attempt
   * @param suspensions next hops that nothing is sent to
   * @param endpoints takes mail for next hops that are no servers
   * @param sweeps runs the scheduler's housekeeping once a second
   */
  public RemoteDelivery(
      DeliverySettings settings,
      Supplier<RoutingTable> routingTable,
      RemoteHosts hosts,
      SmtpConnector connector,
      Suspensions suspensions,
      EndpointSender endpoints,
      ScheduledExecutorService sweeps) {
    this.routingTable = routingTable;
    this.settled = connector::settled;
    this.scheduler =
        new LaneScheduler(
            settings,
            nextHop ->
                nextHop instanceof NextHop.Endpoint endpoint
                    ? new EndpointChannel(endpoint.uri(), endpoints)
                    : connection(nextHop, hosts, connector),
            suspensions,
            System::nanoTime);
    var unused = sweeps.scheduleWithFixedDelay(scheduler::sweep, 1, 1, TimeUnit.SECONDS);
  }

  private static KeptConnection connection(
      NextHop nextHop, RemoteHosts hosts, SmtpConnector connector) {
    return new KeptConnection(
        () -> hosts.of(nextHop),
        host -> connector.connect(host.address(), host.name(), host.access()),
        nextHop.access().limits());
  }

  /**
   * One attempt for all recipients, each by its next hop. The events of its connections are durable
   * when it completes.
   *
   * @return completes with an outcome for each recipient; exceptionally with {@link
   *     DeliveryStoppedException} when the router stops first
   */
  public CompletionStage<DeliveryReport> attempt(QueuedMessage message) {
    RoutingTable table = routingTable.get();
    RoutingFacts facts = message.facts();
    Map<Recipient, RemoteWay.Sent> ways = new LinkedHashMap<>();
    List<DeliveryOutcome> decided = new ArrayList<>();
    for (Recipient recipient : message.envelope().recipients()) {
      switch (table.wayOf(facts, recipient.address())) {
        case RemoteWay.Sent sent -> ways.put(recipient, sent);
        case RemoteWay.Reject reject -> decided.add(rejected(recipient, reject.reply()));
        case RemoteWay.Discard discard ->
            decided.add(new DeliveryOutcome.Delivered(recipient, NOBODY, DISCARDED, true));
        case RemoteWay.Diverted diverted ->
            decided.add(new DeliveryOutcome.Rerouted(recipient, NOBODY, REROUTED));
      }
    }
    return attempt(message, Stage.REMOTE, ways, decided);
  }

  private static DeliveryOutcome rejected(Recipient recipient, SmtpReply reply) {
    return reply.code().isPermanent()
        ? new DeliveryOutcome.Failed(recipient, NOBODY, reply)
        : new DeliveryOutcome.Deferred(recipient, NOBODY, reply);
  }

  /**
   * One attempt by ways that are known; the mail is split by next hop, and no further.
   *
   * @param stage where it is made, and made again
   * @param ways of the recipients that are tried
   * @param decided outcomes of the others
   * @return as of {@link #attempt(QueuedMessage)}
   */
  public CompletionStage<DeliveryReport> attempt(
      QueuedMessage message,
      Stage stage,
      Map<Recipient, RemoteWay.Sent> ways,
      List<DeliveryOutcome> decided) {
    Map<NextHop, List<Recipient>> groups = new LinkedHashMap<>();
    ways.forEach(
        (recipient, way) ->
            groups
                .computeIfAbsent(NextHop.of(way, recipient.address()), hop -> new ArrayList<>())
                .add(recipient));
    List<CompletableFuture<Optional<List<DeliveryOutcome>>>> parts = new ArrayList<>();
    groups.forEach((hop, recipients) -> parts.add(submit(hop, message.withRecipients(recipients))));
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        // Each connection that led to an outcome was told before the outcome was known here; the
        // commit of the outcome is another one than theirs, so it may begin when theirs has ended.
        .thenCompose(done -> settled.get())
        .thenCompose(
            done -> outcomes(groups.values(), parts.stream().map(CompletableFuture::join), decided))
        .thenApply(outcomes -> new DeliveryReport(message, stage, outcomes));
  }

  /** Empty when the router stopped before the attempt. */
  private CompletableFuture<Optional<List<DeliveryOutcome>>> submit(
      NextHop nextHop, QueuedMessage part) {
    return scheduler
        .submit(nextHop, part)
        .toCompletableFuture()
        .handle(
            (outcomes, failure) -> {
              if (failure == null) {
                return Optional.of(outcomes);
              }
              if (failure instanceof DeliveryStoppedException) {
                return Optional.empty();
              }
              throw new CompletionException(failure);
            });
  }

  /** When some recipients had their attempt, the others are postponed: none is tried twice. */
  private static CompletionStage<List<DeliveryOutcome>> outcomes(
      Collection<List<Recipient>> groups,
      Stream<Optional<List<DeliveryOutcome>>> parts,
      List<DeliveryOutcome> decided) {
    List<Optional<List<DeliveryOutcome>>> results = parts.toList();
    if (decided.isEmpty() && results.stream().allMatch(Optional::isEmpty)) {
      return CompletableFuture.failedFuture(new DeliveryStoppedException());
    }
    List<DeliveryOutcome> outcomes = new ArrayList<>(decided);
    Iterator<List<Recipient>> recipients = groups.iterator();
    for (Optional<List<DeliveryOutcome>> result : results) {
      List<Recipient> group = recipients.next();
      outcomes.addAll(result.orElseGet(() -> postponed(group)));
    }
    return CompletableFuture.completedFuture(outcomes);
  }

  private static List<DeliveryOutcome> postponed(List<Recipient> recipients) {
    return recipients.stream()
        .<DeliveryOutcome>map(r -> new DeliveryOutcome.Postponed(r, NOBODY, STOPPING))
        .toList();
  }

  /** The next hops that have mail or connections, or cannot be reached. */
  public List<NextHopStatus> nextHops() {
    return scheduler.status();
  }

  /** Mails that wait for a connection. */
  Set<QueueId> ready() {
    return scheduler.ready();
  }

  /** Next hops that could not be reached are tried again with the next mail. */
  public void reopen() {
    scheduler.reopen();
  }

  /** As {@link #stop}, until it may go on. */
  public void pause() {
    scheduler.pause();
  }

  /** Makes attempts again after {@link #pause}. */
  public void goOn() {
    scheduler.goOn();
  }

  /** Starts no attempt any more; those in progress finish. */
  public void stop() {
    scheduler.stop();
  }
}
