package org.dromedary.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.dromedary.smtp.server.RecipientCheck;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.jspecify.annotations.Nullable;

/** Asks the route {@code direct:check-recipient}, which a team may change. */
public final class RecipientCheckRoute implements RecipientCheck {
  private final RouteQuestion route;
  private final Executor executor;

  /**
   * @param executor runs the route, which may block
   */
  public RecipientCheckRoute(CamelContext camel, Executor executor) {
    this.route = new RouteQuestion(camel, "direct:check-recipient");
    this.executor = executor;
  }

  @Override
  public CompletionStage<RecipientDecision> check(RecipientRequest request) {
    return CompletableFuture.supplyAsync(() -> decision(route.ask(request)), executor);
  }

  private static RecipientDecision decision(@Nullable Object answer) {
    if (answer instanceof RecipientDecision decision) {
      return decision;
    }
    throw new IllegalStateException("the route check-recipient must answer a RecipientDecision");
  }
}
