package org.dromedary.smtp.server;

import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;

/** May this client send from this reverse path to this recipient? */
public record RecipientRequest(SmtpClient client, ReversePath reversePath, Recipient recipient) {}
