package org.dromedary.cli;

/** What commands ask that explain and test; no mail is sent and nothing changed. */
public record Diagnosis(
    ConfigurationCheck configuration,
    RouteExplainer routes,
    RouteTester hosts,
    DnsTester nameServers) {}
