package org.dromedary.routing;

/** Whether an address is one of this system. */
public enum Destination {
  LOCAL,
  REMOTE
}
