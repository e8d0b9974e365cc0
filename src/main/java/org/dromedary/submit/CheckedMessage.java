package org.dromedary.submit;

import org.dromedary.smtp.server.ReceivedMail;

/** A submission that may be queued; nothing of it is durable yet. */
public record CheckedMessage(ReceivedMail mail, Runnable discard) {}
