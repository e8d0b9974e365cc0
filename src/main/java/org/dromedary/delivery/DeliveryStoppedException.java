package org.dromedary.delivery;

/** The router stops, or its broker is away: the mail was not tried and must stay on its queue. */
public final class DeliveryStoppedException extends Exception {
  private static final long serialVersionUID = 1;

  public DeliveryStoppedException() {
    super("no attempt is made any more");
  }
}
