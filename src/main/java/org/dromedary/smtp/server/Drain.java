package org.dromedary.smtp.server;

/** The Netty user event that tells a session to end as soon as it may. */
enum Drain {
  EVENT
}
