package org.dromedary.camel;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step of a route that lets the body pass, or answers in its place: then the answer is the body
 * and the route ends with it, as with {@code stop}. Use it as {@code process}.
 */
public final class CheckStep<I> implements Processor {
  private final Class<I> type;
  private final Check<I> check;

  /** What is checked. */
  @FunctionalInterface
  public interface Check<I> {
    /** The answer that ends the route, if any. */
    Optional<?> answer(I body) throws Exception;
  }

  private CheckStep(Class<I> type, Check<I> check) {
    this.type = type;
    this.check = check;
  }

  /** A step for bodies of this type; a body of another type is an error of the route. */
  public static <I> CheckStep<I> of(Class<I> type, Check<I> check) {
    return new CheckStep<>(type, check);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Optional<?> answer = check.answer(exchange.getMessage().getMandatoryBody(type));
    if (answer.isPresent()) {
      exchange.getMessage().setBody(answer.get());
      exchange.setRouteStop(true);
    }
  }
}
