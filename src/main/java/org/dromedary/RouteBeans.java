package org.dromedary;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.dromedary.camel.AcceptMail;
import org.dromedary.camel.AttemptStep;
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
import org.dromedary.camel.JmsEndpoints;
import org.dromedary.camel.MailEvents;
import org.dromedary.camel.MailLog;
import org.dromedary.camel.NoticeMails;
import org.dromedary.camel.RejectRecipients;
import org.dromedary.camel.ReplyToData;
import org.dromedary.camel.RouteRecipients;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.dns.DnsLists;
import org.dromedary.dsn.NotificationComposer;
import org.dromedary.events.Events;
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

/** What routes name as {@code ref: name}, stage by stage. */
record RouteBeans(
    Settings settings,
    CamelContext camel,
    InstantSource clock,
    Executor workers,
    Tables tables,
    QueueIdGenerator queueIds,
    RecipientLookup lookup,
    UndeliveredPolicy undelivered) {

  private <T> void bind(String name, Class<T> body, BodyStep.Work<T, ?> step) {
    camel.getRegistry().bind(name, BodyStep.of(body, step));
  }

  /** Steps of {@code accept}. */
  void bindAccept(MailLog log) {
    bind("acceptMail", ReceivedMail.class, new AcceptMail()::accept);
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
    bind(
        "routeRecipients",
        QueuedMessage.class,
        RouteRecipients.watched(new RouteRecipients(destinations), log));
    camel.getRegistry().bind("openRoutedMail", Facts.ofRoutedMail());
    bind("logHeld", QueuedMessage.class, log::held);
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
    bind("logDelivery", DeliveryReport.class, log::attempted);
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

  /** The step of {@code control}. */
  void bindControl(RuleControl rules) {
    camel.getRegistry().bind("controlRules", JmsEndpoints.answering(rules::control));
  }

  /** Steps of {@code retry} and {@code notify-sender}. */
  void bindFollowUp(FollowUpPolicy followUp, MailLog log, Events events) {
    Registry registry = camel.getRegistry();
    bind("planFollowUps", DeliveryReport.class, followUp::after);
    registry.bind("openFollowUp", Facts.ofFollowUp());
    registry.bind("openDeferredMail", Facts.ofDeferredMail());
    registry.bind(
        "openFailure",
        Facts.ofFailure(new NoticeLimit(settings.notices().perDomainAndHour(), clock)));
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
    MailEvents published = new MailEvents(events);
    bind("logFailure", FollowUp.GiveUp.class, giveUp -> published.givenUp(log.givenUp(giveUp)));
    bind("logParked", FollowUp.GiveUp.class, giveUp -> published.parked(log.parked(giveUp)));
    bind("logDelay", FollowUp.Warn.class, warn -> published.warned(log.warned(warn)));
    bind("composeDelayNotice", FollowUp.Warn.class, new ComposeDelayNotice(notices)::compose);
    bind("composeFailureNotice", FollowUp.GiveUp.class, new ComposeFailureNotice(notices)::compose);
    bind("logConfirmation", FollowUp.Confirm.class, log::confirmed);
    bind(
        "composeSuccessNotice", FollowUp.Confirm.class, new ComposeSuccessNotice(notices)::compose);
  }
}
