package org.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about mail: what they ask of the router, and what they print of its answers. */
class QueueCommandTest {
  private static final String MAIL =
      "{\"id\":\"Q1\",\"queue\":\"mail.retry.60\",\"state\":\"deferred\",\"sender\":\"\","
          + "\"recipients\":[\"a@x.example\",\"b@x.example\"],\"size\":4200,\"ageSeconds\":8000,"
          + "\"attempts\":2,\"nextAttemptAt\":\"2026-01-31T12:00:00Z\",\"lastReply\":\"451 no\","
          + "\"nextHops\":[\"x.example\"],\"rules\":[\"default\"]}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  @Test
  void asksForTheArchive() {
    answers.add(
        "{\"mails\":[{\"id\":\"1.Q1\",\"arrivedAt\":\"2026-01-31T12:00:00Z\",\"sender\":\"\","
            + "\"recipients\":[\"a@x.example\",\"b@x.example\"],\"subject\":\"hi\",\"size\":4200}],"
            + "\"next\":\"1.Q1\"}");
    assertThat(execute("archive", "list", "--sender", "<>", "--header", "X-Y:z", "--limit", "1"))
        .isZero();
    assertThat(asked).containsExactly("GET /archive?sender=%3C%3E&header=X-Y%3Az&limit=1");
    assertThat(out.toString())
        .contains("1.Q1", "<> -> a@x.example, b@x.example", "    hi", "more: --after 1.Q1");
    asked.clear();
    assertThat(execute("archive", "show", "1.Q1")).isZero();
    assertThat(asked).containsExactly("GET /archive/1.Q1");
  }

  @Test
  void asksForReports() {
    answers.add(
        "{\"reports\":[{\"name\":\"barring\",\"enabled\":true,\"next\":\"2026-01-31T05:00:00Z\","
            + "\"recipient\":\"a@x.example\",\"waiting\":3},"
            + "{\"name\":\"connections\",\"enabled\":false}]}");
    assertThat(execute("report", "list")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "barring           next 2026-01-31T05:00:00Z to a@x.example, 3 events wait",
            "connections       off");
    answers.set(0, "{\"queueId\":\"Q1\",\"recipient\":\"a@x.example\",\"events\":3}");
    assertThat(execute("report", "send", "barring")).isZero();
    assertThat(out.toString()).contains("Q1: 3 events, to a@x.example");
    execute("report", "show", "barring");
    assertThat(asked)
        .containsExactly(
            "GET /reports", "POST /reports/barring/send", "GET /reports/barring?format=text");
  }

  @Test
  void previewsAReportInAFile(@TempDir Path directory) throws Exception {
    answers.add("<p>a report</p>");
    Path file = directory.resolve("report.html");
    assertThat(execute("report", "send", "barring", "--preview", file.toString())).isZero();
    assertThat(file).hasContent("<p>a report</p>");
    execute("report", "send", "barring", "--preview", directory.resolve("r.txt").toString());
    execute("report", "send", "barring", "--preview", directory.resolve("r.eml").toString());
    assertThat(asked)
        .containsExactly(
            "GET /reports/barring?format=html",
            "GET /reports/barring?format=text",
            "GET /reports/barring?format=mail");
    assertThat(execute("report", "send", "barring", "--preview", directory.toString()))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("cannot write " + directory);
  }

  @Test
  void asksForMailingLists() {
    String list =
        "{\"address\":\"dev@example.org\",\"owner\":\"o@example.org\",\"description\":\"Devs\","
            + "\"posting\":\"members\",\"subscription\":\"open\"";
    answers.add("{\"lists\":[" + list + "}]}");
    answers.add(
        list
            + ",\"members\":[{\"address\":\"b@x.example\",\"bounces\":[\"2026-01-31\"],"
            + "\"disabled\":\"2026-01-31\"},{\"address\":\"c@x.example\",\"bounces\":[]}]}");
    answers.add("");
    assertThat(execute("list", "show")).isZero();
    assertThat(execute("list", "show", "dev@example.org")).isZero();
    assertThat(execute("list", "add", "dev@example.org", "a+b@x.example")).isZero();
    assertThat(execute("list", "remove", "dev@example.org", "b@x.example")).isZero();
    assertThat(asked)
        .containsExactly(
            "GET /lists",
            "GET /lists/dev%40example.org",
            "PUT /lists/dev%40example.org/members?address=a%2Bb%40x.example",
            "DELETE /lists/dev%40example.org/members?address=b%40x.example");
    String summary =
        "dev@example.org  owner o@example.org, posting members, subscription open  Devs";
    assertThat(out.toString().lines())
        .containsExactly(
            summary,
            summary,
            "b@x.example  disabled since 2026-01-31  mail came back 2026-01-31",
            "c@x.example");
  }

