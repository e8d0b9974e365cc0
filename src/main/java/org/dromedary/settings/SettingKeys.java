package org.dromedary.settings;

import static org.dromedary.settings.AddressSyntaxes.BIND_HOST;
import static org.dromedary.settings.AddressSyntaxes.DOMAIN;
import static org.dromedary.settings.AddressSyntaxes.HOSTNAME;
import static org.dromedary.settings.AddressSyntaxes.MAIL_ADDRESS;
import static org.dromedary.settings.AddressSyntaxes.NAME_SERVER;
import static org.dromedary.settings.AddressSyntaxes.NETWORK;
import static org.dromedary.settings.AddressSyntaxes.SMART_HOST;
import static org.dromedary.settings.SettingKey.derived;
import static org.dromedary.settings.SettingKey.fixed;
import static org.dromedary.settings.SettingKey.written;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.delivery.DeliverySettings;
import org.dromedary.dns.DnsList;
import org.dromedary.dns.DnsListSettings;
import org.dromedary.dns.DnsSettings;
import org.dromedary.dsn.ReturnSettings;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.management.LogFormat;
import org.dromedary.queue.NoticeLimit;
import org.dromedary.routing.EndpointSchemes;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.MxOptions;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.routing.SecretReference;
import org.dromedary.routing.SendLimits;
import org.dromedary.routing.SmartHost;
import org.dromedary.smtp.client.SmtpClientSettings.Timeouts;
import org.dromedary.smtp.server.ClientLimits;
import org.dromedary.smtp.server.SmtpServerSettings.Limits;
import org.dromedary.smtp.server.SmtpServerSettings.Policy;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;

/** Every key there is. Defaults come from the record that a key fills, where it has one. */
final class SettingKeys {
  private static final ValueSyntax<Integer> PORT = new IntegerSyntax(1, 65535);
  private static final ValueSyntax<Integer> LISTENING_PORT = new IntegerSyntax(0, 65535);
  private static final ValueSyntax<Duration> TIMEOUT =
      new DurationSyntax(Duration.ofMillis(100), Duration.ofHours(1));
  private static final ValueSyntax<Duration> RETRY =
      new DurationSyntax(Duration.ofSeconds(1), Duration.ofDays(365));
  private static final ValueSyntax<Integer> CLIENT_LIMIT = new IntegerSyntax(0, 1_000_000);
  private static final ValueSyntax<Integer> OFFENCES = new IntegerSyntax(0, 10_000);
  private static final ValueSyntax<Path> PATH = new PathSyntax("write the path of a directory");
  private static final ValueSyntax<Path> FILE = new PathSyntax("write the path of a file");
  private static final ValueSyntax<Boolean> ON_OR_OFF = new BooleanSyntax();

  static final SettingKey<Domain> HOST_NAME =
      derived("hostname", HOSTNAME, "the name of the machine");
  static final SettingKey<Path> DATA_DIRECTORY = fixed("data-directory", PATH, Path.of("data"));
  static final SettingKey<Path> ROUTES_DIRECTORY =
      fixed("routes-directory", PATH, Path.of("routes"));
  static final SettingKey<Path> USERS_DIRECTORY =
      derived("users-directory", PATH, "`users` in `dromedary.data-directory`");
  static final SettingKey<List<Domain>> LOCAL_DOMAINS =
      derived("local-domains", new ListSyntax<>(DOMAIN, false), "`dromedary.hostname`");

  static final SettingKey<List<String>> ENDPOINT_SCHEMES =
      fixed(
          "endpoint-schemes",
          new ListSyntax<>(
              ValueSyntax.of(EndpointSchemes::scheme, "write names of Camel components"), true),
          EndpointSchemes.DEFAULTS);

  static final SettingKey<Integer> CREATED_PER_HOUR =
      fixed(
          "unknown-users.created-per-hour",
          new IntegerSyntax(0, 1_000_000),
          RoutingSettings.DEFAULT_CREATED_PER_HOUR);
  static final SettingKey<Integer> NOTICES_PER_HOUR =
      fixed(
          "notices.per-domain-and-hour",
          new IntegerSyntax(0, 1_000_000),
          NoticeLimit.DEFAULT_PER_HOUR);
  static final SettingKey<ReturnSettings.Part> NOTICES_RETURN =
      fixed(
          "notices.return",
          ValueSyntax.of(ReturnSettings.Part::parse, "write none, headers or full"),
          ReturnSettings.DEFAULTS.part());
  static final SettingKey<Long> NOTICES_MAXIMUM_RETURNED =
      fixed(
          "notices.maximum-returned-size",
          new SizeSyntax(0, 64L << 20),
          ReturnSettings.DEFAULTS.maximumOctets());
  static final SettingKey<Boolean> MANAGEMENT_ENABLED =
      fixed("management.enabled", ON_OR_OFF, true);
  static final SettingKey<String> MANAGEMENT_HOST =
      fixed("management.host", BIND_HOST, "127.0.0.1");
  static final SettingKey<Integer> MANAGEMENT_PORT = fixed("management.port", LISTENING_PORT, 8161);
  static final SettingKey<Boolean> CONSOLE_ENABLED = fixed("console.enabled", ON_OR_OFF, true);

