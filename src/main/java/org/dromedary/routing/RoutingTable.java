package org.dromedary.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;

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

  /**
   * A rule that does not match.
   *
   * @param condition the first that is not met: {@code sender} or {@code recipient}
   */
  public record Passed(String rule, String condition) {}

  RoutingTable(List<NextHopRule> rules) {
    this.rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      NextHopRule rule = rules.get(i);
      if (!byRecipient.add(i, rule.recipients()) && !bySender.add(i, rule.senders())) {
        others.add(i);
      }
    }
  }

  /** How many rules are in force. */
  public int size() {
    return rules.size();
  }

  /** The name of the rule that a mail for one recipient goes by; empty for the default. */
  public Optional<String> ruleFor(ReversePath sender, MailAddress recipient) {
    return first(sender, recipient).map(NextHopRule::name);
  }

  /** How a mail for one recipient goes on; empty when no rule says. */
  public Optional<RemoteWay> wayOf(ReversePath sender, MailAddress recipient) {
    return first(sender, recipient).map(NextHopRule::way);
  }

  private Optional<NextHopRule> first(ReversePath sender, MailAddress recipient) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    Optional<ComparedAddress> from = sender.address().map(ComparedAddress::of);
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    Search search = new Search(from, to);
    byRecipient.find(to, search::consider);
    bySender.find(from, search::consider);
    others.forEach(search::consider);
    return search.first < rules.size() ? Optional.of(rules.get(search.first)) : Optional.empty();
  }

  /** The first rule that matches of those that are considered. */
  private final class Search {
    private final Optional<ComparedAddress> sender;
    private final Optional<ComparedAddress> recipient;
    private int first = rules.size();

    Search(Optional<ComparedAddress> sender, Optional<ComparedAddress> recipient) {
      this.sender = sender;
      this.recipient = recipient;
    }

    void consider(int rule) {
      if (rule < first && rules.get(rule).unmet(sender, recipient).isEmpty()) {
        first = rule;
      }
    }
  }

  /** The rules before the one that decides, and why each does not. */
  public List<Passed> passed(ReversePath sender, MailAddress recipient) {
    Optional<ComparedAddress> from = sender.address().map(ComparedAddress::of);
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    List<Passed> passed = new ArrayList<>();
    for (NextHopRule rule : rules) {
      Optional<String> unmet = rule.unmet(from, to);
      if (unmet.isEmpty()) {
        break;
      }
      passed.add(new Passed(rule.name(), unmet.get()));
    }
    return List.copyOf(passed);
  }
}
