package org.dromedary.broker;

import java.util.EnumSet;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;

/** What is published for one user only: an address below that of the topic, with his name. */
public final class UserTopic {
  /** What a subscriber does; sending is for the router. */
  private static final Set<CheckType> READING =
      EnumSet.of(
          CheckType.CONSUME,
          CheckType.BROWSE,
          CheckType.CREATE_ADDRESS,
          CheckType.CREATE_DURABLE_QUEUE,
          CheckType.DELETE_DURABLE_QUEUE,
          CheckType.CREATE_NON_DURABLE_QUEUE,
          CheckType.DELETE_NON_DURABLE_QUEUE);

  private UserTopic() {}

  /** A name cannot be a wildcard of addresses; the other one is no character of names. */
  static String address(String topic, String user) {
    return topic + "." + user.replace("%", "%25").replace("*", "%2A");
  }

  /** Whether it is that of the topic, or of a user. */
  public static boolean isOf(String topic, String address) {
    return address.equals(topic) || address.startsWith(topic + ".");
  }

  /**
   * Whether a user may do this, since it is his own.
   *
   * @param address with or without {@code ::} and a queue
   */
  static boolean permits(String topic, String user, CheckType check, String address) {
    int queue = address.indexOf("::");
    String bare = queue < 0 ? address : address.substring(0, queue);
    return READING.contains(check) && bare.equals(address(topic, user));
  }
}
