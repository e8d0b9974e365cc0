package org.dromedary.camel;

import org.apache.camel.ManagementMBeansLevel;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;

/**
 * Which MBeans Camel makes: {@code org.apache.camel:context=dromedary,type=routes,name="..."}, with
 * counters, and none for each step, which would cost time for each mail. When there is such a
 * context in the JVM already, Camel adds a number to the name.
 */
public final class ManagedRoutes {
  private static final String NAME = "dromedary";

  private ManagedRoutes() {}

  /** Sets it, before the context starts. */
  public static void configure(DefaultCamelContext camel) {
    camel.getCamelContextExtension().setName(NAME);
    ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
    if (agent != null) { // null when JMX is switched off for the JVM
      agent.setMBeansLevel(ManagementMBeansLevel.RoutesOnly);
      agent.setStatisticsLevel(ManagementStatisticsLevel.RoutesOnly);
      agent.setLoadStatisticsEnabled(false);
      agent.setEndpointRuntimeStatisticsEnabled(false);
    }
  }
}
