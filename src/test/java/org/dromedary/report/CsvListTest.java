package org.dromedary.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvListTest {
  private static String written(CsvList list) {
    return new String(list.octets(), UTF_8);
  }

  @Test
  void cellsAreQuoted() {
    CsvList list = new CsvList(List.of("a", "b"), 1000);
    list.add(List.of("x,\"y\"", ""));
    assertThat(written(list)).isEqualTo("\"a\",\"b\"\r\n\"x,\"\"y\"\"\",\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
  void nothingIsAFormula(String text) {
    CsvList list = new CsvList(List.of("a"), 1000);
    list.add(List.of(text));
    assertThat(written(list)).isEqualTo("\"a\"\r\n\"'" + text + "\"\r\n");
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    CsvList list = new CsvList(List.of("a"), 20);
    list.add(List.of("12345"));
    list.add(List.of("1234567890"));
    list.add(List.of("1"));
    assertThat(list.lines()).isEqualTo(1);
    assertThat(list.missing()).isEqualTo(2);
    assertThat(written(list)).isEqualTo("\"a\"\r\n\"12345\"\r\n");
  }
}
