package org.dromedary.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Finds the rules that can be for an address by its domain, however many others there are. What it
 * finds has still to be compared.
 */
final class DomainIndex {
  private static final String NULL_PATH = "<>";

  private final Map<String, List<Integer>> rules = new HashMap<>();

  /**
   * Adds a rule if each of its patterns names a domain, or all below a domain.
   *
   * @return whether it was added
   */
  boolean add(int rule, List<AddressPattern> patterns) {
    List<String> keys = new ArrayList<>();
    for (AddressPattern pattern : patterns) {
      Optional<String> key = key(pattern);
      if (key.isEmpty()) {
        return false;
      }
      keys.add(key.get());
    }
    for (String key : keys) {
      rules.computeIfAbsent(key, k -> new ArrayList<>()).add(rule);
    }
    return !keys.isEmpty();
  }

  /**
   * {@code example.org}, or {@code .example.org} for what is below; empty when neither is meant.
   */
  private static Optional<String> key(AddressPattern pattern) {
    if (pattern.wildcard().isEmpty()) {
      return Optional.of(NULL_PATH);
    }
    String text = pattern.wildcard().get().toString();
    String domain = text.substring(text.lastIndexOf('@') + 1);
    String key = domain.startsWith("*.") ? domain.substring(1) : domain;
    boolean isFixed = !key.isEmpty() && key.indexOf('*') < 0 && key.indexOf('?') < 0;
    return isFixed ? Optional.of(Wildcard.folded(key)) : Optional.empty();
  }

  /** Gives each rule that can be for the address, in no order, perhaps twice. */
  void find(Optional<ComparedAddress> address, IntConsumer found) {
    if (rules.isEmpty()) {
      return;
    }
    if (address.isEmpty()) {
      give(NULL_PATH, found);
      return;
    }
    findDomain(address.get().ascii(), found);
    if (!address.get().unicode().equals(address.get().ascii())) {
      findDomain(address.get().unicode(), found);
    }
  }

  private void findDomain(String domain, IntConsumer found) {
    String folded = Wildcard.folded(domain);
    give(folded, found);
    for (int dot = folded.indexOf('.'); dot >= 0; dot = folded.indexOf('.', dot + 1)) {
      give(folded.substring(dot), found);
    }
  }

  private void give(String key, IntConsumer found) {
    rules.getOrDefault(key, List.of()).forEach(found::accept);
  }
}
