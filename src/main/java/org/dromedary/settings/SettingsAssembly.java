package org.dromedary.settings;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.dromedary.delivery.DeliverySettings;
import org.dromedary.dns.DnsSettings;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.queue.RetryPolicy;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.server.ClientLimits;
import org.dromedary.smtp.server.SmtpServerSettings;

/** Builds the records from checked values, and checks what no single value shows. */
final class SettingsAssembly {
  private final CheckedValues values;
  private final Path home;
  private final MachineName machineName;

  SettingsAssembly(CheckedValues values, Path home, MachineName machineName) {
    this.values = values;
    this.home = home;
    this.machineName = machineName;
  }

  /** The settings; to be used only when no problem was reported meanwhile. */
  Settings assemble() {
    Domain hostname = values.get(SettingKeys.HOST_NAME, machineName::domain);
    Path data = dataDirectory();
    List<Domain> localDomains = values.get(SettingKeys.LOCAL_DOMAINS, () -> List.of(hostname));
    return new Settings(
        hostname,
        data,
        routesDirectory(),
        values.get(SettingKeys.MINIMUM_FREE_SPACE),
        smtpServer(hostname, localDomains, data),
        new SmtpClientSettings(hostname, clientTimeouts()),
        new DnsSettings(values.get(SettingKeys.DNS_SERVERS), values.get(SettingKeys.DNS_TIMEOUT)),
        new RoutingSettings(
            new LinkedHashSet<>(localDomains), values.get(SettingKeys.RELAY_NETWORKS)),
        retry(),
        delivery());
  }

  private Path dataDirectory() {
    Path directory = absolute(values.get(SettingKeys.DATA_DIRECTORY));
    DirectoryProbe.whyNotWritable(directory)
        .ifPresent(
            why ->
                values.report(
                    SettingKeys.DATA_DIRECTORY,
                    why,
                    "name a directory that this user can write to"));
    return directory;
  }

  private Path routesDirectory() {
    Path directory = absolute(values.get(SettingKeys.ROUTES_DIRECTORY));
    DirectoryProbe.whyNotReadable(directory)
        .ifPresent(
            why ->
                values.report(
                    SettingKeys.ROUTES_DIRECTORY, why, "name the directory with the routes"));
    return directory;
  }

  private Path absolute(Path path) {
    return home.resolve(path).toAbsolutePath().normalize();
  }

  private SmtpServerSettings smtpServer(Domain hostname, List<Domain> localDomains, Path data) {
    return new SmtpServerSettings(
        hostname,
        values.get(SettingKeys.SMTP_HOST),
        values.get(SettingKeys.SMTP_PORT),
        postmaster(localDomains),
        values.get(SettingKeys.PROXY_NETWORKS),
        clientLimits(),
        temporaryDirectory(data),
        serverLimits());
  }

  private MailAddress postmaster(List<Domain> localDomains) {
    MailAddress postmaster =
        values.get(
            SettingKeys.POSTMASTER, () -> new MailAddress("postmaster", localDomains.getFirst()));
    if (!localDomains.contains(postmaster.domain())) {
      // RFC 5321 §4.5.1: mail for postmaster is always accepted, so it must not count as relaying
      values.report(
          SettingKeys.POSTMASTER,
          "its domain is not local",
          "take an address in one of " + SettingKeys.LOCAL_DOMAINS.name());
    }
    return postmaster;
  }

  private Path temporaryDirectory(Path data) {
    Path directory =
        absolute(values.get(SettingKeys.TEMPORARY_DIRECTORY, () -> data.resolve("tmp")));
    // inside the data directory it is as good as that one, whose problem is reported already
    Optional<String> problem =
        directory.startsWith(data) ? Optional.empty() : DirectoryProbe.whyNotWritable(directory);
    problem.ifPresent(
        why ->
            values.report(
                SettingKeys.TEMPORARY_DIRECTORY,
                why,
                "name a directory that this user can write to"));
    return directory;
  }

  private ClientLimits clientLimits() {
    return new ClientLimits(
        values.get(SettingKeys.MAXIMUM_CONNECTIONS_PER_CLIENT),
        new ClientLimits.Rates(
            values.get(SettingKeys.CLIENT_CONNECTION_RATE),
            values.get(SettingKeys.CLIENT_MAIL_RATE),
            values.get(SettingKeys.CLIENT_RECIPIENT_RATE)),
        new ClientLimits.Offences(
            values.get(SettingKeys.UNKNOWN_RECIPIENTS_SLOW_AFTER),
            values.get(SettingKeys.UNKNOWN_RECIPIENTS),
            values.get(SettingKeys.AUTHENTICATION_FAILURES),
            values.get(SettingKeys.BAN_TIME)),
        values.get(SettingKeys.MINIMUM_DATA_RATE),
        values.get(SettingKeys.EXEMPT_NETWORKS, () -> values.get(SettingKeys.RELAY_NETWORKS)));
  }

  private SmtpServerSettings.Limits serverLimits() {
    return new SmtpServerSettings.Limits(
        values.get(SettingKeys.MAXIMUM_MESSAGE_SIZE),
        Math.toIntExact(values.get(SettingKeys.IN_MEMORY_SIZE)),
        values.get(SettingKeys.MAXIMUM_RECIPIENTS),
        values.get(SettingKeys.SMTP_MAXIMUM_CONNECTIONS),
        values.get(SettingKeys.MAXIMUM_COMMAND_ERRORS),
        values.get(SettingKeys.SMTP_COMMAND_TIMEOUT),
        values.get(SettingKeys.SMTP_DATA_TIMEOUT));
  }

  private SmtpClientSettings.Timeouts clientTimeouts() {
    return new SmtpClientSettings.Timeouts(
        values.get(SettingKeys.CONNECT_TIMEOUT),
        values.get(SettingKeys.GREETING_TIMEOUT),
        values.get(SettingKeys.COMMAND_TIMEOUT),
        values.get(SettingKeys.DATA_INITIATION_TIMEOUT),
        values.get(SettingKeys.DATA_BLOCK_TIMEOUT),
        values.get(SettingKeys.DATA_TERMINATION_TIMEOUT));
  }

  private RetryPolicy retry() {
    var delay = values.get(SettingKeys.RETRY_DELAY);
    var multiplier = values.get(SettingKeys.BACK_OFF_MULTIPLIER);
    var maximumDelay = values.get(SettingKeys.MAXIMUM_DELAY);
    var lifetime = values.get(SettingKeys.LIFETIME);
    try {
      return new RetryPolicy(delay, multiplier, maximumDelay, lifetime);
    } catch (IllegalArgumentException e) {
      values.report(
          SettingKeys.MAXIMUM_DELAY,
          String.valueOf(e.getMessage()),
          "write at least " + SettingKeys.RETRY_DELAY.name());
      return RetryPolicy.DEFAULTS;
    }
  }

  private DeliverySettings delivery() {
    return new DeliverySettings(
        values.get(SettingKeys.SMART_HOSTS),
        values.get(SettingKeys.MX_PORT),
        values.get(SettingKeys.MAXIMUM_CONNECTIONS),
        values.get(SettingKeys.MAXIMUM_CONNECTIONS_PER_NEXT_HOP),
        values.get(SettingKeys.IDLE_CONNECTION_TIMEOUT),
        values.get(SettingKeys.UNREACHABLE_BACK_OFF));
  }
}
