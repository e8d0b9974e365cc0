package org.dromedary.smtp.server;

/**
 * Where a listener is.
 *
 * @param enabled whether it is started at all
 * @param host address to bind
 * @param port port to bind; 0 takes any free one
 */
public record ListenerSettings(ListenerKind kind, boolean enabled, String host, int port) {}
