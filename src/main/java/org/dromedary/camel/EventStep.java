package org.dromedary.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dromedary.events.MailEvent;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.StageEvents;

/** A step of a route that turns the body into another, and leaves a trace in the mail's history. */
final class EventStep<I, O> implements Processor {
  private final Class<I> type;
  private final BodyStep.Work<I, O> work;
  private final Tale<I, O> tale;
  private final MailEventWriter writer;

  /** Says what has happened. */
  @FunctionalInterface
  interface Tale<I, O> {
    List<MailEvent> of(I before, O after) throws Exception;
  }

  EventStep(Class<I> type, BodyStep.Work<I, O> work, Tale<I, O> tale, MailEventWriter writer) {
    this.type = type;
    this.work = work;
    this.tale = tale;
    this.writer = writer;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    I before = exchange.getMessage().getMandatoryBody(type);
    O after = work.apply(before);
    exchange.getMessage().setBody(after);
    add(exchange, tale.of(before, after).stream().map(writer::line).toList());
  }

  /** To the stage that the exchange belongs to; outside of one, to the send that comes next. */
  private static void add(Exchange exchange, List<byte[]> lines) {
    StageEvents stage = exchange.getProperty(StageEvents.PROPERTY, StageEvents.class);
    if (stage == null || !stage.add(lines)) {
      StageEvents next = new StageEvents();
      next.add(lines);
      exchange.setProperty(StageEvents.PROPERTY, next);
    }
  }
}
