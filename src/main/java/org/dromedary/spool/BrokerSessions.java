package org.dromedary.spool;

import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Where the broker is. */
@FunctionalInterface
public interface BrokerSessions {
  /**
   * Opens a session whose sends and acknowledgements take effect with {@code commit()}, and block
   * no more than that; the caller closes it. Its confirmation window is off.
   *
   * @throws Exception when the broker cannot be reached
   */
  ClientSession open() throws Exception;
}
