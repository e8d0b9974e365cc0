package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRoutesTest {
  @TempDir private Path directory;

  @Test
  void theShippedRoutesAreOurOwn() throws Exception {
    assertThat(isAllOwn(Path.of("routes"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: {uri: 'file:/var/archive'}",
        "- toD: {uri: 'sql:insert'}",
        "- wireTap: {uri: 'direct:copy'}",
        "- bean: {ref: mine}",
        "- script: {simple: '${body}'}",
        "- enrich: {simple: 'http:directory'}",
        "- choice: {when: [{simple: '${body} == 1', steps: [{to: {uri: 'seda:x'}}]}]}",
        "- doTry: {steps: [{to: {uri: 'file:/var/archive'}}]}",
        "- doTry: {steps: [{to: {uri: 'direct:x'}}], doCatch: [{exception: [java.io.IOException],"
            + " steps: [{to: {uri: 'file:/var/archive'}}]}]}",
        "- loadBalance: {steps: [{to: {uri: 'direct:x'}}]}"
      })
  void aStepThatMayReachElsewhereIsNot(String step) throws Exception {
    assertThat(isAllOwn(write("direct:mail", step))).isFalse();
  }

  @Test
  void aRouteThatTakesFromElsewhereIsNot() throws Exception {
    assertThat(isAllOwn(write("timer:tick", "- to: {uri: 'direct:x'}"))).isFalse();
    assertThat(isAllOwn(write("direct:mail", "- to: {uri: 'direct:x'}"))).isTrue();
  }

  private Path write(String from, String step) throws IOException {
    Files.writeString(
        directory.resolve("own.camel.yaml"),
        """
        - route:
            id: mine
            from:
              uri: %s
              steps:
                %s
        """
            .formatted(from, step));
    return directory;
  }

  private static boolean isAllOwn(Path directory) throws IOException, RouteFileException {
    try (DefaultCamelContext never = new DefaultCamelContext()) {
      RouteFiles.addRoutes(never, directory);
      return OwnRoutes.isAllOf(never);
    }
  }
}
