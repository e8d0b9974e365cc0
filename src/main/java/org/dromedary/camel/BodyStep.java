package org.dromedary.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step of a route that turns the body into another; use it as {@code process}. Camel would look
 * for the method of a bean at each call.
 */
public final class BodyStep<I, O> implements Processor {
  private final Class<I> type;
  private final Work<I, O> work;

  /** What the step does. */
  @FunctionalInterface
  public interface Work<I, O> {
    O apply(I body) throws Exception;
  }

  private BodyStep(Class<I> type, Work<I, O> work) {
    this.type = type;
    this.work = work;
  }

  /** A step for bodies of this type; a body of another type is an error of the route. */
  public static <I, O> BodyStep<I, O> of(Class<I> type, Work<I, O> work) {
    return new BodyStep<>(type, work);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    I body = exchange.getMessage().getMandatoryBody(type);
    exchange.getMessage().setBody(work.apply(body));
  }
}
