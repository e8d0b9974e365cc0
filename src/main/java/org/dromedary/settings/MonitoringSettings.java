package org.dromedary.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.dromedary.management.LogFormat;
import org.dromedary.routing.IpNetwork;

/**
 * How the router is watched.
 *
 * @param metricsNetworks who may read the metrics without a login
 * @param otlpEndpoint who takes traces; nobody if empty
 */
public record MonitoringSettings(
    List<IpNetwork> metricsNetworks, LogFormat logFormat, Optional<URI> otlpEndpoint) {
  public MonitoringSettings {
    metricsNetworks = List.copyOf(metricsNetworks);
  }
}
