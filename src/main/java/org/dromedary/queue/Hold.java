package org.dromedary.queue;

/**
 * An operator keeps a mail back.
 *
 * @param by the name of the operator
 * @param reason for people; may be empty
 * @param from the queue that it goes back to
 */
public record Hold(String by, String reason, String from) {}
