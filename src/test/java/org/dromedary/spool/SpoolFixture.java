package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;

/** A broker on disk and a Camel context with the component. */
final class SpoolFixture implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final DefaultCamelContext camel;
  private final ProducerTemplate template;

  private SpoolFixture(EmbeddedBroker broker, DefaultCamelContext camel) {
    this.broker = broker;
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  static SpoolFixture start(Path directory, RouteBuilder routes) throws Exception {
    return start(directory, routes, UnaryOperator.identity());
  }

  static SpoolFixture start(
      Path directory, RouteBuilder routes, UnaryOperator<BrokerSessions> sessions)
      throws Exception {
    return start(directory, routes, sessions, InstantSource.system());
  }

  /** With a clock, and direct delivery where an endpoint says so. */
  static SpoolFixture start(
      Path directory,
      RouteBuilder routes,
      UnaryOperator<BrokerSessions> sessions,
      InstantSource clock)
      throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerSettings(Path.of("artemis-config/broker.xml"), directory.resolve("broker")),
            () -> {});
    DefaultCamelContext camel = camel(directory, sessions.apply(broker::openSession), clock);
    SpoolFixture fixture = new SpoolFixture(broker, camel);
    fixture.component().deliverDirectly(broker::isPaused);
    try {
      camel.addRoutes(routes);
      camel.start();
    } catch (Exception e) {
      fixture.close();
      throw e;
    }
    return fixture;
  }

  private static DefaultCamelContext camel(
      Path directory, BrokerSessions sessions, InstantSource clock) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.addComponent("spool", new SpoolComponent(sessions, temporary, clock));
    camel.getShutdownStrategy().setTimeout(10);
    return camel;
  }

  /** As of another router with the same broker; started, without routes. */
  DefaultCamelContext another(Path directory) throws IOException {
    DefaultCamelContext other = camel(directory, broker::openSession, InstantSource.system());
    other.start();
    return other;
  }

  static QueuedMessage mail(String id, String content) {
    return mail(id, MailContent.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  static QueuedMessage mail(String id, MailContent content) {
    return QueuedMessage.accepted(
        new QueueId(id),
        new Envelope(
            ReversePath.parse("<sender@example.org>"),
            List.of(Recipient.parse("<a@example.com>"), Recipient.parse("<b@example.net>")),
            BodyType.EIGHT_BIT_MIME,
            true),
        new Arrival(Instant.ofEpochMilli(1_700_000_000_123L), "ESMTP", "client[192.0.2.1]"),
        content);
  }

  /** Sends as SMTP ingress does: from outside of a spool route, and waits until it is durable. */
  void send(String address, QueuedMessage mail) {
    template.sendBody("spool:" + address, mail);
  }

  long depth(String queue) {
    Queue found = broker.server().locateQueue(SimpleString.of(queue));
    return found == null ? 0 : found.getMessageCount();
  }

  /** The broker counts a message a moment after the commit. */
  void awaitDepth(String queue, long depth) {
    await().untilAsserted(() -> assertThat(depth(queue)).isEqualTo(depth));
  }

  /** How many messages have ever come to a queue since the broker started. */
  long added(String queue) {
    return broker.server().locateQueue(SimpleString.of(queue)).getMessagesAdded();
  }

  SpoolComponent component() {
    return camel.getComponent("spool", SpoolComponent.class);
  }

  DefaultCamelContext camel() {
    return camel;
  }

  EmbeddedBroker broker() {
    return broker;
  }

  @Override
  public void close() {
    try {
      camel.stop();
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
