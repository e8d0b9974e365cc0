package org.dromedary.smtp.server;

/** Whether there is room for more mail. Asked at each MAIL on an event loop: answers at once. */
@FunctionalInterface
public interface StorageCheck {
  boolean hasRoom();
}
