package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.EndpointSchemes;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;
import org.dromedary.routing.RoutingTableFile;
import org.dromedary.routing.RuleContext;
import org.dromedary.routing.TableResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleExpressionsTest {
  private static final String HEADER =
      """
      From: alice@example.org
      Subject: Invoice
       number 17
      X-Code: ${camelContext.stop()} ${exception} ' == ''

      X-Code: in the body
      """;

  @TempDir Path directory;

  private final SimpleExpressions expressions = new SimpleExpressions();

  private String recipient = "bob@partner.example";
  private MailContent content =
      MailContent.of(HEADER.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));

  @AfterEach
  void close() {
    expressions.close();
  }

  private RoutingFacts mail() {
    return new RoutingFacts(
        new RoutingFacts.Origin(
            ReversePath.parse("<alice@example.org>"),
            IpNetwork.address("192.0.2.7"),
            "submission",
            Optional.of("alice")),
        content.size(),
        content);
  }

  private boolean matches(String expression) throws Exception {
    Path file = directory.resolve("routing-table.yaml");
    Files.writeString(
        file, "rules:\n  - name: one\n    action: hold\n    when: >-\n      " + expression + "\n");
    RemoteWay.Sent byDefault = new RemoteWay.MailExchangers(HostAccess.DEFAULT);
    RoutingTable table =
        ((TableResult.Valid<RoutingTable>)
                RoutingTableFile.read(
                    file,
                    byDefault,
                    new RuleContext(
                        expressions, new EndpointSchemes(Set.of()), RetryPolicy.DEFAULTS)))
            .value();
    return table.ruleFor(mail(), MailAddress.parse(recipient)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "${body.sender} == 'alice@example.org' ; true",
        "${body.sender} ends with '@example.com' ; false",
        "${body.recipient} contains 'partner' ; true",
        "${body.client} == '192.0.2.7' && ${body.user} == 'alice' ; true",
        "${body.listener} == 'smtp' || ${body.size} > 1000000 ; false",
        "${body.size} > 20 ; true",
        "${body.header('Subject')} == 'Invoice number 17' ; true",
        "${body.header('subject')} regex '.*number [0-9]+' ; true",
        "${body.header('X-None')} == '' ; true",
        "${body.header('X-Code')} contains 'camelContext.stop' ; true",
        "${body.header('X-Code')} contains 'body' ; false",
      })
  void anExpressionSeesTheMailAsData(String expression, boolean isFor) throws Exception {
    assertThat(matches(expression)).isEqualTo(isFor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body.size",
        "${body.sendr} == 'a'",
        "${body.sender} resembles 'a'",
        "${nosuchfunction}",
        "${bean:users?method=remove}"
      })
  void aWrongExpressionIsFoundWhenItIsRead(String expression) {
    assertThatThrownBy(() -> expressions.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void oneThatFailsForAMailIsNotMetByIt() throws Exception {
    assertThat(matches("${body.recipient.substring(16)} != 'x'")).isTrue();
    recipient = "a@b.example"; // shorter than that of the mail by which expressions are tried
    assertThat(matches("${body.recipient.substring(16)} != 'x'")).isFalse();
  }

  @Test
  void aMailThatCannotBeReadPassesNoRule() {
    content = MailContent.in(directory.resolve("gone"), 100);
    assertThatThrownBy(() -> matches("${body.header('Subject')} == ''"))
        .hasRootCauseInstanceOf(NoSuchFileException.class);
  }
}
