package org.dromedary.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;

/**
 * The rules of a routing table in their order, of which the first that matches decides how mail for
 * one remote recipient goes on: one immutable value.
 */
public final class RoutingTable {
  private final List<NextHopRule> rules;
  private final RemoteWay.Sent byDefault;
  private final Optional<RetryPolicy> retryPolicy;
  private final List<RetryPolicy> retryPolicies;
  private final DomainIndex byRecipient = new DomainIndex();
  private final DomainIndex bySender = new DomainIndex();

  /** Rules of neither index. */
  private final List<Integer> others = new ArrayList<>();

  /** Rules that copy; they are in no index, since they decide nothing. */
  private final List<Integer> copies = new ArrayList<>();

  private final boolean diverts;
  private final boolean rejects;

  private final Set<HeaderPattern> headers;

  /**
   * A rule that does not match.
   *
   * @param condition the first that is not met: {@code sender}, {@code recipient}, {@code client}
   *     and so on
   */
  public record Passed(String rule, String condition) {}

  /**
   * @param retryPolicy of mail whose rule has none; empty for that of the settings
   * @param retryPolicies all that the table names
   */
  RoutingTable(
      List<NextHopRule> rules,
      RemoteWay.Sent byDefault,
      Optional<RetryPolicy> retryPolicy,
      List<RetryPolicy> retryPolicies) {
    this.retryPolicy = retryPolicy;
    this.retryPolicies = List.copyOf(retryPolicies);
    this.rules = List.copyOf(rules);
    this.byDefault = byDefault;
    for (int i = 0; i < rules.size(); i++) {
      NextHopRule rule = rules.get(i);
      RuleConditions conditions = rule.conditions();
      if (rule.action() instanceof CopyTo) {
        copies.add(i);
      } else if (!byRecipient.add(i, conditions.recipients())
          && !bySender.add(i, conditions.senders())) {
        others.add(i);
      }
    }
    headers =
        rules.stream()
            .flatMap(rule -> rule.conditions().header().stream())
            .collect(Collectors.toUnmodifiableSet());
    rejects = rules.stream().anyMatch(rule -> rule.action() instanceof RemoteWay.Reject);
    diverts = rules.stream().anyMatch(rule -> !isSent(rule.action()));
  }

  /** Whether a mail stays on its way out, if only to be refused there. */
  private static boolean isSent(RuleAction action) {
    return switch (action) {
      case CopyTo copies -> false;
      case RemoteWay.Diverted diverted -> false;
      case RemoteWay way -> true;
    };
  }

  /** Whether any rule copies mail or diverts it: else it need not be asked when mail is routed. */
  boolean diverts() {
    return diverts;
  }

  /** Without rules. */
  static RoutingTable empty(RemoteWay.Sent byDefault) {
    return new RoutingTable(List.of(), byDefault, Optional.empty(), List.of());
  }

  /**
   * Why mail to a recipient will be returned, where that is certain at RCPT already: by a rule that
   * returns it for good, behind no other that the mail itself might yet meet.
   *
   * @param origin its listener does not count
   */
  public Optional<SmtpReply> refusal(RoutingFacts.Origin origin, MailAddress recipient) {
    if (!rejects) {
      return Optional.empty();
    }
    RoutingFacts envelope = RoutingFacts.ofSample(origin, 0, List.of());
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    return rules.stream()
        .filter(rule -> !(rule.action() instanceof CopyTo))
        .filter(rule -> rule.conditions().unmetByEnvelope(envelope, to).isEmpty())
        .filter(rule -> !leadsTo(rule.action(), to))
        .findFirst()
        .filter(rule -> !rule.conditions().needMore())
        .flatMap(RoutingTable::refusal);
  }

  private static Optional<SmtpReply> refusal(NextHopRule rule) {
    return rule.action() instanceof RemoteWay.Reject reject && reject.reply().code().isPermanent()
        ? Optional.of(reject.reply())
        : Optional.empty();
  }

  /** The same with other rules before its own. */
  RoutingTable behind(List<NextHopRule> first) {
    List<NextHopRule> all = new ArrayList<>(first);
    all.addAll(rules);
    return new RoutingTable(all, byDefault, retryPolicy, retryPolicies);
  }

