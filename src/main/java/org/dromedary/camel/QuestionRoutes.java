package org.dromedary.camel;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.CreatedMailboxes;
import org.dromedary.routing.DestinationDecision;
import org.dromedary.routing.LocalRecipients;
import org.dromedary.routing.RecipientLookup;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.routing.UndeliveredPolicy;

/**
 * The routes of a team that are asked where mail goes, started by themselves, without a broker and
 * without listeners. What such a route asks in its turn, a database for example, is asked.
 */
public final class QuestionRoutes implements AutoCloseable {
  private static final String DECIDE = "direct:decide-destination";
  private static final String LOOK_UP = "direct:look-up-recipient";
  private static final String UNDELIVERED = "direct:undelivered";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final DestinationDecision decision;
  private final RecipientLookup lookup;
  private final UndeliveredPolicy undelivered;

  /**
   * Starts them.
   *
   * @param table the current value
   * @param mailboxes the table with what stands behind it
   * @throws RouteFileException when they cannot be read or started
   */
  public QuestionRoutes(
      Path directory,
      RoutingSettings settings,
      Supplier<LocalRecipients> table,
      CreatedMailboxes mailboxes)
      throws RouteFileException {
    DestinationDecision byDomain = new DecideByLocalDomains(settings.localDomains())::decide;
    UndeliveredPolicy byFile = address -> table.get().undelivered(address.domain());
    camel.addComponent("direct", new ExchangeableDirect());
    camel.getRegistry().bind("decideByLocalDomains", BodyStep.of(MailAddress.class, byDomain::of));
    camel.getRegistry().bind("lookUpMailboxesFile", BodyStep.of(MailAddress.class, mailboxes::of));
    camel.getRegistry().bind("decideUndelivered", BodyStep.of(MailAddress.class, byFile::of));
    RouteFiles.addRoutes(camel, directory);
    Set<String> kept = keepQuestions();
    try {
      camel.start();
    } catch (Exception e) {
      throw new RouteFileException(directory, e);
    }
    decision = kept.contains(DECIDE) ? new DestinationRoute(camel) : byDomain;
    undelivered = kept.contains(UNDELIVERED) ? new UndeliveredRoute(camel) : byFile;
    lookup =
        kept.contains(LOOK_UP)
            ? new LookUpRoute(camel, settings.endpoints(), mailboxes::postmasterOrMade)
            : mailboxes;
  }

  /** Removes all routes but those that are asked, and those that these send to. */
  private Set<String> keepQuestions() {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    List<RouteDefinition> all = List.copyOf(model.getRouteDefinitions());
    Set<String> kept = new HashSet<>();
    Queue<String> waiting = new ArrayDeque<>(List.of(DECIDE, LOOK_UP, UNDELIVERED));
    for (String uri = waiting.poll(); uri != null; uri = waiting.poll()) {
      Optional<RouteDefinition> route = from(all, uri);
      if (route.isPresent() && kept.add(uri)) {
        targets(route.get().getOutputs()).forEach(waiting::add);
      }
    }
    try {
      model.removeRouteDefinitions(
          all.stream().filter(r -> !kept.contains(r.getInput().getEndpointUri())).toList());
    } catch (Exception e) {
      throw new IllegalStateException("routes that were not started can be removed", e);
    }
    return kept;
  }

  private static Optional<RouteDefinition> from(List<RouteDefinition> routes, String uri) {
    return routes.stream().filter(r -> r.getInput().getEndpointUri().equals(uri)).findFirst();
  }

  private static Stream<String> targets(List<ProcessorDefinition<?>> steps) {
    return steps.stream()
        .flatMap(
            step ->
                Stream.concat(
                    step instanceof SendDefinition<?> to
                        ? Stream.of(to.getEndpointUri())
                        : Stream.empty(),
                    targets(step.getOutputs())));
  }

  /** Which recipients are local. */
  public DestinationDecision decision() {
    return decision;
  }

  /** What becomes of mail for those who are not known. */
  public UndeliveredPolicy undelivered() {
    return undelivered;
  }

  /** Who they are. */
  public RecipientLookup lookup() {
    return lookup;
  }

  @Override
  public void close() {
    camel.stop();
  }
}
