package org.dromedary.camel;

import org.dromedary.queue.DeliveryReport;

/** Writes the outcomes of an attempt to the log. */
public final class LogDelivery {
  private final MailLog log;

  public LogDelivery(MailLog log) {
    this.log = log;
  }

  /** The report itself. */
  public DeliveryReport log(DeliveryReport report) {
    log.attempted(report);
    return report;
  }
}
