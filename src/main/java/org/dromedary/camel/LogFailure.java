package org.dromedary.camel;

import org.dromedary.queue.FollowUp;

/** Writes to the log that recipients are given up. */
public final class LogFailure {
  private final MailLog log;

  public LogFailure(MailLog log) {
    this.log = log;
  }

  /** The same. */
  public FollowUp.GiveUp log(FollowUp.GiveUp giveUp) {
    log.givenUp(giveUp);
    return giveUp;
  }
}
