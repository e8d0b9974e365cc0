package org.dromedary.routing;

/**
 * What is done for users of local domains who are not known.
 *
 * @param policy says what
 * @param maker makes mailboxes where that is it
 */
public record UnknownUsers(UndeliveredPolicy policy, MailboxMaker maker) {}
