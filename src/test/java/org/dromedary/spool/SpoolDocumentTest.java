package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;

/** {@code docs/spool.md} is a page that people paste from. */
class SpoolDocumentTest {
  private static final Pattern OPTION =
      Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\| `([^`]+)` \\|", Pattern.MULTILINE);

  private record Option(String name, String label, String defaultValue) {}

  @Test
  void listsEveryOptionOfTheEndpointWithItsDefault() throws IOException {
    List<Option> documented =
        OPTION
            .matcher(Files.readString(Path.of("docs/spool.md")))
            .results()
            .map(row -> new Option(row.group(1), row.group(2), row.group(3)))
            .sorted(Comparator.comparing(Option::name))
            .toList();
    List<Option> declared =
        Arrays.stream(SpoolEndpoint.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(UriParam.class))
            .map(
                field -> {
                  UriParam option = field.getAnnotation(UriParam.class);
                  return new Option(field.getName(), option.label(), option.defaultValue());
                })
            .sorted(Comparator.comparing(Option::name))
            .toList();

    assertThat(documented).isNotEmpty().isEqualTo(declared);
  }
}
