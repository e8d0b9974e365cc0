package org.dromedary.camel;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Makes a route of the template {@code retry-queue} for each delay. For one thread at a time. */
public final class RetryQueues {
  private static final Pattern NAME = Pattern.compile("mail\\.retry\\.(\\d{1,9})");

  private final CamelContext camel;
  private final Set<Long> made = new HashSet<>();

  public RetryQueues(CamelContext camel) {
    this.camel = camel;
  }

  /** Adds the routes that are missing: those that the retry policies can ask for. */
  public void add(Collection<Duration> delays) {
    Set<Long> seconds = new TreeSet<>();
    delays.forEach(delay -> seconds.add(delay.toSeconds()));
    addSeconds(seconds);
  }

  /**
   * Adds those of a policy of before, on whose queues mail may wait.
   *
   * @param queues all queues of the broker
   */
  public void addExisting(Collection<String> queues) {
    Set<Long> seconds = new TreeSet<>();
    for (String queue : queues) {
      Matcher matcher = NAME.matcher(queue);
      if (matcher.matches()) {
        seconds.add(Long.valueOf(matcher.group(1)));
      }
    }
    addSeconds(seconds);
  }

  private void addSeconds(Set<Long> seconds) {
    for (Long delay : seconds) {
      if (made.add(delay)) {
        try {
          camel.addRouteFromTemplate(
              "retry-mail-after-" + delay, "retry-queue", Map.of("delay", delay));
        } catch (Exception e) {
          throw new IllegalStateException("no route for the delay of " + delay + " s", e);
        }
      }
    }
  }
}
