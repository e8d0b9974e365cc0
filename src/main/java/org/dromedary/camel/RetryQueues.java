package org.dromedary.camel;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Makes a route of the template {@code retry-queue} for each delay. */
public final class RetryQueues {
  private static final Pattern NAME = Pattern.compile("mail\\.retry\\.(\\d{1,9})");

  private RetryQueues() {}

  /**
   * Adds the routes.
   *
   * @param delays those that the retry policy can give
   * @param queues all queues of the broker: mail may wait there by a policy of before
   */
  public static void addRoutes(
      CamelContext camel, Collection<Duration> delays, Collection<String> queues) throws Exception {
    Set<Long> seconds = new TreeSet<>();
    delays.forEach(delay -> seconds.add(delay.toSeconds()));
    for (String queue : queues) {
      Matcher matcher = NAME.matcher(queue);
      if (matcher.matches()) {
        seconds.add(Long.valueOf(matcher.group(1)));
      }
    }
    for (Long delay : seconds) {
      camel.addRouteFromTemplate(
          "retry-mail-after-" + delay, "retry-queue", Map.of("delay", delay));
    }
  }
}
