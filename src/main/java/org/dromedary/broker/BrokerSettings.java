package org.dromedary.broker;

import java.nio.file.Path;

/**
 * The embedded broker.
 *
 * @param configuration {@code broker.xml}
 * @param dataDirectory journal, bindings, paging and large messages lie below it
 */
public record BrokerSettings(Path configuration, Path dataDirectory) {}
