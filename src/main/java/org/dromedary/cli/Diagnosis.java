package org.dromedary.cli;

/** What commands ask that explain and test; nothing is sent or changed. */
public record Diagnosis(
    ConfigurationCheck configuration, RouteExplainer routes, DnsTester nameServers) {}
