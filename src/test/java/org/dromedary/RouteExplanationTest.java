package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dromedary.cli.ExitCode;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.settings.SettingsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code route explain} by real settings and tables; hosts are addresses, so nobody is asked. */
class RouteExplanationTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @TempDir Path directory;

  @BeforeEach
  void tables() throws IOException {
    Files.writeString(
        directory.resolve("mailboxes.yaml"),
        """
        mailboxes:
          - address: alice@example.org
        aliases:
          - address: all@example.org
            to: [alice@example.org, bob@partner.example, carol@elsewhere.example]
        """);
    Files.writeString(
        directory.resolve("routing-table.yaml"),
        """
        rules:
          - name: notices
            sender: "<>"
            action: relay
            hosts: 192.0.2.9
          - name: partner
            recipient: partner.example
            action: relay
            hosts: ["192.0.2.1:2525", "[2001:db8::1]"]
        """);
  }

  private int explain(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "route",
                "explain",
                "--set=dromedary.data-directory=" + directory.resolve("data"),
                "--set=dromedary.routes-directory=" + directory,
                "--set=dromedary.local-domains=example.org",
                "--set=dromedary.outbound.smart-hosts=192.0.2.25:25"));
    all.addAll(List.of(arguments));
    Path home = Path.of("").toAbsolutePath();
    return new Main(
            home,
            new SettingsReader(home, Map.of()),
            new PrintWriter(out, true),
            new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void anAliasLeadsSeveralWays() {
    assertThat(explain("all@example.org", "--from", "alice@example.org")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .containsExactly(
            "alice@example.org",
            "  mailbox  alice",
            "bob@partner.example",
            "  not by   notices (its sender is another)",
            "  by       rule partner",
            "  action   relay 192.0.2.1:2525, then [2001:db8::1]:25",
            "  tls      opportunistic",
            "  retry    " + RetryPolicy.DEFAULTS,
            "  host     [192.0.2.1]:2525",
            "  host     [2001:db8:0:0:0:0:0:1]:25",
            "carol@elsewhere.example",
            "  not by   notices (its sender is another)",
            "  not by   partner (its recipient is another)",
            "  by       default",
            "  action   relay 192.0.2.25:25",
            "  tls      opportunistic",
            "  retry    " + RetryPolicy.DEFAULTS,
            "  host     [192.0.2.25]:25");
  }

  @Test
  void aMailThatARuleReturnsHasNoWay() throws IOException {
    Files.writeString(
        directory.resolve("routing-table.yaml"),
        """
        rules:
          - name: closed
            client: 192.0.2.0/24
            header: {name: Subject, value: "*spam*"}
            action: reject
            text: not from here
        """);
    assertThat(
            explain(
                "a@elsewhere.example",
                "--client=192.0.2.7",
                "--header=X: y",
                "--header=Subject: no spam"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(out.toString().lines())
        .containsExactly(
            "a@elsewhere.example",
            "  by       rule closed",
            "  action   reject",
            "  no host  550 5.7.1 not from here");

    out.getBuffer().setLength(0);
    assertThat(explain("a@elsewhere.example", "--client=192.0.2.7")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).contains("  not by   closed (its header is another)");
  }

  @Test
  void anUnknownMailboxIsNoWay() {
    assertThat(explain("nobody@example.org")).isEqualTo(ExitCode.FAILURE);

    assertThat(out.toString().lines())
        .containsExactly("nobody@example.org", "  none     there is no such mailbox");
  }

  @Test
  void aMailingListIsAWayAndItsOwnerAnAlias() throws IOException {
    Files.writeString(
        directory.resolve("lists.yaml"),
        "lists: [{address: dev@example.org, owner: alice@example.org}]");
    assertThat(explain("dev@example.org")).isEqualTo(ExitCode.OK);
    assertThat(explain("dev-owner@example.org")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .containsExactly(
            "dev@example.org",
            "  mailbox  mailing list dev@example.org",
            "alice@example.org",
            "  mailbox  alice");
  }

  @Test
  void aWrongTableIsReported() throws IOException {
    Files.writeString(directory.resolve("routing-table.yaml"), "rules: [{name: x}]");

    assertThat(explain("a@partner.example")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("routing-table.yaml:1:9: rules[0]: has no action");
  }

  @Test
  void aRuleMayDivertCopyOrHold() throws IOException {
    Files.writeString(
        directory.resolve("routing-table.yaml"),
        """
        rules:
          - {name: archive, recipient: old.example, action: copy-to, to: alice@example.org}
          - {name: moved, recipient: "bob@old.example", action: redirect, to: carol@new.example}
          - {name: kept, recipient: new.example, action: hold}
          - {name: here, recipient: here.example, action: local}
        """);
    assertThat(explain("bob@old.example")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines())
        .containsExactly(
            "bob@old.example",
            "  by       rule archive",
            "  copy to  alice@example.org",
            "bob@old.example",
            "  by       rule moved",
            "  goes to  carol@new.example",
            "carol@new.example",
            "  by       rule kept",
            "  action   hold",
            "alice@example.org",
            "  mailbox  alice");

    Files.writeString(directory.resolve("mailboxes.yaml"), "mailboxes: [{address: alice}]");
    out.getBuffer().setLength(0);
    assertThat(explain("alice@here.example", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("{\"recipient\":\"alice@here.example\",\"rule\":\"here\",\"mailbox\":\"alice\"}");
  }
}
