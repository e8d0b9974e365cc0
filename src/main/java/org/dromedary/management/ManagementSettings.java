package org.dromedary.management;

/**
 * Where the management API and the console listen.
 *
 * @param host an IP address or a name of this machine
 * @param port 0 for any
 * @param console whether there is a console beside the API
 */
public record ManagementSettings(boolean enabled, String host, int port, boolean console) {}
