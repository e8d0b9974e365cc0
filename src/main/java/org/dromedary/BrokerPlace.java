package org.dromedary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.Readiness.Check;
import org.dromedary.metrics.QueueSize;
import org.dromedary.metrics.Value;
import org.dromedary.tls.ServerTls;

/**
 * What a router has to do with its broker beside the mail on it: much of that is done once for each
 * broker, by the process that it is in.
 */
sealed interface BrokerPlace extends AutoCloseable permits BrokerHere, BrokerElsewhere {
  /** Begins; nothing that happens to mail afterwards is missed. */
  void start(Housekeeping housekeeping, Executor workers) throws Exception;

  /** Whether there is room for more mail; takes no time. */
  boolean hasRoom();

  /** Whether it works. */
  List<Check> checks();

  /** What is wrong with it; empty if nothing is. */
  Optional<String> problem();

  /** The queues that are watched here. */
  List<QueueSize> queues();

  /** What else is watched here. */
  List<Value> values();

  /** How many mails there are on each queue; takes no time. */
  Map<String, Long> depths();

  /** What can be asked of mail, by {@code operationId}. */
  Map<String, ApiOperation.Work> works();

  /** The port of applications for a protocol; empty when there is none here. */
  OptionalInt acceptorPort(String protocol);

  /** There are other certificates. */
  void refresh(BrokerDoors doors, ServerTls tls);

  @Override
  void close();
}
