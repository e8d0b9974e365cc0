package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/routing-table.yaml}; the shipped file says what may stand in it. */
public final class RoutingTableFile {
  static final List<String> KEYS = List.of("default", "retry-policies", "rules");

  private RoutingTableFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no rules.
   *
   * @param settings how mail goes on where the file does not say
   * @param context what else rules go by
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<RoutingTable> read(
      Path file, RemoteWay.Sent settings, RuleContext context) throws IOException {
    return YamlTable.read(
        file, RoutingTable.empty(settings), (name, yaml) -> parse(name, yaml, settings, context));
  }

  /** Without expressions and endpoints. */
  static TableResult<RoutingTable> parse(String file, String yaml, RemoteWay.Sent settings) {
    return parse(file, yaml, settings, RuleContext.NONE);
  }

  static TableResult<RoutingTable> parse(
      String file, String yaml, RemoteWay.Sent settings, RuleContext context) {
    YamlTable table = new YamlTable(file);
    RoutingTable read =
        table
            .document(yaml)
            .map(document -> table(table, document, settings, context))
            .orElse(RoutingTable.empty(settings));
    return table.problems().isEmpty() ? new Valid<>(read) : new Invalid<>(table.problems());
  }

  /**
   * One rule by itself, as a table would have it, of somebody who may not write to the file: it has
   * no login, by which secrets would go to a server of their choice.
   *
   * @param table has the defaults and the retry policies
   * @return empty when it is switched off
   */
  static TableResult<Optional<NextHopRule>> rule(
      String text, RoutingTable table, RuleContext context) {
    YamlTable yaml = new YamlTable("rule");
    Map<String, RetryPolicy> policies =
        table.retryPolicies().stream()
            .collect(Collectors.toMap(RetryPolicy::name, Function.identity()));
    RoutingTableReader reader =
        new RoutingTableReader(
            yaml, table.defaultAccess(), context, new RetryPolicyNames(yaml, policies));
    Optional<Place> document = yaml.document(text);
    Optional<NextHopRule> rule = document.flatMap(reader::rule);
    if (document.isEmpty() && yaml.problems().isEmpty()) {
      return new Invalid<>(List.of(FileProblem.of("rule", "is empty", "write a rule")));
    }
    if (rule.isPresent() && hasLogin(rule.get().action())) {
      return new Invalid<>(
          List.of(
              FileProblem.of(
                  "rule",
                  "has a login: its secret is a file or a variable of this machine",
                  "write the rule into routing-table.yaml")));
    }
    return yaml.problems().isEmpty() ? new Valid<>(rule) : new Invalid<>(yaml.problems());
  }

  private static boolean hasLogin(RuleAction action) {
    return action instanceof RemoteWay.Sent sent && sent.access().login().isPresent();
  }

  private static RoutingTable table(
      YamlTable table, Place document, RemoteWay.Sent settings, RuleContext context) {
    Map<String, Place> sections = table.mapping(document, KEYS);
    Place block = sections.get("default");
    RemoteWay.Sent byDefault =
        block == null ? settings : new DefaultWayReader(table).read(block, settings);
    HostAccess access = RoutingTable.empty(byDefault).defaultAccess();
    Map<String, RetryPolicy> policies =
        new RetryPolicyReader(table, context.retry())
            .read(Optional.ofNullable(sections.get("retry-policies")));
    RetryPolicyNames names = new RetryPolicyNames(table, policies);
    return new RoutingTable(
        new RoutingTableReader(table, access, context, names).rules(sections),
        byDefault,
        Optional.ofNullable(block).flatMap(names::inDefault),
        List.copyOf(policies.values()));
  }
}
