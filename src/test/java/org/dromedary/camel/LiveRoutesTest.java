package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveRoutesTest {
  private static final Executor AT_ONCE = Runnable::run;

  @TempDir Path parent;
  private Path directory = Path.of("");

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Optional<LiveRoutes> started = Optional.empty();

  private LiveRoutes routes() {
    return started.orElseThrow();
  }

  private void start() throws Exception {
    camel.addComponent("direct", new ExchangeableDirect());
    camel.getShutdownStrategy().setTimeout(1);
    started = Optional.of(LiveRoutes.addTo(camel, directory));
    camel.start();
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createDirectory(parent.resolve("routes"));
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private static String route(String id, String step) {
    return """
        - route:
            id: %s
            from:
              uri: direct:%s
              steps:
                - %s
        """
        .formatted(id, id, step);
  }

  private static String answer(String id, String answer) {
    return route(id, "setBody: {constant: " + answer + "}");
  }

  /** Two looks: a file must stay the same from one to the next. */
  private void look() {
    routes().refresh(AT_ONCE);
    routes().refresh(AT_ONCE);
  }

  private String ask(String id) {
    try (var template = camel.createProducerTemplate()) {
      return template.requestBody("direct:" + id, "", String.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRouteOfATemplateIsAddedAtTheNextStartAndHoldsUpNoOther() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    write(
        "templates.camel.yaml",
        """
        - routeTemplate:
            id: made
            parameters:
              - {name: answer}
            from:
              uri: direct:{{answer}}
              steps:
                - setBody: {constant: "{{answer}}"}
        """);
    write("b.camel.yaml", ofTemplate("first"));
    start();
    assertThat(ask("first")).isEqualTo("first");
    write("c.camel.yaml", ofTemplate("second"));
    write("a.camel.yaml", answer("a", "two"));
    look();
    assertThat(routes().problem()).isEmpty();
    assertThat(ask("a")).isEqualTo("two");
    assertThat(ask("first")).isEqualTo("first");
    assertThat(camel.getRoute("made-second")).isNull();
    Files.delete(directory.resolve("b.camel.yaml"));
    look();
    assertThat(routes().problem()).isEmpty();
    assertThat(ask("first")).isEqualTo("first");
  }

  private static String ofTemplate(String answer) {
    return """
        - templatedRoute:
            routeTemplateRef: made
            routeId: made-%s
            parameters:
              - {name: answer, value: %s}
        """
        .formatted(answer, answer);
  }

  @Test
  void anEditTakesEffect() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    start();
    assertThat(ask("a")).isEqualTo("one");
    write("a.camel.yaml", answer("a", "two"));
    look();
    assertThat(ask("a")).isEqualTo("two");
    assertThat(routes().problem()).isEmpty();
  }

  @Test
  void anOldRouteIsRemoved() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    start();
    for (int i = 0; i < 5; i++) {
      write("a.camel.yaml", answer("a", "number" + i));
      look();
    }
    look();
    assertThat(camel.getRoutes()).extracting(Route::getRouteId).containsExactly("a@6");
    assertThat(ask("a")).isEqualTo("number4");
  }

  @Test
  void whatIsNotEditedIsNotTouched() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    write("b.camel.yaml", answer("b", "one"));
    start();
    Route untouched = camel.getRoute("b");
    write("a.camel.yaml", answer("a", "two"));
    look();
    assertThat(camel.getRoute("b")).isSameAs(untouched);
  }

  @Test
  void aFileMayComeAndGo() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    start();
    write(
        "b.camel.xml",
        "<routes><route id=\"b\"><from uri=\"direct:b\"/><setBody><constant>xml</constant></setBody></route></routes>");
    look();
    assertThat(ask("b")).isEqualTo("xml");
    Files.delete(directory.resolve("b.camel.xml"));
    look();
    look();
    assertThat(camel.getRoutes()).extracting(Route::getRouteId).containsExactly("a");
  }

  @Test
  void aMistakeChangesNothing() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    write("b.camel.yaml", answer("b", "one"));
    start();
    for (String wrong :
        new String[] {
          "- route: [",
          "- route:\n    id: a\n    from:\n      uri: direct:a\n      steps:\n        - fly: {}\n",
          route("a", "to: {uri: \"nosuchcomponent:x\"}"),
          route("a", "process: {ref: nobody}"),
          route("a", "setBody: {simple: \"${body\"}"),
          answer("b", "twice")
        }) {
      write("a.camel.yaml", wrong);
      look();
      assertThat(routes().problem()).as(wrong).isPresent();
      assertThat(ask("a")).as(wrong).isEqualTo("one");
      assertThat(ask("b")).as(wrong).isEqualTo("one");
      assertThat(camel.getRoutes()).hasSize(2);
    }
    write("a.camel.yaml", answer("a", "mended"));
    look();
    assertThat(routes().problem()).isEmpty();
    assertThat(ask("a")).isEqualTo("mended");
  }

  @Test
  void aRouteThatDoesNotStartChangesNothing() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    write("b.camel.yaml", answer("b", "one"));
    start();
    // two consumers of one direct: cannot be
    write(
        "a.camel.yaml", answer("a", "two") + answer("c", "three").replace("direct:c", "direct:b"));
    look();
    assertThat(routes().problem()).isPresent();
    assertThat(ask("a")).isEqualTo("one");
    assertThat(ask("b")).isEqualTo("one");
  }

  @Test
  void whatIsInProgressEndsInTheOldRoute() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    Processor waits =
        exchange -> {
          there.countDown();
          go.await();
        };
    camel.getRegistry().bind("waits", waits);
    write(
        "a.camel.yaml",
        route("a", "process: {ref: waits}") + "        - setBody: {constant: old}\n");
    start();
    CompletableFuture<String> inProgress = CompletableFuture.supplyAsync(() -> ask("a"));
    there.await();
    write("a.camel.yaml", answer("a", "new"));
    look();
    assertThat(ask("a")).isEqualTo("new");
    look();
    assertThat(camel.getRoute("a")).isNotNull();
    go.countDown();
    assertThat(inProgress.join()).isEqualTo("old");
    await()
        .until(
            () -> {
              look();
              return camel.getRoute("a") == null;
            });
    assertThat(ask("a")).isEqualTo("new");
  }

  @Test
  void aChangedConfigurationHoldsForAllRoutes() throws Exception {
    String configuration =
        """
        - routeConfiguration:
            onException:
              - onException:
                  exception: [java.lang.IllegalStateException]
                  handled: {constant: "true"}
                  steps:
                    - setBody: {constant: %s}
        """;
    Processor fails =
        exchange -> {
          throw new IllegalStateException("on purpose");
        };
    camel.getRegistry().bind("fails", fails);
    write("a.camel.yaml", route("a", "process: {ref: fails}"));
    write("errors.camel.yaml", configuration.formatted("one"));
    start();
    assertThat(ask("a")).isEqualTo("one");
    write("errors.camel.yaml", configuration.formatted("two"));
    look();
    assertThat(ask("a")).isEqualTo("two");
    write("errors.camel.yaml", configuration.formatted("[three"));
    look();
    assertThat(routes().problem()).isPresent();
    assertThat(ask("a")).isEqualTo("two");
  }

  @Test
  void aTimerGoesOnAndItsChangeWaitsForTheNextStart() throws Exception {
    AtomicInteger fired = new AtomicInteger();
    camel.getRegistry().bind("count", (Processor) exchange -> fired.incrementAndGet());
    write("a.camel.yaml", route("a", "process: {ref: count}"));
    write("timer.camel.yaml", timer("* * * * * ?"));
    start();
    await().until(() -> fired.get() > 0);
    write("timer.camel.yaml", timer("0 0 0 1 1 ? 2098"));
    look();
    look();
    assertThat(routes().problem()).isEmpty();
    int before = fired.get();
    await().until(() -> fired.get() > before + 1);
    assertThat(camel.getRoutes()).extracting(Route::getRouteId).contains("timer");
  }

  private static String timer(String cron) {
    return """
        - route:
            id: timer
            from:
              uri: quartz:test/timer
              parameters:
                cron: "%s"
              steps:
                - to: {uri: 'direct:a'}
        """
        .formatted(cron);
  }

  @Test
  void aRouteWithoutAnIdWaitsForTheNextStart() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    write("b.camel.yaml", answer("b", "one").replace("    id: b\n", ""));
    start();
    write("a.camel.yaml", answer("a", "two"));
    write("b.camel.yaml", answer("b", "two").replace("    id: b\n", ""));
    look();
    assertThat(routes().problem()).isEmpty();
    assertThat(ask("a")).isEqualTo("two");
    assertThat(ask("b")).isEqualTo("one");
  }

  @Test
  void aDirectoryThatCannotBeReadIsAProblemUntilItCan() throws Exception {
    write("a.camel.yaml", answer("a", "one"));
    start();
    Path aside = directory.resolveSibling("aside");
    Files.move(directory, aside);
    routes().refresh(AT_ONCE);
    assertThat(routes().problem()).isEmpty();
    routes().refresh(AT_ONCE);
    assertThat(routes().problem()).hasValueSatisfying(why -> assertThat(why).contains("cannot be"));
    assertThat(ask("a")).isEqualTo("one");
    Files.move(aside, directory);
    look();
    assertThat(routes().problem()).isEmpty();
  }
}
