package org.dromedary.spool;

import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;

/** Where the broker is. */
@FunctionalInterface
public interface BrokerConnections {
  /**
   * Opens a connection; the caller closes it. Sends and acknowledgements on it must not block, its
   * confirmation window must be off.
   *
   * @throws Exception when the broker cannot be reached
   */
  ClientSessionFactory connect() throws Exception;
}
