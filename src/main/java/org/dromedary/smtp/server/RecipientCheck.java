package org.dromedary.smtp.server;

import java.util.concurrent.CompletionStage;

/**
 * Decides on RCPT: relay control and whether the mailbox exists (RFC 5321 §3.3).
 *
 * <p>Called on an event loop, so it returns at once and works elsewhere. The stage may complete on
 * any thread and take minutes: only that one client waits. A stage that fails is answered with 451
 * 4.3.0 and logged.
 */
@FunctionalInterface
public interface RecipientCheck {
  CompletionStage<RecipientDecision> check(RecipientRequest request);
}