  static final SettingKey<List<IpNetwork>> METRICS_NETWORKS =
      written("metrics.networks", new ListSyntax<>(NETWORK, true), "127.0.0.0/8, ::1");
  static final SettingKey<LogFormat> LOG_FORMAT =
      fixed("log.format", ValueSyntax.of(LogFormat::parse, "write text or json"), LogFormat.TEXT);
  static final SettingKey<Optional<URI>> OTLP_ENDPOINT =
      fixed("tracing.otlp-endpoint", new OptionalSyntax<>(new EndpointSyntax()), Optional.empty());

  static final SettingKey<Integer> EVENTS_PER_SUBSCRIPTION =
      fixed("events.per-subscription", new IntegerSyntax(1000, 1_000_000_000), 1_000_000);

  static final SettingKey<Long> MINIMUM_FREE_SPACE =
      fixed("queue.minimum-free-space", new SizeSyntax(0, 1L << 50), 256L << 20);

  static final SettingKey<Integer> MAXIMUM_QUEUED_MAILS =
      fixed("queue.maximum-mails", new IntegerSyntax(0, 1_000_000_000), 0);

  static final SettingKey<Boolean> SMTP_ENABLED = fixed("smtp.enabled", ON_OR_OFF, true);
  static final SettingKey<String> SMTP_HOST = fixed("smtp.host", BIND_HOST, "127.0.0.1");
  static final SettingKey<Integer> SMTP_PORT = fixed("smtp.port", LISTENING_PORT, 2525);
  static final SettingKey<Boolean> SUBMISSION_ENABLED =
      fixed("submission.enabled", ON_OR_OFF, true);
  static final SettingKey<String> SUBMISSION_HOST =
      derived("submission.host", BIND_HOST, "`dromedary.smtp.host`");
  static final SettingKey<Integer> SUBMISSION_PORT = fixed("submission.port", LISTENING_PORT, 2587);
  static final SettingKey<Boolean> SUBMISSIONS_ENABLED =
      fixed("submissions.enabled", ON_OR_OFF, true);
  static final SettingKey<String> SUBMISSIONS_HOST =
      derived("submissions.host", BIND_HOST, "`dromedary.smtp.host`");
  static final SettingKey<Integer> SUBMISSIONS_PORT =
      fixed("submissions.port", LISTENING_PORT, 2465);
  static final SettingKey<Boolean> RESTRICT_SENDERS =
      fixed(
          "submission.restrict-senders", ON_OR_OFF, Policy.DEFAULTS.restrictsSendersOnSubmission());
  static final SettingKey<Boolean> SMTP_AUTHENTICATION =
      fixed("smtp.authentication", ON_OR_OFF, Policy.DEFAULTS.authenticationOnRelay());
  static final SettingKey<Boolean> SMTP_RESTRICT_SENDERS =
      fixed("smtp.restrict-senders", ON_OR_OFF, Policy.DEFAULTS.restrictsSendersOnRelay());
  static final SettingKey<Boolean> RECEIVED_SHOWS_USER =
      fixed("smtp.received-shows-user", ON_OR_OFF, Policy.DEFAULTS.receivedShowsUser());
  static final SettingKey<Duration> GREETING_DELAY =
      fixed(
          "smtp.greeting-delay",
          new DurationSyntax(Duration.ZERO, Duration.ofMinutes(1)),
          Policy.DEFAULTS.greetingDelay());
  static final SettingKey<Duration> HANDSHAKE_TIMEOUT =
      fixed("smtp.timeout.tls-handshake", TIMEOUT, Policy.DEFAULTS.handshakeTimeout());
  static final SettingKey<List<Path>> TLS_CERTIFICATES =
      fixed("tls.certificate", new ListSyntax<>(FILE, true), List.of());
  static final SettingKey<List<Path>> TLS_KEYS =
      fixed("tls.key", new ListSyntax<>(FILE, true), List.of());
  static final SettingKey<List<IpNetwork>> RELAY_NETWORKS =
      written("smtp.relay-networks", new ListSyntax<>(NETWORK, true), "127.0.0.0/8, ::1");
  static final SettingKey<List<DnsList>> DNS_LISTS =
      fixed(
          "smtp.dns-lists",
          new ListSyntax<>(ValueSyntax.of(DnsList::parse, "write a zone, or zone=127.0.0.2"), true),
          List.of());
  static final SettingKey<Duration> DNS_LISTS_TIMEOUT =
      fixed("smtp.dns-lists-timeout", TIMEOUT, DnsListSettings.DEFAULT_TIMEOUT);
  static final SettingKey<List<IpNetwork>> PROXY_NETWORKS =
      fixed("smtp.proxy-networks", new ListSyntax<>(NETWORK, true), List.of());
  static final SettingKey<MailAddress> POSTMASTER =
      derived("smtp.postmaster", MAIL_ADDRESS, "`postmaster` at the first local domain");
  static final SettingKey<Path> TEMPORARY_DIRECTORY =
      derived("smtp.temporary-directory", PATH, "`tmp` in `dromedary.data-directory`");
  static final SettingKey<Long> MAXIMUM_MESSAGE_SIZE =
      fixed(
          "smtp.maximum-message-size",
          new SizeSyntax(64 << 10, 1L << 30),
          Limits.DEFAULTS.messageOctets());
  static final SettingKey<Long> IN_MEMORY_SIZE =
      fixed(
          "smtp.in-memory-size",
          new SizeSyntax(0, 16 << 20),
          (long) Limits.DEFAULTS.inMemoryOctets());
  static final SettingKey<Integer> MAXIMUM_RECIPIENTS =
      // RFC 5321 §4.5.3.1.8: at least 100 recipients
      fixed(
          "smtp.maximum-recipients", new IntegerSyntax(100, 100_000), Limits.DEFAULTS.recipients());
  static final SettingKey<Integer> MAXIMUM_TRANSACTIONS =
      fixed(
          "smtp.maximum-transactions",
          new IntegerSyntax(1, 1_000_000),
          Limits.DEFAULTS.transactions());
  static final SettingKey<Integer> SMTP_MAXIMUM_CONNECTIONS =
      fixed(
          "smtp.maximum-connections", new IntegerSyntax(1, 100_000), Limits.DEFAULTS.connections());
  static final SettingKey<Integer> MAXIMUM_CONNECTIONS_PER_CLIENT =
      fixed(
          "smtp.maximum-connections-per-client", CLIENT_LIMIT, ClientLimits.DEFAULTS.connections());
  static final SettingKey<Integer> CLIENT_CONNECTION_RATE =
      fixed(
          "smtp.client-rate.connections",
          CLIENT_LIMIT,
          ClientLimits.DEFAULTS.rates().connections());
  static final SettingKey<Integer> CLIENT_MAIL_RATE =
      fixed("smtp.client-rate.mails", CLIENT_LIMIT, ClientLimits.DEFAULTS.rates().mails());
  static final SettingKey<Integer> CLIENT_RECIPIENT_RATE =
      fixed(
          "smtp.client-rate.recipients", CLIENT_LIMIT, ClientLimits.DEFAULTS.rates().recipients());
  static final SettingKey<Integer> UNKNOWN_RECIPIENTS_SLOW_AFTER =
      fixed(
          "smtp.unknown-recipients.slow-after",
          OFFENCES,
          ClientLimits.DEFAULTS.offences().unknownRecipientsSlowAfter());
  static final SettingKey<Integer> UNKNOWN_RECIPIENTS =
      fixed(
          "smtp.unknown-recipients.limit",
          OFFENCES,
          ClientLimits.DEFAULTS.offences().unknownRecipients());
  static final SettingKey<Integer> AUTHENTICATION_FAILURES =
      fixed(
          "smtp.authentication-failures.limit",
          OFFENCES,
          ClientLimits.DEFAULTS.offences().authenticationFailures());
  static final SettingKey<Duration> BAN_TIME =
      fixed(
          "smtp.ban-time",
          new DurationSyntax(Duration.ZERO, Duration.ofDays(30)),
          ClientLimits.DEFAULTS.offences().banTime());
  static final SettingKey<Integer> MINIMUM_DATA_RATE =
      fixed(
          "smtp.minimum-data-rate",
          new IntegerSyntax(0, 1_000_000),
          ClientLimits.DEFAULTS.minimumDataRate());
  static final SettingKey<List<IpNetwork>> EXEMPT_NETWORKS =
      derived(
          "smtp.exempt-networks",
          new ListSyntax<>(NETWORK, true),
          "`dromedary.smtp.relay-networks`");
  static final SettingKey<Integer> MAXIMUM_COMMAND_ERRORS =
      fixed(
          "smtp.maximum-command-errors",
          new IntegerSyntax(1, 1000),
          Limits.DEFAULTS.commandErrors());
  static final SettingKey<Duration> SMTP_COMMAND_TIMEOUT =
      fixed("smtp.timeout.command", TIMEOUT, Limits.DEFAULTS.commandTimeout());
  static final SettingKey<Duration> SMTP_DATA_TIMEOUT =
      fixed("smtp.timeout.data", TIMEOUT, Limits.DEFAULTS.dataTimeout());

