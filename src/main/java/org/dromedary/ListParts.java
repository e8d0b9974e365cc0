package org.dromedary;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.dromedary.camel.CheckLists;
import org.dromedary.camel.CheckStep;
import org.dromedary.camel.ListSteps;
import org.dromedary.camel.MailEvents;
import org.dromedary.camel.MemberQuestion;
import org.dromedary.events.Event;
import org.dromedary.list.ChangedBy;
import org.dromedary.list.ListService;
import org.dromedary.list.ListTokens;
import org.dromedary.list.MailingList;
import org.dromedary.list.MailingLists;
import org.dromedary.list.Memberships;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.routing.FileProblem;
import org.dromedary.settings.Settings;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientRequest;

/** The mailing lists of a router. */
record ListParts(Memberships memberships, ListService service) {

  /**
   * Opens them.
   *
   * @param recorder of who comes and goes; throws what it cannot record
   */
  static ListParts of(
      Settings settings,
      Tables tables,
      CamelContext camel,
      QueueIdGenerator queueIds,
      Consumer<Event> recorder) {
    InstantSource clock = InstantSource.system();
    Memberships memberships =
        new Memberships(
            directory(settings), new MemberQuestion(camel), new Witness(recorder), clock);
    ListTokens tokens =
        new ListTokens(new ListKeyFile(settings.dataDirectory().resolve("list-key")));
    return new ListParts(
        memberships,
        new ListService(tables.lists(), memberships, settings.hostname(), tokens, queueIds, clock));
  }

  private static Path directory(Settings settings) {
    return settings.dataDirectory().resolve("lists");
  }

  /** What is wrong in member files, without a router; nothing is asked of routes. */
  static List<String> problemsIn(Settings settings, MailingLists lists) {
    Memberships memberships =
        new Memberships(
            directory(settings),
            (list, uri) -> List.of(),
            new Witness(event -> {}),
            InstantSource.system());
    return memberships.problems(lists).stream().map(FileProblem::toString).toList();
  }

  /** Steps of {@code accept}, {@code route-mail} and {@code list}. */
  void bind(Registry registry, MailEvents events) {
    CheckLists check = new CheckLists(service);
    registry.bind("checkListRecipient", CheckStep.of(RecipientRequest.class, check::ofRecipient));
    registry.bind("checkListMail", CheckStep.of(ReceivedMail.class, check::ofMail));
    registry.bind("serveLists", events.listed(service::serve));
    registry.bind("distributeToMembers", events.listed(service::distribute));
    registry.bind("openListStep", ListSteps.open());
  }

  private record Witness(Consumer<Event> recorder) implements Memberships.Witness {
    @Override
    public void subscribed(MailingList list, MailAddress member, ChangedBy by) {
      recorder.accept(new Event.Subscribed(list.toString(), member.toString(), by.toString()));
    }

    @Override
    public void unsubscribed(MailingList list, MailAddress member, ChangedBy by) {
      recorder.accept(new Event.Unsubscribed(list.toString(), member.toString(), by.toString()));
    }
  }
}