  private int execute(String... arguments) {
    RunningRouter router =
        new RunningRouter() {
          @Override
          public Answer ask(
              Map<String, String> overrides,
              String method,
              String path,
              String body,
              Consumer<InputStream> sink) {
            asked.add(method + " " + path);
            String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            if (answer.startsWith("no ")) {
              return new Answer.NotAsked(List.of(answer));
            }
            sink.accept(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
            return new Answer.Done("");
          }
        };
    return new DromedaryCommand(
            overrides -> ExitCode.FAILURE,
            overrides -> ExitCode.FAILURE,
            new Diagnosis(
                overrides -> new ConfigurationCheck.Report(List.of(), List.of()),
                (overrides, mail, recipient) -> new RouteAnswer.Problems<>(List.of()),
                (overrides, mail, recipient) -> new RouteAnswer.Problems<>(List.of()),
                (overrides, domain) -> new DnsTester.Answer.Problems(List.of())),
            router,
            new CommandLineUsers(
                overrides -> new UserAdministration.Found.Problems(List.of()), new NoPasswords()),
            new Output(new PrintWriter(out, true), new PrintWriter(err, true)))
        .execute(arguments);
  }

  private static final class NoPasswords implements PasswordInput {
    @Override
    public Optional<String> typed(String prompt) {
      return Optional.empty();
    }

    @Override
    public Optional<String> line() {
      return Optional.empty();
    }
  }

  @Test
  void listsMailForPeople() {
    answers.add(MAIL + "\n" + MAIL.replace("Q1", "Q2"));
    assertThat(execute("queue", "list", "--recipient", "*@x.example", "--state", "deferred"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked)
        .containsExactly("GET /queue?stream=true&recipient=*%40x.example&state=deferred");
    assertThat(out.toString().lines())
        .startsWith(
            "Q1               deferred         2h13m     4.1K  <> -> a@x.example, b@x.example",
            "    via x.example by rule default",
            "    451 no",
            "    attempt 3 at 2026-01-31T12:00:00Z")
        .hasSize(8);
  }

  @Test
  void listsMailForPrograms() {
    answers.add(MAIL + "\n" + MAIL);
    assertThat(execute("queue", "list", "--json", "Q1", "Q2")).isEqualTo(ExitCode.OK);
    assertThat(asked).containsExactly("GET /queue?stream=true&id=Q1&id=Q2");
    assertThat(out.toString().lines()).containsExactly(MAIL, MAIL);
  }

  @Test
  void anActionNeedsMail() {
    answers.add("{}");
    assertThat(execute("queue", "delete")).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
    assertThat(err.toString()).contains("--all");
  }

  @Test
  void actsAndSaysWhatCameOfIt() {
    answers.add(
        "{\"meant\":9,\"done\":6,\"active\":1,\"ended\":false}\n{\"progress\":3}\n"
            + "{\"meant\":9,\"done\":6,\"active\":1,\"ended\":true}");
    assertThat(execute("queue", "hold", "--sender", "<>", "--reason", "a b"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked)
        .containsExactly("POST /queue/actions/hold?sender=%3C%3E&stream=true&reason=a%20b");
    assertThat(out.toString().strip())
        .isEqualTo(
            "6 of 9 mails were acted on; 1 are being delivered and are left alone;"
                + " 2 are in a state that the action is not for");
  }

  @Test
  void countsOnlyWhenAsked() {
    answers.add("{\"meant\":2,\"done\":2,\"active\":0}");
    execute("queue", "reroute", "--all", "--dry-run", "--to", "x@y.example", "--reverse-path", "");
    assertThat(asked)
        .containsExactly(
            "POST /queue/actions/reroute?&all=true&dry-run=true&reverse-path=&to=x%40y.example");
    assertThat(out.toString().strip()).isEqualTo("2 of 2 mails would be acted on");
  }

  @Test
  void whatAMailSaysDoesNotSteerTheTerminal() {
    answers.add("{\"parts\":[" + MAIL + "],\"header\":\"Subject: \\u001b[2J\\r\\nX: y\\r\\n\"}");
    execute("queue", "show", "Q1");
    assertThat(asked).containsExactly("GET /queue/Q1");
    assertThat(out.toString()).contains("Subject: ?[2J").doesNotContain("\u001b");
  }

  @Test
  void showsNextHopsAsATable() {
    answers.add(
        "{\"agesMinutes\":[5,10],\"nextHops\":[{\"nextHop\":\"x.example\",\"mails\":12,"
            + "\"states\":{\"deferred\":10,\"active\":2},\"ages\":[3,4,5],\"oldestSeconds\":59,"
            + "\"lastReply\":\"451 no\",\"connections\":2,\"limit\":5,"
            + "\"suspended\":{\"nextHop\":\"*\",\"by\":\"op\",\"reason\":\"why\"}},"
            + "{\"nextHop\":\"\",\"mails\":1,\"states\":{},\"ages\":[1,0,0]}]}");
    execute("next-hop", "list");
    assertThat(out.toString().lines())
        .containsExactly(
            "NEXT HOP   MAILS  ACTIVE  WAIT  DEFERRED  OLDEST  CONN  LIMIT",
            "x.example     12       2     0        10     59s     2      5",
            "(none)         1       0     0         0       -     0      -",
            "x.example: suspended by op: why",
            "x.example: 451 no");
    out.getBuffer().setLength(0);
    execute("next-hop", "ages", "--older-than", "1m");
    assertThat(asked).last().isEqualTo("GET /next-hops?older-than=1m");
    assertThat(out.toString().lines())
        .containsExactly(
            "            T  5  10  10+",
            "TOTAL      13  4   4    5",
            "x.example  12  3   4    5",
            "(none)      1  1   0    0");
  }

  @Test
  void suspendsAndResumes() {
    answers.add("");
    execute("next-hop", "suspend", "*.example", "--reason", "moves", "--for", "2h");
    execute("next-hop", "resume", "*.example");
    assertThat(asked)
        .containsExactly(
            "POST /next-hops/suspensions?next-hop=*.example&reason=moves&for=2h",
            "DELETE /next-hops/suspensions?next-hop=*.example");
  }

  @Test
  void drainsUntilNothingIsLeft() {
    answers.addAll(
        List.of(
            "",
            "{\"queues\":{\"mail.outbound\":1,\"mail.retry.60\":9}}",
            "{\"queues\":{\"mail.outbound\":0,\"mail.retry.60\":9}}"));
    assertThat(execute("drain")).isEqualTo(ExitCode.OK);
    assertThat(asked).containsExactly("POST /drain", "GET /status", "GET /status");
    assertThat(out.toString()).contains("drained");
  }

  @Test
  void aDrainEndsWithItsTime() {
    answers.addAll(List.of("", "{\"queues\":{\"mail.local\":1}}"));
    assertThat(execute("drain", "--wait", "1")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("1 mails are still being delivered");
  }

  @Test
  void showsTheStatus() {
    answers.add(
        "{\"version\":\"1\",\"hostname\":\"mx.example\",\"startedAt\":\"then\",\"state\":\"running\","
            + "\"listeners\":{\"smtp\":\"0.0.0.0:2525\"},\"queues\":{\"mail.dead\":2},"
            + "\"connections\":3,\"suspensions\":0,\"problems\":[\"a file\"]}");
    execute("status");
    assertThat(out.toString())
        .contains("dromedary 1 on mx.example, running since then")
        .contains("smtp at 0.0.0.0:2525")
        .contains("mail.dead      2")
        .contains("problem: a file");
  }

  @Test
  void saysThatNoRouterRuns() {
    answers.add("no router runs");
    assertThat(execute("queue", "list")).isEqualTo(ExitCode.USAGE);
    assertThat(execute("queue", "retry", "--all")).isEqualTo(ExitCode.USAGE);
    assertThat(execute("drain")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(3).containsOnly("no router runs");
  }

  @Test
  void completesCommands() {
    answers.add("");
    assertThat(execute("completion")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("--dry-run").contains("next-hop");
  }
}