  static final SettingKey<List<SmartHost>> SMART_HOSTS =
      fixed("outbound.smart-hosts", new ListSyntax<>(SMART_HOST, true), List.of());
  static final SettingKey<Optional<MailAddress>> ARCHIVE_MAILBOX =
      fixed("archive.mailbox", new OptionalSyntax<>(MAIL_ADDRESS), Optional.empty());
  static final SettingKey<Boolean> ARCHIVE_INCOMING = fixed("archive.incoming", ON_OR_OFF, false);
  static final SettingKey<ClientTlsMode> OUTBOUND_TLS =
      fixed(
          "outbound.tls",
          ValueSyntax.of(ClientTlsMode::parse, "write none, opportunistic, required or implicit"),
          ClientTlsPolicy.DEFAULT.mode());
  static final SettingKey<Boolean> OUTBOUND_TLS_VERIFY =
      fixed("outbound.tls-verify", ON_OR_OFF, ClientTlsPolicy.DEFAULT.verify());
  static final SettingKey<List<CertificateFingerprint>> OUTBOUND_TLS_FINGERPRINTS =
      fixed(
          "outbound.tls-fingerprints",
          new ListSyntax<>(
              ValueSyntax.of(
                  CertificateFingerprint::parse,
                  "write what openssl x509 -noout -fingerprint -sha256 prints behind the equals"
                      + " sign"),
              true),
          List.of());
  static final SettingKey<List<Path>> OUTBOUND_TLS_ROOTS =
      fixed("outbound.tls-roots", new ListSyntax<>(FILE, true), List.of());
  static final SettingKey<String> OUTBOUND_USER =
      fixed("outbound.user", ValueSyntax.of(text -> text, "write a name"), "");
  static final SettingKey<Optional<SecretReference>> OUTBOUND_PASSWORD =
      fixed("outbound.password", new SecretSyntax(), Optional.empty());
  static final SettingKey<Optional<SecretReference>> OUTBOUND_TOKEN =
      fixed("outbound.token", new SecretSyntax(), Optional.empty());
  static final SettingKey<Boolean> OUTBOUND_LOGIN_UNVERIFIED =
      fixed("outbound.login-unverified", ON_OR_OFF, false);
  static final SettingKey<Integer> MX_PORT =
      fixed("outbound.mx-port", PORT, DeliverySettings.DEFAULT_MX_PORT);
  static final SettingKey<Boolean> MX_IMPLICIT =
      fixed("outbound.mx-implicit", ON_OR_OFF, MxOptions.DEFAULTS.implicit());
  static final SettingKey<Boolean> MX_FIRST_HOST_ONLY =
      fixed("outbound.mx-first-host-only", ON_OR_OFF, MxOptions.DEFAULTS.firstHostOnly());
  static final SettingKey<Integer> MAXIMUM_CONNECTIONS =
      fixed(
          "outbound.maximum-connections",
          new IntegerSyntax(1, 1000),
          DeliverySettings.DEFAULT_MAXIMUM_CONNECTIONS);
  static final SettingKey<Integer> MAXIMUM_CONNECTIONS_PER_NEXT_HOP =
      fixed(
          "outbound.maximum-connections-per-next-hop",
          new IntegerSyntax(1, 1000),
          SendLimits.DEFAULTS.maximumConnections());
  static final SettingKey<Integer> INITIAL_CONNECTIONS =
      fixed(
          "outbound.initial-connections-per-next-hop",
          new IntegerSyntax(1, 1000),
          DeliverySettings.DEFAULT_INITIAL_CONNECTIONS);
  static final SettingKey<Integer> OUTBOUND_MAXIMUM_RECIPIENTS =
      fixed(
          "outbound.maximum-recipients",
          new IntegerSyntax(1, 10_000),
          SendLimits.DEFAULTS.maximumRecipients());
  static final SettingKey<Integer> MAXIMUM_MAILS_PER_CONNECTION =
      fixed(
          "outbound.maximum-mails-per-connection",
          new IntegerSyntax(1, 1_000_000),
          SendLimits.DEFAULTS.maximumMails());
  static final SettingKey<Duration> CONNECTION_DELAY =
      fixed(
          "outbound.connection-delay",
          new DurationSyntax(Duration.ZERO, Duration.ofHours(1)),
          SendLimits.DEFAULTS.connectionDelay());
  static final SettingKey<List<InetAddress>> SOURCE_ADDRESSES =
      fixed(
          "outbound.source-addresses",
          new ListSyntax<>(AddressSyntaxes.IP_ADDRESS, true),
          SendLimits.DEFAULTS.sourceAddresses());
  static final SettingKey<Duration> IDLE_CONNECTION_TIMEOUT =
      fixed(
          "outbound.idle-connection-timeout",
          TIMEOUT,
          DeliverySettings.DEFAULT_IDLE_CONNECTION_TIMEOUT);
  static final SettingKey<Duration> UNREACHABLE_BACK_OFF =
      fixed(
          "outbound.unreachable-back-off", TIMEOUT, DeliverySettings.DEFAULT_UNREACHABLE_BACK_OFF);
  static final SettingKey<Duration> CONNECT_TIMEOUT =
      fixed("outbound.timeout.connect", TIMEOUT, Timeouts.DEFAULTS.connect());
  static final SettingKey<Duration> GREETING_TIMEOUT =
      fixed("outbound.timeout.greeting", TIMEOUT, Timeouts.DEFAULTS.greeting());
  static final SettingKey<Duration> COMMAND_TIMEOUT =
      fixed("outbound.timeout.command", TIMEOUT, Timeouts.DEFAULTS.command());
  static final SettingKey<Duration> DATA_INITIATION_TIMEOUT =
      fixed("outbound.timeout.data-initiation", TIMEOUT, Timeouts.DEFAULTS.dataInitiation());
  static final SettingKey<Duration> DATA_BLOCK_TIMEOUT =
      fixed("outbound.timeout.data-block", TIMEOUT, Timeouts.DEFAULTS.dataBlock());
  static final SettingKey<Duration> DATA_TERMINATION_TIMEOUT =
      fixed("outbound.timeout.data-termination", TIMEOUT, Timeouts.DEFAULTS.dataTermination());

