package org.dromedary.smtp.client;

import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/**
 * The reply that decided for one recipient.
 *
 * @param stage what the reply answered: MAIL, RCPT, DATA, CONTENT (a refusal before the final dot)
 *     or MESSAGE
 * @param reply 2yz only at MESSAGE
 */
public record RecipientResult(
    Recipient recipient, SmtpStage stage, SmtpReply reply, ReplyOrigin origin) {}
