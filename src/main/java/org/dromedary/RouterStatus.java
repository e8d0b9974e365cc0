package org.dromedary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.dromedary.cli.VersionCommand;
import org.dromedary.delivery.NextHopStatus;
import org.dromedary.delivery.Suspensions;
import org.dromedary.management.ApiAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a running router is, at a glance, and the way to its end.
 *
 * @param problems of files and rules that are not in force, a line each
 * @param listeners where it listens, by their names
 * @param depths of the queues
 * @param draining whether it takes no new mail any more
 * @param drain has it take none
 */
record RouterStatus(
    String hostname,
    Instant startedAt,
    Supplier<Map<String, String>> listeners,
    Supplier<Map<String, Long>> depths,
    Supplier<List<NextHopStatus>> nextHops,
    Suspensions suspensions,
    Supplier<List<String>> problems,
    AtomicBoolean draining,
    Runnable drain) {
  private static final Logger LOG = LoggerFactory.getLogger(RouterStatus.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  String json() throws IOException {
    ObjectNode status =
        JSON.createObjectNode()
            .put("version", VersionCommand.version())
            .put("hostname", hostname)
            .put("startedAt", startedAt.toString())
            .put("state", draining.get() ? "draining" : "running");
    ObjectNode where = status.putObject("listeners");
    listeners.get().forEach(where::put);
    ObjectNode queues = status.putObject("queues");
    depths.get().forEach(queues::put);
    status.put("connections", nextHops.get().stream().mapToInt(NextHopStatus::connections).sum());
    status.put("suspensions", suspensions.list().size());
    problems.get().forEach(status.putArray("problems")::add);
    return status.toString();
  }

  /** Whether all files and rules are in force. */
  ApiAnswer health() {
    List<String> wrong = problems.get();
    ObjectNode health = JSON.createObjectNode().put("status", wrong.isEmpty() ? "up" : "degraded");
    wrong.forEach(health.putArray("problems")::add);
    return ApiAnswer.ok(health.toString());
  }

  /** New mail is refused; what is on the queues goes on. */
  void drain(String user) {
    if (draining.compareAndSet(false, true)) {
      LOG.info("{} drains the router: it takes no new mail until it is started again", user);
      drain.run();
    }
  }
}