  static final SettingKey<List<InetSocketAddress>> DNS_SERVERS =
      fixed("dns.servers", new ListSyntax<>(NAME_SERVER, true), List.of());
  static final SettingKey<Boolean> DNS_USE_SYSTEM =
      fixed("dns.use-system-servers", ON_OR_OFF, false);
  static final SettingKey<Duration> DNS_TIMEOUT =
      fixed("dns.timeout", TIMEOUT, DnsSettings.DEFAULT_TIMEOUT);

  static final SettingKey<Duration> RETRY_DELAY =
      fixed("retry.delay", RETRY, RetryPolicy.DEFAULT_DELAY);
  static final SettingKey<Double> BACK_OFF_MULTIPLIER =
      fixed(
          "retry.back-off-multiplier",
          new MultiplierSyntax(),
          RetryPolicy.DEFAULT_BACK_OFF_MULTIPLIER);
  static final SettingKey<Duration> MAXIMUM_DELAY =
      fixed("retry.maximum-delay", RETRY, RetryPolicy.DEFAULT_MAXIMUM_DELAY);
  static final SettingKey<Duration> RETRY_DNS_DELAY =
      fixed("retry.dns-delay", RETRY, RetryPolicy.DEFAULT_DNS_DELAY);
  static final SettingKey<List<Duration>> WARN_AFTER =
      fixed("retry.warn-after", new ListSyntax<>(RETRY, true), RetryPolicy.DEFAULT_WARN_AFTER);
  static final SettingKey<Duration> LIFETIME =
      fixed("retry.lifetime", RETRY, RetryPolicy.DEFAULT_LIFETIME);

