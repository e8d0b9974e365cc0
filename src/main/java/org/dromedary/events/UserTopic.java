package org.dromedary.events;

/** What is published for one user only: an address below that of the topic, with his name. */
public final class UserTopic {
  private UserTopic() {}

  /** A name cannot be a wildcard of addresses; the other one is no character of names. */
  public static String address(String topic, String user) {
    return topic + "." + user.replace("%", "%25").replace("*", "%2A");
  }

  /** Whether an address is that of the topic, or of a user. */
  public static boolean isOf(String topic, String address) {
    return address.equals(topic) || address.startsWith(topic + ".");
  }
}
