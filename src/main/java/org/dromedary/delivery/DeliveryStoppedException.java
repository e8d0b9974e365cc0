package org.dromedary.delivery;

/** The router stops: the mail was not tried and must stay on its queue. */
public final class DeliveryStoppedException extends Exception {
  private static final long serialVersionUID = 1;

  public DeliveryStoppedException() {
    super("the router is stopping");
  }
}
