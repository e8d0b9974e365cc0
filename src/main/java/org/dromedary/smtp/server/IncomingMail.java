package org.dromedary.smtp.server;

/** A mail on its way to Camel's handler, with the file to remove when it is answered. */
record IncomingMail(ReceivedMail mail, IncomingContent.Handed file) {}
