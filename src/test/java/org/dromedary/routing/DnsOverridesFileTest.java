package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dromedary.dns.DnsOverrides;
import org.dromedary.mail.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsOverridesFileTest {
  private static final Path SHIPPED = Path.of("routes/dns-overrides.yaml");

  private static TableResult<DnsOverrides> parse(String yaml) {
    return DnsOverridesFile.parse("d.yaml", yaml);
  }

  @Test
  void theShippedFileSaysNothing() throws IOException {
    assertThat(DnsOverridesFile.read(SHIPPED))
        .isEqualTo(new TableResult.Valid<>(DnsOverrides.NONE));
  }

  @Test
  void theExampleInTheShippedFileIsValid() throws IOException {
    String example =
        Files.readAllLines(SHIPPED).stream()
            .dropWhile(line -> !line.equals("#   overrides:"))
            .takeWhile(line -> line.startsWith("#   "))
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"));
    assertThat(parse(example))
        .isEqualTo(
            new TableResult.Valid<>(
                new DnsOverrides(
                    Map.of(
                        Domain.parse("partner.example"),
                        new DnsOverrides.Entry(
                            List.of(
                                Domain.parse("gateway.partner.example"),
                                Domain.parse("backup.partner.example")),
                            List.of()),
                        Domain.parse("gateway.partner.example"),
                        new DnsOverrides.Entry(
                            List.of(),
                            List.of(
                                InetAddress.getByName("192.0.2.10"),
                                InetAddress.getByName("2001:db8::10")))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          names: []                                          | names: unknown key
          overrides: [{name: a.example}]                     | overrides[0]: says nothing of the name
          overrides: [{mx: b.example}]                       | overrides[0]: has no name
          overrides: [{name: "[192.0.2.1]", mx: b.example}]  | overrides[0].name: '[192.0.2.1]': not a name
          overrides: [{name: a.example, mx: "b c"}]          | overrides[0].mx: 'b c':
          overrides: [{name: a.example, addresses: b}]       | overrides[0].addresses: 'b': not an IP address
          overrides: [{name: a.example, mx: b.example}, {name: A.example, mx: c.example}] | overrides[1]: the name is there twice
          """)
  void refuses(String yaml, String problem) {
    assertThat(parse(yaml))
        .isInstanceOfSatisfying(
            TableResult.Invalid.class,
            invalid -> assertThat(invalid.problems().toString()).contains(problem));
  }
}
