package org.dromedary.settings;

import java.util.List;

/**
 * How applications reach the queue {@code mail.submit}.
 *
 * @param consumers how many messages are taken from it at the same time
 * @param doors those that are open
 */
public record SubmitSettings(int consumers, List<Door> doors) {
  /** Each waits for the journal most of the time. */
  public static final int DEFAULT_CONSUMERS = 16;

  public SubmitSettings {
    doors = List.copyOf(doors);
  }

  /**
   * A port for a protocol of the broker.
   *
   * @param protocol {@code AMQP} or {@code CORE}
   * @param tls whether it begins with TLS
   */
  public record Door(String protocol, String host, int port, boolean tls) {}
}
