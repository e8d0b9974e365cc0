package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the router can do its work. Anybody may ask, so it says which check fails and no more.
 */
public record Readiness(List<Check> checks) {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One thing that is looked at.
   *
   * @param isVital whether the router is not ready without it; otherwise it is degraded
   * @param works takes little time
   */
  public record Check(String name, boolean isVital, BooleanSupplier works) {

    private String state() {
      return isUp() ? "up" : isVital ? "down" : "degraded";
    }

    private boolean isUp() {
      try {
        return works.getAsBoolean();
      } catch (RuntimeException e) {
        LOG.warn("the health check {} fails", name, e);
        return false;
      }
    }
  }

  public Readiness {
    checks = List.copyOf(checks);
  }

  /** 200 when it is ready, be it degraded; else 503. */
  public ApiAnswer answer() {
    ObjectNode answer = JSON.createObjectNode().put("status", "up");
    ObjectNode states = answer.putObject("checks");
    checks.forEach(check -> states.put(check.name(), check.state()));
    String status = worst(states);
    answer.put("status", status);
    return new ApiAnswer(status.equals("down") ? 503 : 200, answer.toString());
  }

  private static String worst(ObjectNode states) {
    for (String bad : List.of("down", "degraded")) {
      if (states.valueStream().anyMatch(state -> state.asText().equals(bad))) {
        return bad;
      }
    }
    return "up";
  }
}
