package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RouteModelTest {
  private static final Path ROUTES = Path.of("routes");

  private static RouteModel parse(RouteTexts texts) throws RouteFileException {
    return RouteModel.parse(ROUTES, texts);
  }

  private static RouteTexts edited(RouteTexts texts, String file, String from, String to) {
    SortedMap<Path, String> all = new TreeMap<>(texts.texts());
    all.computeIfPresent(ROUTES.resolve(file), (f, text) -> text.replace(from, to));
    return new RouteTexts(all);
  }

  @Test
  void theSameFilesMakeTheSameModel() throws Exception {
    RouteTexts shipped = RouteTexts.read(ROUTES);
    RouteModel model = parse(shipped);
    RouteModel again = parse(shipped);
    assertThat(model.routes()).containsKeys("route-mail", "deliver-remote");
    assertThat(model.routes().keySet()).allMatch(id -> model.hasSameRoute(id, again));
    assertThat(model.hasSameTemplates(again)).isTrue();
    assertThat(model.hasSameConfigurations(again)).isTrue();
  }

  @Test
  void onlyTheRoutesOfTheFileThatIsEditedDiffer() throws Exception {
    RouteTexts shipped = RouteTexts.read(ROUTES);
    RouteModel model = parse(shipped);
    RouteModel edited =
        parse(
            edited(
                shipped,
                "deliver-local.camel.yaml",
                "maximumInFlight: 2000",
                "maximumInFlight: 9"));
    assertThat(edited.routes().keySet())
        .filteredOn(id -> !model.hasSameRoute(id, edited))
        .containsExactlyInAnyOrder("deliver-local-take-mail", "deliver-local");
    assertThat(model.hasSameConfigurations(edited)).isTrue();
  }

  @Test
  void aRouteThatTakesMailOffAQueueIsTheSameIfItDoesTheSame() throws Exception {
    RouteTexts shipped = RouteTexts.read(ROUTES);
    RouteModel model = parse(shipped);
    RouteModel edited =
        parse(
            edited(
                shipped,
                "deliver-local.camel.yaml",
                "ref: logDelivery",
                "ref: logDelivery\n        - log:\n            message: one step more"));
    assertThat(edited.routes().keySet())
        .filteredOn(id -> !model.hasSameRoute(id, edited))
        .containsExactly("deliver-local");
  }

  @Test
  void templatesAndConfigurationsDifferWhenTheyAreEdited() throws Exception {
    RouteTexts shipped = RouteTexts.read(ROUTES);
    RouteModel model = parse(shipped);
    assertThat(
            model.hasSameTemplates(
                parse(
                    edited(
                        shipped,
                        "templates.camel.yaml",
                        "maximumInFlight: 500",
                        "maximumInFlight: 5"))))
        .isFalse();
    assertThat(
            model.hasSameConfigurations(
                parse(
                    edited(
                        shipped,
                        "error-handling.camel.yaml",
                        "markRollbackOnly: true",
                        "markRollbackOnlyLast: true"))))
        .isFalse();
  }
}
