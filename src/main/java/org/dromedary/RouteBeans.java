package org.dromedary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.camel.AcceptMail;
import org.dromedary.camel.AttemptStep;
import org.dromedary.camel.AwaitFreeSpace;
import org.dromedary.camel.BodyStep;
import org.dromedary.camel.CheckBarring;
import org.dromedary.camel.CheckDnsLists;
import org.dromedary.camel.CheckRecipient;
import org.dromedary.camel.CheckStep;
import org.dromedary.camel.ComposeDelayNotice;
import org.dromedary.camel.ComposeFailureNotice;
import org.dromedary.camel.ComposeSuccessNotice;
import org.dromedary.camel.DecideByLocalDomains;
import org.dromedary.camel.DeliverLocal;
import org.dromedary.camel.DestinationRoute;
import org.dromedary.camel.Facts;
import org.dromedary.camel.FetchBeans;
import org.dromedary.camel.FetchMail;
import org.dromedary.camel.JmsEndpoints;
import org.dromedary.camel.MailEvents;
import org.dromedary.camel.MailLog;
import org.dromedary.camel.NoticeMails;
import org.dromedary.camel.RecipientCheckRoute;
import org.dromedary.camel.RejectRecipients;
import org.dromedary.camel.ReplyToData;
import org.dromedary.camel.RouteRecipients;
import org.dromedary.camel.SubmitByJms;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.dns.DnsLists;
import org.dromedary.dsn.NotificationComposer;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.local.MaildirDelivery;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.FollowUpPolicy;
import org.dromedary.queue.NoticeLimit;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.Barring;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.LocalRecipient;
import org.dromedary.routing.Postmasters;
import org.dromedary.routing.RecipientLookup;
import org.dromedary.routing.RecipientPolicy;
import org.dromedary.routing.UndeliveredPolicy;
import org.dromedary.routing.UnknownUsers;
import org.dromedary.settings.Settings;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.SmtpServerSettings;
import org.dromedary.submit.SubmissionIntake;
import org.dromedary.submit.SubmittingUser;
import org.dromedary.users.UserName;
import org.dromedary.users.UserStore;