  private static final List<SettingKey<?>> SINGLE =
      List.of(
          HOST_NAME,
          DATA_DIRECTORY,
          ROUTES_DIRECTORY,
          USERS_DIRECTORY,
          LOCAL_DOMAINS,
          MINIMUM_FREE_SPACE,
          MAXIMUM_QUEUED_MAILS,
          SMTP_ENABLED,
          SMTP_HOST,
          SMTP_PORT,
          SUBMISSION_ENABLED,
          SUBMISSION_HOST,
          SUBMISSION_PORT,
          SUBMISSIONS_ENABLED,
          SUBMISSIONS_HOST,
          SUBMISSIONS_PORT,
          RESTRICT_SENDERS,
          SMTP_AUTHENTICATION,
          SMTP_RESTRICT_SENDERS,
          RECEIVED_SHOWS_USER,
          GREETING_DELAY,
          HANDSHAKE_TIMEOUT,
          TLS_CERTIFICATES,
          TLS_KEYS,
          RELAY_NETWORKS,
          DNS_LISTS,
          DNS_LISTS_TIMEOUT,
          PROXY_NETWORKS,
          POSTMASTER,
          TEMPORARY_DIRECTORY,
          MAXIMUM_MESSAGE_SIZE,
          IN_MEMORY_SIZE,
          MAXIMUM_RECIPIENTS,
          MAXIMUM_TRANSACTIONS,
          SMTP_MAXIMUM_CONNECTIONS,
          MAXIMUM_CONNECTIONS_PER_CLIENT,
          CLIENT_CONNECTION_RATE,
          CLIENT_MAIL_RATE,
          CLIENT_RECIPIENT_RATE,
          UNKNOWN_RECIPIENTS_SLOW_AFTER,
          UNKNOWN_RECIPIENTS,
          AUTHENTICATION_FAILURES,
          BAN_TIME,
          MINIMUM_DATA_RATE,
          EXEMPT_NETWORKS,
          MAXIMUM_COMMAND_ERRORS,
          SMTP_COMMAND_TIMEOUT,
          SMTP_DATA_TIMEOUT,
          SMART_HOSTS,
          ARCHIVE_MAILBOX,
          ARCHIVE_INCOMING,
          OUTBOUND_TLS,
          OUTBOUND_TLS_VERIFY,
          OUTBOUND_TLS_FINGERPRINTS,
          OUTBOUND_TLS_ROOTS,
          OUTBOUND_USER,
          OUTBOUND_PASSWORD,
          OUTBOUND_TOKEN,
          OUTBOUND_LOGIN_UNVERIFIED,
          MX_PORT,
          MX_IMPLICIT,
          MX_FIRST_HOST_ONLY,
          MAXIMUM_CONNECTIONS,
          MAXIMUM_CONNECTIONS_PER_NEXT_HOP,
          INITIAL_CONNECTIONS,
          OUTBOUND_MAXIMUM_RECIPIENTS,
          MAXIMUM_MAILS_PER_CONNECTION,
          CONNECTION_DELAY,
          SOURCE_ADDRESSES,
          IDLE_CONNECTION_TIMEOUT,
          UNREACHABLE_BACK_OFF,
          CONNECT_TIMEOUT,
          GREETING_TIMEOUT,
          COMMAND_TIMEOUT,
          DATA_INITIATION_TIMEOUT,
          DATA_BLOCK_TIMEOUT,
          DATA_TERMINATION_TIMEOUT,
          DNS_SERVERS,
          DNS_USE_SYSTEM,
          DNS_TIMEOUT,
          RETRY_DELAY,
          BACK_OFF_MULTIPLIER,
          MAXIMUM_DELAY,
          RETRY_DNS_DELAY,
          LIFETIME,
          WARN_AFTER,
          ENDPOINT_SCHEMES,
          CREATED_PER_HOUR,
          NOTICES_PER_HOUR,
          NOTICES_RETURN,
          NOTICES_MAXIMUM_RETURNED,
          MANAGEMENT_ENABLED,
          MANAGEMENT_HOST,
          MANAGEMENT_PORT,
          CONSOLE_ENABLED,
          METRICS_NETWORKS,
          LOG_FORMAT,
          OTLP_ENDPOINT,
          EVENTS_PER_SUBSCRIPTION);

  static final List<SettingKey<?>> ALL =
      Stream.of(SINGLE, BrokerKeys.ALL, TrackingKeys.ALL, SubmitKeys.ALL, ReportKeys.ALL)
          .flatMap(List::stream)
          .toList();

  private SettingKeys() {}
}
