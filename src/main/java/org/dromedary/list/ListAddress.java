package org.dromedary.list;

/**
 * What an address of a list means.
 *
 * @param token empty without one; in lower case, since some servers do not keep the case
 */
public record ListAddress(MailingList list, ListRole role, String token) {}
