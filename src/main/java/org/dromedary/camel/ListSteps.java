package org.dromedary.camel;

import org.apache.camel.Processor;
import org.dromedary.list.ListStep;

/** The step that unpacks what follows from mail for a list. */
public final class ListSteps {
  private ListSteps() {}

  /**
   * {@code listStep}: {@code distribute} or {@code send}, the body is the mail; or {@code report},
   * the body is the {@link org.dromedary.queue.DeliveryReport}.
   */
  public static Processor open() {
    return exchange -> {
      switch (exchange.getMessage().getMandatoryBody(ListStep.class)) {
        case ListStep.Distribute distribute -> {
          exchange.setVariable("listStep", "distribute");
          exchange.getMessage().setBody(distribute.mail());
        }
        case ListStep.Send send -> {
          exchange.setVariable("listStep", "send");
          exchange.getMessage().setBody(send.mail());
        }
        case ListStep.Report report -> {
          exchange.setVariable("listStep", "report");
          exchange.getMessage().setBody(report.report());
        }
      }
    };
  }
}
