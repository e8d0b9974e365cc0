package org.dromedary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which mails are meant, as the query of a path; the router reads the values. */
final class MailConditions {
  private final Map<String, List<String>> values = new TreeMap<>();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Queue ids.")
  void ids(List<String> ids) {
    ids.forEach(id -> add("id", id));
  }

  @Option(
      names = "--state",
      description =
          "unrouted, routed, ready, active, deferred, delayed, held, suspended and so on.")
  void state(String state) {
    add("state", state);
  }

  @Option(
      names = "--sender",
      paramLabel = "PATTERN",
      description = "An address or a domain, with * and ?; <> for notices.")
  void sender(String pattern) {
    add("sender", pattern);
  }

  @Option(
      names = "--recipient",
      paramLabel = "PATTERN",
      description = "An address or a domain, with * and ?.")
  void recipient(String pattern) {
    add("recipient", pattern);
  }

  @Option(
      names = "--next-hop",
      paramLabel = "PATTERN",
      description = "Where it goes, as next-hop list shows it.")
  void nextHop(String pattern) {
    add("next-hop", pattern);
  }

  @Option(names = "--rule", paramLabel = "PATTERN", description = "The rule that it goes by.")
  void rule(String pattern) {
    add("rule", pattern);
  }

  @Option(names = "--reply", paramLabel = "TEXT", description = "A part of the last reply.")
  void reply(String text) {
    add("reply", text);
  }

  @Option(names = "--older-than", paramLabel = "AGE", description = "Such as 2h.")
  void olderThan(String age) {
    add("older-than", age);
  }

  @Option(names = "--younger-than", paramLabel = "AGE", description = "Such as 2h.")
  void youngerThan(String age) {
    add("younger-than", age);
  }

  @Option(names = "--larger-than", paramLabel = "SIZE", description = "Such as 1MiB.")
  void largerThan(String size) {
    add("larger-than", size);
  }

  @Option(names = "--smaller-than", paramLabel = "SIZE", description = "Such as 1MiB.")
  void smallerThan(String size) {
    add("smaller-than", size);
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** A query without the question mark. */
  String query() {
    return values.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(value -> entry.getKey() + "=" + RouterQuestion.encoded(value)))
        .collect(Collectors.joining("&"));
  }
}
