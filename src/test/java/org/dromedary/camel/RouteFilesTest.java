package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped route files load, and say who they are; wrong ones are refused. */
class RouteFilesTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @TempDir Path directory;

  @AfterEach
  void close() {
    camel.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routes",
        "routes/examples",
        "routes/examples/look-up-by-sql",
        "routes/examples/look-up-by-http"
      })
  void everyRouteHasIdGroupAndDescription(String routes) throws Exception {
    camel.getPropertiesComponent().addInitialProperty("user-database.url", "jdbc:h2:mem:users");
    camel.getPropertiesComponent().addInitialProperty("user-service.url", "http://127.0.0.1:1");
    RouteFiles.addRoutes(camel, Path.of(routes));
    List<RouteDefinition> all = camel.getRouteDefinitions();
    assertThat(all).isNotEmpty();
    assertThat(all).extracting(RouteDefinition::getId).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            route -> {
              assertThat(route.hasCustomIdAssigned()).as(route.getId()).isTrue();
              assertThat(route.getGroup()).as(route.getId()).isNotBlank();
              assertThat(route.getDescriptionText()).as(route.getId()).endsWith(".");
            });
    assertThat(camel.getRouteTemplateDefinitions())
        .extracting(OptionalIdentifiedDefinition::getDescriptionText)
        .allMatch(text -> text.endsWith("."));
  }

  @Test
  void everyRouteFileIsLoaded() throws Exception {
    RouteFiles.addRoutes(camel, Path.of("routes"));
    assertThat(camel.getRouteDefinitions())
        .extracting(route -> Path.of(route.getResource().getLocation()).getFileName().toString())
        .contains("accept.camel.yaml", "route-mail.camel.yaml", "notify-sender.camel.yaml");
    assertThat(camel.getRouteConfigurationDefinitions()).hasSize(1);
    assertThat(camel.getRouteTemplateDefinitions())
        .extracting(OptionalIdentifiedDefinition::getId)
        .containsExactly("retry-queue", "fetch-mail");
  }

  @Test
  void anIdThatIsThereTwiceIsRefused() throws Exception {
    for (String file : List.of("a.camel.yaml", "b.camel.yaml")) {
      Files.writeString(
          directory.resolve(file),
          "- route:\n    id: same\n    from:\n      uri: direct:"
              + file.charAt(0)
              + "\n      steps:\n        - log:\n            message: x\n");
    }
    assertThatThrownBy(() -> RouteFiles.addRoutes(camel, directory))
        .isInstanceOf(RouteFileException.class)
        .hasMessageContaining("route id same is in a.camel.yaml and in b.camel.yaml");
  }

  @Test
  void otherFilesAreNotLookedAt() throws Exception {
    Files.writeString(directory.resolve("notes.yaml"), "not: [a route");
    RouteFiles.addRoutes(camel, directory);
    assertThat(camel.getRouteDefinitions()).isEmpty();
  }
}
