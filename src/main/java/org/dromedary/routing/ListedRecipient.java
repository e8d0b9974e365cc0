package org.dromedary.routing;

/**
 * An entry of the mailboxes file, and where it stands.
 *
 * @param line counted from 1
 * @param key such as {@code aliases[2]}
 */
record ListedRecipient(LocalName name, LocalRecipient recipient, int line, String key) {}
