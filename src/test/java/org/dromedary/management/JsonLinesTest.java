package org.dromedary.management;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LoggerContext context = new LoggerContext();

  private String line(String message, Map<String, String> facts, Throwable... thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "",
            context.getLogger("org.dromedary.mail"),
            Level.INFO,
            message,
            thrown.length == 0 ? null : thrown[0],
            new Object[0]);
    event.setMDCPropertyMap(facts);
    return new String(new JsonLines().encode(event), UTF_8);
  }

  private JsonNode read(String line) throws IOException {
    return JSON.readTree(line);
  }

  @Test
  void aLineIsAnObjectWithTheQueueId() throws IOException {
    JsonNode line = read(line("received", Map.of("queueId", "1M8189R20GYRV2TH")));

    assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo("org.dromedary.mail");
    assertThat(line.path("queueId").asText()).isEqualTo("1M8189R20GYRV2TH");
    assertThat(line.path("message").asText()).isEqualTo("received");
    assertThat(line.has("stackTrace")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\r\n",
        "\u0000",
        "\u001b[31m",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u000b",
        "\u007f",
        "\"}\n{\"level\":\"ERROR\"",
        "\\",
        "\u00e4\u20ac\ud83d\udc2a",
        "\ud83d"
      })
  void nothingInAMessageBreaksItsLine(String evil) throws IOException {
    String line = line("a" + evil + "z", Map.of("queueId", evil));

    assertThat(line).endsWith("}\n");
    assertThat(line.substring(0, line.length() - 1).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    assertThat(US_ASCII.newEncoder().canEncode(line)).isTrue();
    assertThat(read(line).path("message").asText()).isEqualTo("a" + evil + "z");
    assertThat(read(line).path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void aStackTraceIsAField() throws IOException {
    String line = line("it broke", Map.of(), new IllegalStateException("cause\nforged"));

    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(read(line).path("stackTrace").asText())
        .contains("IllegalStateException: cause\nforged", "JsonLinesTest");
  }
}
