package org.dromedary.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;

/**
 * The rules of a routing table in their order, of which the first that matches decides how mail for
 * one remote recipient goes on: one immutable value.
 */
public final class RoutingTable {
  /** Without rules: the default decides. */
  public static final RoutingTable EMPTY = new RoutingTable(List.of());

  private final List<NextHopRule> rules;
  private final DomainIndex byRecipient = new DomainIndex();
  private final DomainIndex bySender = new DomainIndex();

  /** Rules of neither index. */
  private final List<Integer> others = new ArrayList<>();

  private final Set<HeaderPattern> headers;

  /**
   * A rule that does not match.
   *
   * @param condition the first that is not met: {@code sender}, {@code recipient}, {@code client}
   *     and so on
   */
  public record Passed(String rule, String condition) {}

  RoutingTable(List<NextHopRule> rules) {
    this.rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      NextHopRule rule = rules.get(i);
      RuleConditions conditions = rule.conditions();
      if (!byRecipient.add(i, conditions.recipients()) && !bySender.add(i, conditions.senders())) {
        others.add(i);
      }
    }
    headers =
        rules.stream()
            .flatMap(rule -> rule.conditions().header().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** How many rules are in force. */
  public int size() {
    return rules.size();
  }

  /** The name of the rule that a mail for one recipient goes by; empty for the default. */
  public Optional<String> ruleFor(RoutingFacts mail, MailAddress recipient) {
    return first(mail, recipient).map(NextHopRule::name);
  }

  /** How a mail for one recipient goes on; empty when no rule says. */
  public Optional<RemoteWay> wayOf(RoutingFacts mail, MailAddress recipient) {
    return first(mail, recipient).map(NextHopRule::way);
  }

  private Optional<NextHopRule> first(RoutingFacts mail, MailAddress recipient) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    Search search = new Search(mail, to);
    byRecipient.find(to, search::consider);
    bySender.find(mail.sender(), search::consider);
    others.forEach(search::consider);
    return search.first < rules.size() ? Optional.of(rules.get(search.first)) : Optional.empty();
  }

  /** The first rule that matches of those that are considered. */
  private final class Search {
    private final RoutingFacts mail;
    private final Optional<ComparedAddress> recipient;
    private int first = rules.size();

    Search(RoutingFacts mail, Optional<ComparedAddress> recipient) {
      this.mail = mail;
      this.recipient = recipient;
    }

    void consider(int rule) {
      if (rule < first && unmet(rules.get(rule), mail, recipient).isEmpty()) {
        first = rule;
      }
    }
  }

  private Optional<String> unmet(
      NextHopRule rule, RoutingFacts mail, Optional<ComparedAddress> recipient) {
    return rule.conditions().unmet(mail, recipient, headers);
  }

  /** The rules before the one that decides, and why each does not. */
  public List<Passed> passed(RoutingFacts mail, MailAddress recipient) {
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    List<Passed> passed = new ArrayList<>();
    for (NextHopRule rule : rules) {
      Optional<String> unmet = unmet(rule, mail, to);
      if (unmet.isEmpty()) {
        break;
      }
      passed.add(new Passed(rule.name(), unmet.get()));
    }
    return List.copyOf(passed);
  }
}
