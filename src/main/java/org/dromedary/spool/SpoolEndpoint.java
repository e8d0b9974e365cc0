package org.dromedary.spool;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** An address of the broker, and how its mail is consumed. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "spool",
    title = "Spool",
    syntax = "spool:address",
    category = {Category.MESSAGING, Category.MAIL})
public final class SpoolEndpoint extends DefaultEndpoint
    implements AsyncEndpoint, MultipleConsumersSupport {
  private static final long DEFAULT_IN_FLIGHT_OCTETS = 64L << 20;

  @UriPath(description = "The address, and the name of its durable queue")
  @Metadata(required = true)
  private final String address;

  @UriParam(
      label = "consumer",
      defaultValue = "1000",
      description = "How many messages are in the route at the same time")
  private int maximumInFlight = 1000;

  @UriParam(
      label = "consumer",
      defaultValue = "67108864",
      description =
          "How many octets of mail are in the route at the same time; one mail may exceed")
  private long maximumInFlightOctets = DEFAULT_IN_FLIGHT_OCTETS;

  @UriParam(
      label = "consumer",
      defaultValue = "false",
      description =
          "Whether the head of the queue waits until its next attempt is due; all messages of the"
              + " queue must have the same delay")
  private boolean holdUntilDue;

  @UriParam(
      label = "consumer",
      defaultValue = "mail.dead",
      description = "Where a message goes, with the reason, when its exchange failed")
  private String deadAddress = "mail.dead";

  @UriParam(
      label = "consumer",
      defaultValue = "2",
      description =
          "How often an exchange that failed is repeated, with all its steps, before its message"
              + " goes to the dead address")
  private int maximumRedeliveries = 2;

  @UriParam(
      label = "consumer",
      defaultValue = "500",
      description = "Milliseconds between the repetitions of an exchange that failed")
  private long redeliveryDelay = 500;

  @UriParam(
      label = "consumer",
      defaultValue = "false",
      description =
          "Whether mail from outside of the queues goes through the route before it is stored, so"
              + " that only what the route makes of it is")
  private boolean directDelivery;

  SpoolEndpoint(String uri, SpoolComponent component, String address) {
    super(uri, component);
    this.address = address;
  }

  @Override
  public Producer createProducer() {
    return new SpoolProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (directDelivery && holdUntilDue) {
      throw new IllegalArgumentException(
          "directDelivery and holdUntilDue exclude each other: what waits has to be stored");
    }
    SpoolConsumer consumer = new SpoolConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  SpoolComponent component() {
    return (SpoolComponent) getComponent();
  }

  public String getAddress() {
    return address;
  }

  public int getMaximumInFlight() {
    return maximumInFlight;
  }

  public void setMaximumInFlight(int maximumInFlight) {
    this.maximumInFlight = maximumInFlight;
  }

  public long getMaximumInFlightOctets() {
    return maximumInFlightOctets;
  }

  public void setMaximumInFlightOctets(long maximumInFlightOctets) {
    this.maximumInFlightOctets = maximumInFlightOctets;
  }

  public boolean isHoldUntilDue() {
    return holdUntilDue;
  }

  public void setHoldUntilDue(boolean holdUntilDue) {
    this.holdUntilDue = holdUntilDue;
  }

  public boolean isDirectDelivery() {
    return directDelivery;
  }

  public void setDirectDelivery(boolean directDelivery) {
    this.directDelivery = directDelivery;
  }

  public String getDeadAddress() {
    return deadAddress;
  }

  public void setDeadAddress(String deadAddress) {
    this.deadAddress = deadAddress;
  }

  public int getMaximumRedeliveries() {
    return maximumRedeliveries;
  }

  public void setMaximumRedeliveries(int maximumRedeliveries) {
    this.maximumRedeliveries = maximumRedeliveries;
  }

  public long getRedeliveryDelay() {
    return redeliveryDelay;
  }

  public void setRedeliveryDelay(long redeliveryDelay) {
    this.redeliveryDelay = redeliveryDelay;
  }
}
