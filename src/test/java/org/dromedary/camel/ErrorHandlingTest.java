package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.delivery.DeliveryStoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code routes/error-handling.camel.yaml} does for routes that do not name it. */
class ErrorHandlingTest {
  private final CamelContext camel = new DefaultCamelContext();
  private final AtomicInteger calls = new AtomicInteger();

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    String file = "error-handling.camel.yaml";
    Files.copy(Path.of("routes", file), directory.resolve(file));
    RouteFiles.addRoutes(camel, directory);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:outer").to("direct:stopped");
            from("direct:stopped").process(e -> fail(new DeliveryStoppedException()));
            from("direct:broken").process(e -> fail(new IllegalStateException("broken")));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void fail(Exception failure) throws Exception {
    calls.incrementAndGet();
    throw failure;
  }

  private Exchange send(String uri) {
    return camel.createProducerTemplate().request(uri, exchange -> {});
  }

  @Test
  void aMailWhoseAttemptWasStoppedIsGivenBackAtOnce() {
    Exchange exchange = send("direct:outer");

    assertThat(exchange.isRollbackOnly()).isTrue();
    assertThat(calls).hasValue(1);
  }

  @Test
  void anyOtherFailureFailsTheExchangeAtOnce() {
    Exchange exchange = send("direct:broken");

    assertThat(exchange.isRollbackOnly()).isFalse();
    assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class);
    assertThat(calls).hasValue(1);
  }
}
