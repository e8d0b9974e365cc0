package org.dromedary.camel;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;

/**
 * Whether the routes of a context touch nothing but SMTP, the queues and each other. What a team
 * adds may write to a database or call a service, so mail that nobody sent must not go through it.
 */
public final class OwnRoutes {
  private static final List<String> OWN_SCHEMES =
      List.of(
          "netty:tcp:",
          "spool:",
          "direct:",
          "quartz:reports/",
          "jms:queue:mail.control",
          "jms:queue:mail.submit");
  private static final Set<Class<?>> HARMLESS =
      Set.of(
          CatchDefinition.class,
          ChoiceDefinition.class,
          LogDefinition.class,
          OnExceptionDefinition.class,
          OtherwiseDefinition.class,
          ProcessDefinition.class,
          RollbackDefinition.class,
          SetVariableDefinition.class,
          SplitDefinition.class,
          TryDefinition.class,
          WhenDefinition.class);

  private OwnRoutes() {}

  /** Looks at all routes that were added, started or not; in doubt the answer is no. */
  public static boolean isAllOf(CamelContext camel) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    return model.getRouteDefinitions().stream().allMatch(OwnRoutes::isOwn);
  }

  private static boolean isOwn(RouteDefinition route) {
    return isOwn(route.getInput().getEndpointUri())
        && route.getOutputs().stream().flatMap(OwnRoutes::withChildren).allMatch(OwnRoutes::isOwn);
  }

  private static Stream<ProcessorDefinition<?>> withChildren(ProcessorDefinition<?> step) {
    Stream<ProcessorDefinition<?>> below = children(step).flatMap(OwnRoutes::withChildren);
    return Stream.concat(Stream.of(step), below);
  }

  private static Stream<ProcessorDefinition<?>> children(ProcessorDefinition<?> step) {
    Stream<ProcessorDefinition<?>> outputs = step.getOutputs().stream();
    return step instanceof TryDefinition attempt
        ? Stream.of(
                outputs,
                attempt.getCatchClauses().stream(),
                Stream.ofNullable(attempt.getFinallyClause()))
            .flatMap(clauses -> clauses)
        : outputs;
  }

  private static boolean isOwn(ProcessorDefinition<?> step) {
    if (step instanceof SendDefinition<?> to) {
      return isOwn(to.getEndpointUri());
    }
    // its subclass, wireTap, sends copies
    if (step.getClass() == ToDynamicDefinition.class) {
      return isOwn(((ToDynamicDefinition) step).getUri());
    }
    return HARMLESS.contains(step.getClass());
  }

  private static boolean isOwn(String uri) {
    return OWN_SCHEMES.stream().anyMatch(uri::startsWith);
  }
}
