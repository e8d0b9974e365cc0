package org.dromedary.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.dromedary.delivery.DeliverySettings;
import org.dromedary.dns.DnsListSettings;
import org.dromedary.dns.DnsSettings;
import org.dromedary.dsn.ReturnSettings;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.management.ManagementSettings;
import org.dromedary.routing.Archive;
import org.dromedary.routing.EndpointSchemes;
import org.dromedary.routing.MxOptions;
import org.dromedary.routing.RelayLogin;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.routing.SecretReference;
import org.dromedary.routing.SendLimits;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.server.ClientLimits;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.ListenerSettings;
import org.dromedary.smtp.server.SmtpServerSettings;
import org.dromedary.tls.CertificateFiles;
import org.dromedary.tls.ClientTlsPolicy;
import org.dromedary.tls.ServerTlsSettings;
import org.dromedary.users.UsersSettings;

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
    SubmitSettings submit = SubmitKeys.settings(values);
    return new Settings(
        hostname,
        data,
        routesDirectory(),
        values.get(SettingKeys.MINIMUM_FREE_SPACE),
        values.get(SettingKeys.MAXIMUM_QUEUED_MAILS),
        listeners(),
        new ServerTlsSettings(certificates(), hostname, data.resolve("tls")),
        users(localDomains, data),
        smtpServer(hostname, localDomains, data),
        new SmtpClientSettings(hostname, clientTimeouts(), trustedRoots()),
        new DnsSettings(
            values.get(SettingKeys.DNS_SERVERS),
            values.get(SettingKeys.DNS_USE_SYSTEM),
            values.get(SettingKeys.DNS_TIMEOUT)),
        new DnsListSettings(
            values.get(SettingKeys.DNS_LISTS), values.get(SettingKeys.DNS_LISTS_TIMEOUT)),
        new RoutingSettings(
            new LinkedHashSet<>(localDomains),
            values.get(SettingKeys.RELAY_NETWORKS),
            archive(localDomains),
            new EndpointSchemes(new LinkedHashSet<>(values.get(SettingKeys.ENDPOINT_SCHEMES))),
            values.get(SettingKeys.CREATED_PER_HOUR)),
        retry(),
        delivery(),
        new ManagementSettings(
            values.get(SettingKeys.MANAGEMENT_ENABLED),
            values.get(SettingKeys.MANAGEMENT_HOST),
            values.get(SettingKeys.MANAGEMENT_PORT),
            values.get(SettingKeys.CONSOLE_ENABLED)),
        new NoticeSettings(
            values.get(SettingKeys.NOTICES_PER_HOUR),
            new ReturnSettings(
                values.get(SettingKeys.NOTICES_RETURN),
                values.get(SettingKeys.NOTICES_MAXIMUM_RETURNED))),
        new MonitoringSettings(
            values.get(SettingKeys.METRICS_NETWORKS),
            values.get(SettingKeys.LOG_FORMAT),
            values.get(SettingKeys.OTLP_ENDPOINT)),
        TrackingKeys.settings(values),
        values.get(SettingKeys.EVENTS_PER_SUBSCRIPTION),
        submit,
        BrokerKeys.settings(values, submit, this::absolute),
        ReportKeys.settings(values, localDomains.getFirst()));
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

  private UsersSettings users(List<Domain> localDomains, Path data) {
    Path directory = absolute(values.get(SettingKeys.USERS_DIRECTORY, () -> data.resolve("users")));
    whyNotUsable(directory, data)
        .ifPresent(
            why ->
                values.report(
                    SettingKeys.USERS_DIRECTORY, why, "name the directory with the users"));
    return new UsersSettings(directory, localDomains.getFirst());
  }

  /** Only the command line writes there: others may keep the files where nobody else can. */
  private static Optional<String> whyNotUsable(Path users, Path data) {
    if (users.startsWith(data)) {
      return Optional.empty();
    }
    return Files.exists(users)
        ? DirectoryProbe.whyNotReadable(users)
        : DirectoryProbe.whyNotWritable(users);
  }

  private Path absolute(Path path) {
    return home.resolve(path).toAbsolutePath().normalize();
  }

  private SmtpServerSettings smtpServer(Domain hostname, List<Domain> localDomains, Path data) {
    return new SmtpServerSettings(
        hostname,
        postmaster(localDomains),
        values.get(SettingKeys.PROXY_NETWORKS),
        clientLimits(),
        serverPolicy(),
        temporaryDirectory(data),
        serverLimits());
  }

  private List<ListenerSettings> listeners() {
    String host = values.get(SettingKeys.SMTP_HOST);
    return List.of(
        new ListenerSettings(
            ListenerKind.RELAY,
            values.get(SettingKeys.SMTP_ENABLED),
            host,
            values.get(SettingKeys.SMTP_PORT)),
        new ListenerSettings(
            ListenerKind.SUBMISSION,
            values.get(SettingKeys.SUBMISSION_ENABLED),
            values.get(SettingKeys.SUBMISSION_HOST, () -> host),
            values.get(SettingKeys.SUBMISSION_PORT)),
        new ListenerSettings(
            ListenerKind.SUBMISSIONS,
            values.get(SettingKeys.SUBMISSIONS_ENABLED),
            values.get(SettingKeys.SUBMISSIONS_HOST, () -> host),
            values.get(SettingKeys.SUBMISSIONS_PORT)));
  }

  private SmtpServerSettings.Policy serverPolicy() {
    return new SmtpServerSettings.Policy(
        values.get(SettingKeys.GREETING_DELAY),
        values.get(SettingKeys.HANDSHAKE_TIMEOUT),
        values.get(SettingKeys.SMTP_AUTHENTICATION),
        values.get(SettingKeys.SMTP_RESTRICT_SENDERS),
        values.get(SettingKeys.RESTRICT_SENDERS),
        values.get(SettingKeys.RECEIVED_SHOWS_USER));
  }

  private List<CertificateFiles> certificates() {
    List<Path> certificates = values.get(SettingKeys.TLS_CERTIFICATES);
    List<Path> keys = values.get(SettingKeys.TLS_KEYS);
    if (certificates.size() != keys.size()) {
      values.report(
          SettingKeys.TLS_KEYS,
          "not as many files as " + SettingKeys.TLS_CERTIFICATES.name() + " has",
          "name one for each certificate, in the same order");
    }
    List<CertificateFiles> pairs = new ArrayList<>();
    for (int i = 0; i < Math.min(certificates.size(), keys.size()); i++) {
      pairs.add(new CertificateFiles(absolute(certificates.get(i)), absolute(keys.get(i))));
    }
    return pairs;
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

  /** Outside, a copy could come back as mail that goes out again. */
  private Optional<Archive> archive(List<Domain> localDomains) {
    Optional<MailAddress> address = values.get(SettingKeys.ARCHIVE_MAILBOX);
    boolean incoming = values.get(SettingKeys.ARCHIVE_INCOMING);
    if (address.isPresent() && !localDomains.contains(address.get().domain())) {
      values.report(
          SettingKeys.ARCHIVE_MAILBOX,
          "its domain is not local",
          "take an address in one of " + SettingKeys.LOCAL_DOMAINS.name());
    }
    if (address.isEmpty() && incoming) {
      values.report(
          SettingKeys.ARCHIVE_INCOMING,
          "there is no archive",
          "set " + SettingKeys.ARCHIVE_MAILBOX.name());
    }
    return address.map(mailbox -> new Archive(mailbox, incoming));
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
        values.get(SettingKeys.MAXIMUM_TRANSACTIONS),
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

  private List<Path> trustedRoots() {
    return values.get(SettingKeys.OUTBOUND_TLS_ROOTS).stream().map(this::absolute).toList();
  }

  private RetryPolicy retry() {
    var delay = values.get(SettingKeys.RETRY_DELAY);
    var multiplier = values.get(SettingKeys.BACK_OFF_MULTIPLIER);
    var maximumDelay = values.get(SettingKeys.MAXIMUM_DELAY);
    var lifetime = values.get(SettingKeys.LIFETIME);
    try {
      return new RetryPolicy(
          "default",
          RetryPolicy.backOff(delay, multiplier, maximumDelay),
          0,
          values.get(SettingKeys.RETRY_DNS_DELAY),
          lifetime,
          values.get(SettingKeys.WARN_AFTER));
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
        values.get(SettingKeys.INITIAL_CONNECTIONS),
        sendLimits(),
        values.get(SettingKeys.IDLE_CONNECTION_TIMEOUT),
        values.get(SettingKeys.UNREACHABLE_BACK_OFF),
        new ClientTlsPolicy(
            values.get(SettingKeys.OUTBOUND_TLS),
            values.get(SettingKeys.OUTBOUND_TLS_VERIFY),
            values.get(SettingKeys.OUTBOUND_TLS_FINGERPRINTS)),
        login(),
        new MxOptions(
            values.get(SettingKeys.MX_IMPLICIT),
            values.get(SettingKeys.MX_FIRST_HOST_ONLY),
            List.of()));
  }

  private SendLimits sendLimits() {
    try {
      return new SendLimits(
          values.get(SettingKeys.MAXIMUM_CONNECTIONS_PER_NEXT_HOP),
          values.get(SettingKeys.OUTBOUND_MAXIMUM_RECIPIENTS),
          values.get(SettingKeys.MAXIMUM_MAILS_PER_CONNECTION),
          values.get(SettingKeys.CONNECTION_DELAY),
          values.get(SettingKeys.SOURCE_ADDRESSES));
    } catch (IllegalArgumentException e) {
      values.report(
          SettingKeys.SOURCE_ADDRESSES,
          String.valueOf(e.getMessage()),
          "write at most one IPv4 and one IPv6 address");
      return SendLimits.DEFAULTS;
    }
  }

  private Optional<RelayLogin> login() {
    String user = values.get(SettingKeys.OUTBOUND_USER);
    Optional<SecretReference> password = values.get(SettingKeys.OUTBOUND_PASSWORD);
    Optional<SecretReference> token = values.get(SettingKeys.OUTBOUND_TOKEN);
    boolean unverified = values.get(SettingKeys.OUTBOUND_LOGIN_UNVERIFIED);
    Optional<SecretReference> secret = password.or(() -> token);
    if (user.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (user.isEmpty() || password.isPresent() == token.isPresent()) {
      values.report(
          SettingKeys.OUTBOUND_USER,
          "a login is a user and either a password or a token",
          "set it with one of "
              + SettingKeys.OUTBOUND_PASSWORD.name()
              + " and "
              + SettingKeys.OUTBOUND_TOKEN.name());
      return Optional.empty();
    }
    if (values.get(SettingKeys.SMART_HOSTS).isEmpty()) {
      values.report(
          SettingKeys.OUTBOUND_USER,
          "there is no smart host to log in at",
          "set " + SettingKeys.SMART_HOSTS.name());
    }
    RelayLogin.Kind kind = password.isPresent() ? RelayLogin.Kind.PASSWORD : RelayLogin.Kind.TOKEN;
    try {
      return secret.map(reference -> new RelayLogin(user, kind, reference, unverified));
    } catch (IllegalArgumentException e) {
      values.report(
          SettingKeys.OUTBOUND_USER,
          String.valueOf(e.getMessage()),
          "write a name without controls");
      return Optional.empty();
    }
  }
}
