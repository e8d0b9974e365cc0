package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dromedary.mail.Domain;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.SmartHost;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.server.ClientLimits;
import org.dromedary.smtp.server.SmtpServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> overrides = new HashMap<>();
  private String machineName = "box.example.net";

  SettingsReaderTest(@TempDir Path home) throws IOException {
    this.home = home;
    Files.createDirectory(home.resolve("routes"));
  }

  private SettingsResult read() {
    return new SettingsReader(home, environment, () -> machineName).read(overrides);
  }

  private Settings settings() {
    SettingsResult result = read();
    assertThat(result).isInstanceOf(SettingsResult.Valid.class);
    return ((SettingsResult.Valid) result).settings();
  }

  private List<String> problems() {
    SettingsResult result = read();
    assertThat(result).isInstanceOf(SettingsResult.Invalid.class);
    return ((SettingsResult.Invalid) result)
        .problems().stream().map(SettingsProblem::line).toList();
  }

  private void file(String... lines) throws IOException {
    Files.write(home.resolve("application.properties"), List.of(lines));
  }

  @Test
  void clientsHaveLimits() {
    overrides.put("dromedary.smtp.relay-networks", "192.0.2.0/24");
    ClientLimits defaults = settings().smtpServer().clientLimits();
    assertThat(defaults)
        .usingRecursiveComparison()
        .ignoringFields("exemptNetworks")
        .isEqualTo(ClientLimits.DEFAULTS);
    assertThat(defaults.exemptNetworks())
        .extracting(IpNetwork::toString)
        .containsExactly("192.0.2.0/24");

    overrides.put("dromedary.smtp.maximum-connections-per-client", "1");
    overrides.put("dromedary.smtp.client-rate.connections", "2");
    overrides.put("dromedary.smtp.client-rate.mails", "3");
    overrides.put("dromedary.smtp.client-rate.recipients", "4");
    overrides.put("dromedary.smtp.unknown-recipients.slow-after", "5");
    overrides.put("dromedary.smtp.unknown-recipients.limit", "6");
    overrides.put("dromedary.smtp.authentication-failures.limit", "7");
    overrides.put("dromedary.smtp.ban-time", "0s");
    overrides.put("dromedary.smtp.minimum-data-rate", "9");
    overrides.put("dromedary.smtp.exempt-networks", "");
    assertThat(settings().smtpServer().clientLimits())
        .isEqualTo(
            new ClientLimits(
                1,
                new ClientLimits.Rates(2, 3, 4),
                new ClientLimits.Offences(5, 6, 7, Duration.ZERO),
                9,
                List.of()));
  }

  @Test
  void everythingHasADefault() {
    Settings settings = settings();

    assertThat(settings.hostname()).isEqualTo(Domain.parse("box.example.net"));
    assertThat(settings.dataDirectory()).isEqualTo(home.resolve("data"));
    assertThat(settings.routesDirectory()).isEqualTo(home.resolve("routes"));
    assertThat(settings.listeners().getFirst().host()).isEqualTo("127.0.0.1");
    assertThat(settings.listeners().getFirst().port()).isEqualTo(2525);
    assertThat(settings.users().directory()).isEqualTo(home.resolve("data/users"));
    assertThat(settings.users().domain()).isEqualTo(Domain.parse("box.example.net"));
    assertThat(settings.smtpServer().postmaster()).hasToString("postmaster@box.example.net");
    assertThat(settings.smtpServer().temporaryDirectory()).isEqualTo(home.resolve("data/tmp"));
    assertThat(settings.smtpServer().limits()).isEqualTo(SmtpServerSettings.Limits.DEFAULTS);
    assertThat(settings.smtpClient().timeouts()).isEqualTo(SmtpClientSettings.Timeouts.DEFAULTS);
    assertThat(settings.routing().localDomains()).containsExactly(Domain.parse("box.example.net"));
    assertThat(settings.routing().relayNetworks())
        .anyMatch(network -> network.contains(IpLiteral.parse("127.1.2.3")))
        .anyMatch(network -> network.contains(IpLiteral.parse("::1")))
        .noneMatch(network -> network.contains(IpLiteral.parse("192.0.2.1")));
    assertThat(settings.retry()).isEqualTo(RetryPolicy.DEFAULTS);
    assertThat(settings.delivery().smartHosts()).isEmpty();
    assertThat(settings.delivery().mxPort()).isEqualTo(25);
    assertThat(settings.dns().servers()).isEmpty();
  }

  @Test
  void theEnvironmentStandsOverTheFileAndSetOverBoth() throws IOException {
    file(
        "dromedary.smtp.port = 1001",
        "dromedary.smtp.host = 127.0.0.9",
        "dromedary.hostname = file.example.org");
    environment.put("DROMEDARY_SMTP_PORT", "1002");
    environment.put("DROMEDARY_SMTP_HOST", "127.0.0.8");
    overrides.put("dromedary.smtp.port", "1003");

    Settings settings = settings();

    assertThat(settings.listeners().getFirst().port()).isEqualTo(1003);
    assertThat(settings.listeners().getFirst().host()).isEqualTo("127.0.0.8");
    assertThat(settings.hostname()).isEqualTo(Domain.parse("file.example.org"));
  }

  @Test
  void everyNamedKeyReachesItsRecord() throws IOException {
    file(
        "dromedary.local-domains=example.org, example.net",
        "dromedary.smtp.relay-networks=192.0.2.0/24",
        "dromedary.outbound.smart-hosts=127.0.0.1:2600,[::1]:2601",
        "dromedary.dns.servers=127.0.0.1:5353",
        "dromedary.retry.delay=2s",
        "dromedary.retry.back-off-multiplier=1.5",
        "dromedary.retry.maximum-delay=1m",
        "dromedary.retry.lifetime=1h",
        "dromedary.outbound.mx-port=2526",
        "dromedary.smtp.maximum-message-size=30MiB",
        "dromedary.outbound.timeout.data-termination=11m");

    Settings settings = settings();

    assertThat(settings.routing().localDomains())
        .containsExactlyInAnyOrder(Domain.parse("example.org"), Domain.parse("example.net"));
    assertThat(settings.smtpServer().postmaster()).hasToString("postmaster@example.org");
    assertThat(settings.routing().relayNetworks()).hasSize(1);
    assertThat(settings.delivery().smartHosts())
        .containsExactly(new SmartHost("127.0.0.1", 2600), new SmartHost("::1", 2601));
    assertThat(settings.dns().servers())
        .containsExactly(new InetSocketAddress(IpLiteral.parse("127.0.0.1"), 5353));
    assertThat(settings.retry())
        .isEqualTo(
            new RetryPolicy(
                "default",
                RetryPolicy.backOff(Duration.ofSeconds(2), 1.5, Duration.ofMinutes(1)),
                0,
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                List.of(Duration.ofHours(4))));
    assertThat(settings.delivery().mxPort()).isEqualTo(2526);
    assertThat(settings.smtpServer().limits().messageOctets()).isEqualTo(30 << 20);
    assertThat(settings.smtpClient().timeouts().dataTermination())
        .isEqualTo(Duration.ofMinutes(11));
  }

  @Test
  void reportsEveryProblemAtOnceWithPlaceKeyValueAndRemedy() throws IOException {
    file(
        "# comment",
        "dromedary.smtp.port = 70000",
        "dromedary.retry.delay = soon",
        "dromedary.smtp.prot = 25");
    environment.put("DROMEDARY_DNS_SERVERS", "localhost");
    overrides.put("dromedary.hostname", "192.0.2.1");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "application.properties:2: dromedary.smtp.port = 70000: out of range;"
                + " write a number from 0 to 65535",
            "application.properties:3: dromedary.retry.delay = soon: not a whole number with a"
                + " unit; write a number and a unit (ms, s, m, h, d), from 1s to 365d",
            "application.properties:4: dromedary.smtp.prot = 25: unknown key;"
                + " did you mean dromedary.smtp.port?",
            "environment variable DROMEDARY_DNS_SERVERS: dromedary.dns.servers = localhost:"
                + " 'localhost': not an IP address with a port;"
                + " write address:port, for example 192.0.2.53:53; several with commas between",
            "--set: dromedary.hostname = 192.0.2.1: an IP address, not a domain name;"
                + " write a full domain name such as mail.example.org");
  }

  @Test
  void anUnknownVariableWithOurPrefixIsAnError() {
    environment.put("DROMEDARY_SMTP_PROT", "1");
    environment.put("DROMEDARY_JAVA_OPTS", "-Xmx1g");
    environment.put("PATH", "/bin");

    assertThat(problems())
        .containsExactly(
            "environment: DROMEDARY_SMTP_PROT = 1: unknown key; did you mean DROMEDARY_SMTP_PORT?");
  }

  @Test
  void anUnknownKeyThatIsCloseToNothingGetsNoSuggestion() {
    overrides.put("dromedary.coffee", "black");

    assertThat(problems())
        .containsExactly(
            "--set: dromedary.coffee = black: unknown key;"
                + " remove it; docs/configuration.md lists the keys");
  }

  @Test
  void aKeyThatIsSetTwiceInTheFileIsAnError() throws IOException {
    file("dromedary.smtp.port=1", "", "dromedary.smtp.port=2");

    assertThat(problems())
        .containsExactly(
            "application.properties:3: dromedary.smtp.port = 2:"
                + " already set at application.properties:1; remove one of the two");
  }

  @Test
  void countsLinesAlsoAfterContinuedOnes() throws IOException {
    file(
        "dromedary.local-domains=example.org,\\",
        "    example.net",
        "# a comment does not go on \\",
        "dromedary.smtp.port: x");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("application.properties:4: dromedary.smtp.port = x:");
  }

  @Test
  void aBrokenEscapeInTheFileIsAProblemOfItsLine() throws IOException {
    file("", "dromedary.hostname=\\u12");

    assertThat(problems()).singleElement().asString().startsWith("application.properties:2: ");
  }

  @Test
  void aFileThatIsNotUtf8IsAProblem() throws IOException {
    Files.write(
        home.resolve("application.properties"),
        "# b\u00fccher\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems()).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void neverPrintsAValueThatLooksLikeAPassword() {
    overrides.put("dromedary.smtp.password", "geheim");
    environment.put("DROMEDARY_AUTH_SECRET", "geheim");

    assertThat(problems()).hasSize(2).noneMatch(line -> line.contains("geheim"));
  }

  @Test
  void aValueCannotBreakItsLine() {
    overrides.put("dromedary.smtp.host", "x\r\ny\u2028z\u0000");
    overrides.put("dromedary.no\nkey", "1");

    assertThat(problems())
        .hasSize(2)
        .allMatch(line -> line.chars().noneMatch(c -> c < ' ' || c == 0x2028));
  }

  @Test
  void aDataDirectoryBelowAFileIsAProblem() throws IOException {
    Files.createFile(home.resolve("file"));
    overrides.put("dromedary.data-directory", "file/data");

    assertThat(problems())
        .containsExactly(
            "--set: dromedary.data-directory = file/data: "
                + home.resolve("file")
                + " is not a directory; name a directory that this user can write to");
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenIsAProblem() {
    overrides.put("dromedary.data-directory", "/proc/dromedary");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("dromedary.data-directory = /proc/dromedary")
        .contains("this user cannot write to /proc");
  }

  @Test
  void readingLeavesNothingBehind() throws IOException {
    Path before = Files.createDirectory(home.resolve("data"));

    settings();

    assertThat(before).isEmptyDirectory();
  }

  @Test
  void aMissingRoutesDirectoryIsAProblem() {
    overrides.put("dromedary.routes-directory", "elsewhere");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("elsewhere is not a directory; name the directory with the routes");
  }

  @Test
  void aMaximumDelayBelowTheDelayIsAProblem() {
    overrides.put("dromedary.retry.delay", "5h");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("default: dromedary.retry.maximum-delay = 4h: ");
  }

  @Test
  void aPostmasterElsewhereIsAProblem() {
    overrides.put("dromedary.smtp.postmaster", "admin@elsewhere.example");

    assertThat(problems()).singleElement().asString().contains("its domain is not local");
  }

  @Test
  void aCopyElsewhereIsAProblem() {
    overrides.put("dromedary.archive.mailbox", "archive@elsewhere.example");

    assertThat(problems()).singleElement().asString().contains("its domain is not local");
  }

  @Test
  void anArchiveOfIncomingMailNeedsAMailbox() {
    overrides.put("dromedary.archive.incoming", "true");

    assertThat(problems()).singleElement().asString().contains("there is no archive");
  }

  @Test
  void absolutePathsStayWhereTheyAre() {
    Path elsewhere = home.resolve("else").toAbsolutePath();
    overrides.put("dromedary.data-directory", elsewhere.toString());

    assertThat(settings().dataDirectory()).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.org, mail.example.org",
    "box7, box7.localdomain",
    "'', localhost.localdomain",
    "under score, localhost.localdomain",
    "10.0.0.7, localhost.localdomain"
  })
  void theMachinesNameIsUsedWhenItIsADomain(String name, String expected) {
    machineName = name;

    assertThat(settings().hostname()).isEqualTo(Domain.parse(expected));
  }

  @Test
  void tellsWhereEachValueComesFrom() throws IOException {
    file("dromedary.smtp.port=1001");
    overrides.put("dromedary.dns.timeout", "2s");

    assertThat(read())
        .asInstanceOf(type(SettingsResult.Valid.class))
        .satisfies(
            valid ->
                assertThat(valid.effective())
                    .extracting(EffectiveValue::line)
                    .hasSize(SettingKeys.ALL.size())
                    .contains(
                        "dromedary.smtp.port = 1001  (application.properties:1)",
                        "dromedary.dns.timeout = 2s  (--set)",
                        "dromedary.dns.servers = (empty)  (default)",
                        "dromedary.retry.delay = 5m  (default)"));
  }

  @Test
  void theUsersMayBeElsewhere() throws IOException {
    Files.createDirectory(home.resolve("elsewhere"));
    file("dromedary.users-directory=elsewhere", "dromedary.local-domains=example.org,example.net");

    assertThat(settings().users().directory()).isEqualTo(home.resolve("elsewhere"));
    assertThat(settings().users().domain()).isEqualTo(Domain.parse("example.org"));
  }

  @Test
  void theDirectoryOfUsersIsNoFile() throws IOException {
    file("dromedary.users-directory=application.properties");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(
            "application.properties:1: dromedary.users-directory = application.properties: ")
        .endsWith("is not a directory; name the directory with the users");
  }
}
