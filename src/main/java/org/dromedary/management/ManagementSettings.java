package org.dromedary.management;

/**
 * Where the management API listens.
 *
 * @param host an IP address or a name of this machine
 * @param port 0 for any
 */
public record ManagementSettings(boolean enabled, String host, int port) {}
