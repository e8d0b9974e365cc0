package org.dromedary.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.routing.SmartHost;

/**
 * In which order the hosts of a relay are tried: those with a weight first, by chance, so that each
 * is the first in proportion to its weight; then the others as they are listed.
 */
final class SmartHostOrder {
  private final RandomGenerator random;

  SmartHostOrder(RandomGenerator random) {
    this.random = random;
  }

  List<SmartHost> of(List<SmartHost> hosts) {
    if (hosts.stream().allMatch(host -> host.weight() == 0)) {
      return hosts;
    }
    // the least of exponential variates belongs to each in proportion to its rate
    Map<SmartHost, Double> drawn =
        hosts.stream()
            .filter(host -> host.weight() > 0)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), this::draw));
    return Stream.concat(
            drawn.keySet().stream().sorted(Comparator.comparing(drawn::get)),
            hosts.stream().filter(host -> host.weight() == 0))
        .toList();
  }

  private double draw(SmartHost host) {
    return -Math.log(1 - random.nextDouble()) / host.weight();
  }
}