  /** What a rule does not say of access; a login is never taken over. */
  HostAccess defaultAccess() {
    return byDefault.access().withLogin(Optional.empty());
  }

  /** How many rules are in force. */
  public int size() {
    return rules.size();
  }

  /** The name of the rule that a mail for one recipient goes by; empty for the default. */
  public Optional<String> ruleFor(RoutingFacts mail, MailAddress recipient) {
    return name(first(mail, recipient));
  }

  private Optional<String> name(int rule) {
    return rule < rules.size() ? Optional.of(rules.get(rule).name()) : Optional.empty();
  }

  /** How a mail for one recipient goes on. */
  public RemoteWay wayOf(RoutingFacts mail, MailAddress recipient) {
    return way(first(mail, recipient));
  }

  /** The retry policy of a mail for one recipient; empty for that of the settings. */
  public Optional<RetryPolicy> retryPolicyFor(RoutingFacts mail, MailAddress recipient) {
    int first = first(mail, recipient);
    return first < rules.size()
        ? rules.get(first).retryPolicy().or(() -> retryPolicy)
        : retryPolicy;
  }

  /** All policies that it names. */
  public List<RetryPolicy> retryPolicies() {
    return retryPolicies;
  }

  private RemoteWay way(int rule) {
    return rule < rules.size() && rules.get(rule).action() instanceof RemoteWay way
        ? way
        : byDefault;
  }

  /**
   * What the table says of one recipient when its mail is routed.
   *
   * @param rule the name of the one that decides; empty for the default
   * @param copies by rules before it
   */
  record Verdict(Optional<String> rule, RemoteWay way, List<Copy> copies) {
    Verdict {
      copies = List.copyOf(copies);
    }
  }

  /** A rule that copies. */
  record Copy(String rule, List<MailAddress> addresses) {}

  /** The same with all copies. */
  Verdict verdict(RoutingFacts mail, MailAddress recipient) {
    int first = first(mail, recipient);
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    List<Copy> made = new ArrayList<>();
    for (int i : copies) {
      if (i < first
          && rules.get(i).action() instanceof CopyTo copy
          && unmet(rules.get(i), mail, to).isEmpty()) {
        made.add(new Copy(rules.get(i).name(), copy.addresses()));
      }
    }
    return new Verdict(name(first), way(first), made);
  }

  /** The number of the first rule that decides; the number of rules when none does. */
  private int first(RoutingFacts mail, MailAddress recipient) {
    if (rules.isEmpty()) {
      return 0;
    }
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    Search search = new Search(mail, to);
    byRecipient.find(to, search::consider);
    bySender.find(mail.sender(), search::consider);
    others.forEach(search::consider);
    return search.first;
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
    return rule.conditions()
        .unmet(mail, recipient, headers)
        .or(() -> leadsTo(rule.action(), recipient) ? Optional.of("recipient") : Optional.empty());
  }

  /** A rule is not for mail to its own targets: what it sends there goes by the rules behind it. */
  private static boolean leadsTo(RuleAction action, Optional<ComparedAddress> recipient) {
    return switch (action) {
      case CopyTo copy -> isAmong(copy.addresses(), recipient);
      case RemoteWay.Redirect redirect -> isAmong(redirect.addresses(), recipient);
      case RemoteWay way -> false;
    };
  }

  private static boolean isAmong(List<MailAddress> addresses, Optional<ComparedAddress> recipient) {
    return addresses.stream()
        .map(ComparedAddress::of)
        .anyMatch(a -> recipient.equals(Optional.of(a)));
  }

  /** The rules before the one that decides, and why each does not. */
  public List<Passed> passed(RoutingFacts mail, MailAddress recipient) {
    Optional<ComparedAddress> to = Optional.of(ComparedAddress.of(recipient));
    List<Passed> passed = new ArrayList<>();
    for (NextHopRule rule : rules) {
      Optional<String> unmet = unmet(rule, mail, to);
      if (unmet.isEmpty() && !(rule.action() instanceof CopyTo)) {
        break;
      }
      unmet.ifPresent(condition -> passed.add(new Passed(rule.name(), condition)));
    }
    return List.copyOf(passed);
  }
}
