package org.dromedary.broker;

import java.nio.file.Path;
import java.util.List;
import org.dromedary.users.Authentication.Rejected;
import org.dromedary.users.UserStore;

/**
 * The embedded broker.
 *
 * @param configuration {@code broker.xml}
 * @param acceptors where others than this process reach it
 * @param users who may log in there
 * @param dataDirectory journal, bindings, paging and large messages lie below it
 */
public record BrokerSettings(
    Path configuration, Path dataDirectory, List<BrokerAcceptor> acceptors, UserStore users) {

  public BrokerSettings {
    acceptors = List.copyOf(acceptors);
  }

  /** A broker for this process only. */
  public BrokerSettings(Path configuration, Path dataDirectory) {
    this(configuration, dataDirectory, List.of(), (name, password, role) -> new Rejected());
  }
}
