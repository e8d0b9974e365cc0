package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dromedary.dns.DnsOverrides;
import org.dromedary.dns.DnsSettings;
import org.dromedary.dns.MailHostResolvers;
import org.dromedary.mail.Domain;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.MxOptions;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.SendLimits;
import org.dromedary.routing.SmartHost;
import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.smtp.client.ConnectionListener;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.client.SmtpConnector;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.Mails;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ClientTlsPolicy;
import org.dromedary.tls.HandshakeListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What came of a mail is not known to anybody before the events of its connections are durable. */
@Timeout(60)
class ConnectionsAreToldFirstIT {
  private final FakeMta mta = FakeMta.start();
  private final ScheduledExecutorService sweeps = Executors.newScheduledThreadPool(1);
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> durable = new CompletableFuture<>();

  private final ConnectionListener listener =
      new ConnectionListener() {
        @Override
        public void attempted(ConnectionAttempt attempt) {
          told.add(attempt.result());
        }

        @Override
        public CompletionStage<Void> settled() {
          return durable;
        }
      };

  private final SmtpConnector connector =
      new SmtpConnector(
          new SmtpClientSettings(
              Domain.parse("client.example"), SmtpClientSettings.Timeouts.DEFAULTS, List.of()),
          ClientTls.trustingRootsOfJava(),
          new SmtpConnector.Listeners(
              (relay, user, reason) -> {}, HandshakeListener.NONE, listener),
          sweeps);

  private final RemoteDelivery delivery = delivery();

  private RemoteDelivery delivery() {
    DeliverySettings settings =
        new DeliverySettings(
            List.of(),
            25,
            10,
            10,
            SendLimits.DEFAULTS,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            ClientTlsPolicy.DEFAULT,
            Optional.empty(),
            MxOptions.DEFAULTS);
    MailHostResolvers resolvers =
        new MailHostResolvers(
            new DnsSettings(List.of(), Duration.ofSeconds(1)),
            () -> DnsOverrides.NONE,
            workers,
            InstantSource.system(),
            new Random(1));
    return new RemoteDelivery(
        settings,
        () -> {
          throw new IllegalStateException("the way is known");
        },
        new RemoteHosts(
            settings,
            resolvers,
            new OwnHosts(Domain.parse("client.example"), List::of),
            new Random(1)),
        connector,
        Suspensions.none(),
        (endpoint, mail, recipient) -> {
          throw new IllegalStateException("no endpoint");
        },
        sweeps);
  }

  @AfterEach
  void stop() {
    delivery.stop();
    connector.close();
    sweeps.close();
    workers.close();
    mta.close();
  }

  private CompletableFuture<DeliveryReport> attempt(int port) {
    QueuedMessage mail = Mails.to("ok@b.example");
    RemoteWay.Sent way =
        new RemoteWay.Relay(List.of(new SmartHost("127.0.0.1", port)), HostAccess.DEFAULT);
    return delivery
        .attempt(
            mail, Stage.REMOTE, Map.of(mail.envelope().recipients().getFirst(), way), List.of())
        .toCompletableFuture();
  }

  private static DeliveryOutcome outcome(CompletableFuture<DeliveryReport> attempt)
      throws Exception {
    return attempt.get(10, TimeUnit.SECONDS).outcomes().getFirst();
  }

  @Test
  void aMailIsDeliveredWhenItsConnectionIsDurable() throws Exception {
    CompletableFuture<DeliveryReport> attempt = attempt(mta.port());
    await().until(() -> mta.mails().size() == 1);
    await().during(Duration.ofMillis(300)).until(() -> !attempt.isDone());
    assertThat(told).containsExactly("connected");
    durable.complete(null);
    assertThat(outcome(attempt)).isInstanceOf(DeliveryOutcome.Delivered.class);
    // over the same connection: there is nothing more to wait for
    assertThat(outcome(attempt(mta.port()))).isInstanceOf(DeliveryOutcome.Delivered.class);
    assertThat(told).hasSize(1);
  }

  @Test
  void aMailIsDeferredWhenTheFailedConnectionIsDurable() throws Exception {
    int port = mta.port();
    mta.stop();
    CompletableFuture<DeliveryReport> attempt = attempt(port);
    await().until(() -> !told.isEmpty());
    await().during(Duration.ofMillis(300)).until(() -> !attempt.isDone());
    assertThat(told).containsExactly("failed");
    durable.complete(null);
    assertThat(outcome(attempt)).isInstanceOf(DeliveryOutcome.Deferred.class);
    // the next hop is not tried again for a while, but what is told of it may not be durable yet
    durable = new CompletableFuture<>();
    CompletableFuture<DeliveryReport> next = attempt(port);
    await().during(Duration.ofMillis(300)).until(() -> !next.isDone());
    durable.complete(null);
    assertThat(outcome(next)).isInstanceOf(DeliveryOutcome.Deferred.class);
    assertThat(told).hasSize(1);
  }
}
