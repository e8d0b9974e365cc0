package org.dromedary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.dromedary.mail.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTemplatesTest {
  private static Report written(ReportKind kind, ReportTemplates templates) {
    ReportContents contents =
        new ReportContents(
            kind, new ReportPeriod(Instant.EPOCH, Instant.EPOCH, ZoneId.of("UTC")), 10);
    return new ReportComposer(Domain.parse("mx.example.org"), () -> templates)
        .write(contents, false);
  }

  private static Report written(ReportKind kind, Map<String, String> files) {
    ReportTemplates.Read read = ReportTemplates.of(files);
    assertThat(read.problems()).isEmpty();
    return written(kind, read.templates());
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.txt", "report.html"})
  void theShippedFilesAreTheBuiltInOnes(String name) throws Exception {
    assertThat(Path.of("src/main/resources/org/dromedary/report/templates", name))
        .hasSameTextualContentAs(Path.of("routes/report-templates", name));
    assertThat(
            ReportTemplates.of(
                    Map.of(name, Files.readString(Path.of("routes/report-templates", name))))
                .problems())
        .isEmpty();
  }

  @Test
  void oneMayBeForAllAndOneForOneReport() {
    Map<String, String> files =
        Map.of(
            "report.txt", "Subject: all {{name}}\n\nall",
            "barring.txt", "Subject: barred {{hostname}}\n\n{{#rows}}{{time}}{{/rows}}",
            "barring.html", "<p>{{title}}</p>");
    assertThat(written(ReportKind.CONNECTIONS, files).subject()).isEqualTo("all connections");
    Report barring = written(ReportKind.BARRING, files);
    assertThat(barring.subject()).isEqualTo("barred mx.example.org");
    assertThat(barring.html()).isEqualTo("<p>Refused mail</p>");
  }

  @Test
  void htmlAloneIsEnough() {
    Report report = written(ReportKind.BARRING, Map.of("barring.html", "<p>{{title}}</p>"));
    assertThat(report.html()).isEqualTo("<p>Refused mail</p>");
    assertThat(report.subject()).isEqualTo("Refused mail: 0 on mx.example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no subject",
        "Subject: x\n\n{{nobody}}",
        "Subject: x\n\n{{{title}}}",
        "Subject: x\n\n{{#rows}}",
        "Subject: x\n\n{{title.class}}",
        "Subject: x\n\n{{>/etc/passwd}}"
      })
  void aBrokenOneIsNotUsed(String text) {
    ReportTemplates.Read read = ReportTemplates.of(Map.of("barring.txt", text));
    assertThat(read.problems()).singleElement().asString().startsWith("barring.txt: ");
    assertThat(written(ReportKind.BARRING, read.templates()).subject())
        .isEqualTo("Refused mail: 0 on mx.example.org");
  }

  @Test
  void aFileOfAnotherNameIsAMistake() {
    assertThat(ReportTemplates.of(Map.of("baring.txt", "Subject: x\n\n")).problems())
        .singleElement()
        .asString()
        .contains("baring.txt: is neither report nor the name of one", "barring");
  }
}
