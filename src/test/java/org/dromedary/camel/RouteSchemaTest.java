package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped routes are of Camel's schema of YAML routes: an editor such as Kaoto, which goes by
 * it, shows them as they are.
 */
class RouteSchemaTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (InputStream json =
        RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
          .getSchema(new String(json.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFile(Path file) throws IOException {
    // Camel resolves it before it wants a boolean
    String text = Files.readString(file).replaceAll("(autoStartup): \"\\{\\{.+}}\"", "$1: true");
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
  }

  @Test
  void andItKnowsWhatIsWrong() {
    for (String wrong :
        List.of(
            "- route:\n    from:\n      uri: direct:x\n      stepz: []\n",
            "- route:\n    from:\n      uri: direct:x\n      steps:\n        - nothing: {}\n")) {
      assertThat(SCHEMA.validate(wrong, InputFormat.YAML)).as(wrong).isNotEmpty();
    }
  }
}