/** What routes name as {@code ref: name}, stage by stage. */
record RouteBeans(
    Settings settings,
    CamelContext camel,
    InstantSource clock,
    Executor workers,
    Tables tables,
    QueueIdGenerator queueIds,
    RecipientLookup lookup,
    UndeliveredPolicy undelivered,
    MailEvents events) {

  private <T> void bind(String name, Class<T> body, BodyStep.Work<T, ?> step) {
    camel.getRegistry().bind(name, BodyStep.of(body, step));
  }

  /** Steps of {@code accept}. */
  void bindAccept(MailLog log) {
    camel
        .getRegistry()
        .bind("acceptMail", events.received(ReceivedMail.class, new AcceptMail()::accept));
    bind("replyToData", QueuedMessage.class, new ReplyToData(log)::reply);
    RecipientPolicy policy =
        new RecipientPolicy(
            settings.routing().relayNetworks(),
            tables.mailboxes(),
            new DestinationRoute(camel),
            lookup,
            undelivered);
    bind(
        "checkRecipient",
        RecipientRequest.class,
        new CheckRecipient(policy, tables.routing())::check);
    bindChecks();
  }

  /** Steps that may refuse a recipient or a mail. */
  private void bindChecks() {
    Registry registry = camel.getRegistry();
    Postmasters postmasters =
        new Postmasters(settings.routing().localDomains(), settings.smtpServer().postmaster());
    CheckBarring barring = new CheckBarring(new Barring(tables.barring(), postmasters));
    registry.bind("checkBarring", CheckStep.of(RecipientRequest.class, barring::ofRecipient));
    registry.bind("checkHeaders", CheckStep.of(ReceivedMail.class, barring::ofMail));
    CheckDnsLists dnsLists =
        new CheckDnsLists(
            new DnsLists(settings.dnsLists(), settings.dns(), workers, clock),
            settings.routing().relayNetworks(),
            postmasters);
    registry.bind("checkDnsLists", CheckStep.of(RecipientRequest.class, dnsLists::check));
  }

  /** Steps of {@code route-mail}. */
  void bindRouteMail(MailLog log) {
    bind("lookUpMailboxesFile", MailAddress.class, tables.allMailboxes()::of);
    bind(
        "decideUndelivered",
        MailAddress.class,
        address -> tables.mailboxes().get().undelivered(address.domain()));
    bind(
        "decideByLocalDomains",
        MailAddress.class,
        new DecideByLocalDomains(settings.routing().localDomains())::decide);
    Destinations destinations =
        new Destinations(
            new DestinationRoute(camel),
            lookup,
            new UnknownUsers(undelivered, tables.allMailboxes()),
            tables.mailboxes(),
            tables.routing(),
            settings.routing().archive());
    Registry registry = camel.getRegistry();
    registry.bind(
        "routeRecipients",
        events.routed(RouteRecipients.watched(new RouteRecipients(destinations, clock), log)));
    registry.bind("openRoutedMail", Facts.ofRoutedMail());
    registry.bind("logHeld", events.held(log::held));
    bind("rejectUnknownRecipients", QueuedMessage.class, RejectRecipients::unknown);
    bind("rejectLoopingRecipients", QueuedMessage.class, RejectRecipients::looping);
  }

  /** Steps of {@code deliver-local} and {@code deliver-remote}. */
  void bindDeliver(RemoteDelivery remote, MailLog log) {
    MaildirDelivery maildirs =
        new MaildirDelivery(
            settings.dataDirectory().resolve("mailboxes"), settings.hostname(), clock);
    Registry registry = camel.getRegistry();
    registry.bind(
        "deliverLocal",
        AttemptStep.watched(
            new DeliverLocal(maildirs, remote, this::lookUpOrArchive, undelivered)::deliver, log));
    registry.bind("attemptRemoteDelivery", AttemptStep.watched(remote::attempt, log));
    registry.bind("logDelivery", events.attempted(log::attempted));
  }

  /** Steps of {@code submit}. */
  void bindSubmit(SubmissionIntake intake, UserStore users, BooleanSupplier hasRoom) {
    Registry registry = camel.getRegistry();
    Processor awaitRoom = new AwaitFreeSpace(hasRoom);
    registry.bind("awaitRoomForMail", awaitRoom);
    SubmitByJms.Stamp stamp =
        new SubmitByJms.Stamp(
            EmbeddedBroker.SENDER_PROPERTY,
            settings.broker().isPresent() || !settings.submit().doors().isEmpty());
    SubmitByJms jms = new SubmitByJms(intake, name -> submitter(users, name), stamp);
    registry.bind("takeSubmission", (Processor) jms::take);
    registry.bind("requireAccepted", (Processor) SubmitByJms::requireAccepted);
    registry.bind("logDuplicate", (Processor) SubmitByJms::logDuplicate);
    registry.bind("rejectSubmission", (Processor) jms::reject);
  }

  private static SubmittingUser submitter(UserStore users, String name) {
    try {
      return new SubmittingUser(name, users.sendersOf(new UserName(name))::allow);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the message comes again
    }
  }

  /** Takes what applications submit as the submission listeners take mail of users. */
  SubmissionIntake submissions() {
    SmtpServerSettings smtp = settings.smtpServer();
    return new SubmissionIntake(
        new SubmissionIntake.Settings(
            smtp.hostname(),
            smtp.temporaryDirectory(),
            smtp.limits().inMemoryOctets(),
            smtp.limits().messageOctets(),
            smtp.limits().recipients(),
            smtp.policy().restrictsSendersOnSubmission()),
        new RecipientCheckRoute(camel, Runnable::run),
        queueIds,
        clock);
  }

  /** The archive is what the file says, whatever a team's route has to say of users. */
  private LocalRecipient lookUpOrArchive(MailAddress address) {
    return settings
        .routing()
        .archive()
        .filter(archive -> archive.mailbox().equals(address))
        .map(archive -> tables.mailboxes().get().lookup(address))
        .orElseGet(() -> lookup.of(address));
  }

  /** Steps of the template {@code fetch-mail}. */
  void bindFetch(X509TrustManager trusted, BooleanSupplier hasRoom, MailLog log) {
    SmtpServerSettings smtp = settings.smtpServer();
    FetchMail fetch =
        new FetchMail(
            new FetchMail.Place(
                settings.hostname(),
                settings.dataDirectory().resolve("fetched"),
                smtp.temporaryDirectory()),
            new FetchMail.Limits(smtp.limits().messageOctets(), smtp.limits().inMemoryOctets()),
            hasRoom,
            queueIds,
            clock,
            log);
    FetchBeans.bind(camel, fetch, events, trusted);
  }

  /** The step of {@code control}. */
  void bindControl(RuleControl rules) {
    camel.getRegistry().bind("controlRules", JmsEndpoints.answering(rules::control));
  }

  /** Steps of {@code retry} and {@code notify-sender}. */
  void bindFollowUp(FollowUpPolicy followUp, MailLog log) {
    Registry registry = camel.getRegistry();
    bind("planFollowUps", DeliveryReport.class, followUp::after);
    registry.bind("openFollowUp", Facts.ofFollowUp());
    registry.bind("openDeferredMail", Facts.ofDeferredMail());
    registry.bind(
        "openFailure",
        Facts.ofFailure(new NoticeLimit<>(settings.notices().perDomainAndHour(), clock)));
    bind("openReturnedMail", QueuedMessage.class, Facts::failureOf);
    registry.bind("takeFailedMail", Facts.mailOfFailure());
    NoticeMails notices =
        new NoticeMails(
            new NotificationComposer(
                settings.hostname(),
                tables.templates(),
                domain -> tables.mailboxes().get().language(domain),
                settings.notices().returns(),
                clock),
            queueIds,
            clock);
    registry.bind("logFailure", events.givenUp(log::givenUp));
    registry.bind("logParked", events.parked(log::parked));
    registry.bind("logDelay", events.delayed(log::warned));
    registry.bind(
        "composeDelayNotice",
        events.notified(
            FollowUp.Warn.class,
            warn -> NotificationKind.DELAY,
            new ComposeDelayNotice(notices)::compose));
    registry.bind(
        "composeFailureNotice",
        events.notified(
            FollowUp.GiveUp.class,
            giveUp -> NotificationKind.FAILURE,
            new ComposeFailureNotice(notices)::compose));
    bind("logConfirmation", FollowUp.Confirm.class, log::confirmed);
    registry.bind(
        "composeSuccessNotice",
        events.notified(
            FollowUp.Confirm.class,
            ComposeSuccessNotice::kind,
            new ComposeSuccessNotice(notices)::compose));
  }
}
