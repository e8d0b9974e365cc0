package org.dromedary.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dromedary.broker.BrokerLink;
import org.dromedary.delivery.DeliverySettings;
import org.dromedary.dns.DnsListSettings;
import org.dromedary.dns.DnsSettings;
import org.dromedary.mail.Domain;
import org.dromedary.management.ManagementSettings;
import org.dromedary.report.ReportSettings;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.server.ListenerSettings;
import org.dromedary.smtp.server.SmtpServerSettings;
import org.dromedary.tls.ServerTlsSettings;
import org.dromedary.tracking.TrackingSettings;
import org.dromedary.users.UsersSettings;

/**
 * All settings of a router, validated: one record for each package that has settings.
 *
 * @param hostname our name in banner, EHLO, Received and notices; never an address literal
 * @param dataDirectory absolute; journal, mailboxes and everything else that must survive
 * @param routesDirectory absolute; exists; Camel routes and tables
 * @param minimumFreeSpace octets free on the disk of the queues, with less no mail is accepted
 * @param maximumQueuedMails mails on the queues, with as many no more is accepted; 0 is no limit
 * @param broker empty when it is in the process of the router
 */
public record Settings(
    Domain hostname,
    Path dataDirectory,
    Path routesDirectory,
    long minimumFreeSpace,
    long maximumQueuedMails,
    List<ListenerSettings> listeners,
    ServerTlsSettings tls,
    UsersSettings users,
    SmtpServerSettings smtpServer,
    SmtpClientSettings smtpClient,
    DnsSettings dns,
    DnsListSettings dnsLists,
    RoutingSettings routing,
    RetryPolicy retry,
    DeliverySettings delivery,
    ManagementSettings management,
    NoticeSettings notices,
    MonitoringSettings monitoring,
    TrackingSettings tracking,
    int eventsPerSubscription,
    SubmitSettings submit,
    Optional<BrokerLink> broker,
    List<ReportSettings> reports) {

  public Settings {
    reports = List.copyOf(reports);
    listeners = List.copyOf(listeners);
  }
}
