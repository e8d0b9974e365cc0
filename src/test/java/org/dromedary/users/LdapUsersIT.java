package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ReversePath;
import org.dromedary.users.Authentication.Authenticated;
import org.dromedary.users.Authentication.Rejected;
import org.dromedary.users.Authentication.Unavailable;
import org.dromedary.users.JaasUserStore.Timing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entry of docs/users.md, with the address of a server in this JVM. */
class LdapUsersIT {
  private static final Pattern EXAMPLE =
      Pattern.compile("```\n(dromedary \\{.*?\\};)\n```", Pattern.DOTALL);
  private static final String LDAP_MODULE = "LDAPLoginModule required";
  private static final String SERVICE = "cn=dromedary,ou=services,dc=example,dc=org";
  private static final String SERVICE_PASSWORD = "secret of the service";
  private static final String LDIF =
      """
      dn: dc=example,dc=org
      objectClass: domain
      dc: example

      dn: ou=people,dc=example,dc=org
      objectClass: organizationalUnit
      ou: people

      dn: ou=groups,dc=example,dc=org
      objectClass: organizationalUnit
      ou: groups

      dn: uid=alice,ou=people,dc=example,dc=org
      objectClass: inetOrgPerson
      uid: alice
      cn: Alice
      sn: A
      userPassword: sécret

      dn: uid=bob,ou=people,dc=example,dc=org
      objectClass: inetOrgPerson
      uid: bob
      cn: Bob
      sn: B
      userPassword: of bob

      dn: cn=submit,ou=groups,dc=example,dc=org
      objectClass: groupOfNames
      cn: submit
      member: uid=alice,ou=people,dc=example,dc=org

      dn: cn=cooks,ou=groups,dc=example,dc=org
      objectClass: groupOfNames
      cn: cooks
      member: uid=alice,ou=people,dc=example,dc=org
      """;

  private final Path directory;
  private final UsersSettings settings;
  private final InMemoryDirectoryServer server;

  LdapUsersIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    this.settings = new UsersSettings(directory.resolve("users"), Domain.parse("example.org"));
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
    config.addAdditionalBindCredentials(SERVICE, SERVICE_PASSWORD);
    server = new InMemoryDirectoryServer(config);
    Path ldif = Files.writeString(directory.resolve("users.ldif"), LDIF);
    server.importFromLDIF(true, ldif.toFile());
    server.startListening();
  }

  @AfterEach
  void stop() {
    server.shutDown(true);
  }

  private static String example() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/users.md")));
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  private String here() throws IOException {
    return at(server.getListenPort());
  }

  private static String at(int port) throws IOException {
    String url = "ldap://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    return example().replace("ldaps://ldap.example.org", url);
  }

  private JaasUserStore store(String loginConfig) throws IOException {
    Path file = Files.writeString(directory.resolve("login.config"), loginConfig);
    return new JaasUserStore(
        settings,
        LoginConfiguration.read(file, settings.directory()),
        new Timing(Duration.ofSeconds(20), Duration.ZERO));
  }

  private static String beside(String ldap) {
    return ldap.replace(LDAP_MODULE, "LDAPLoginModule sufficient")
        .replace(
            "};",
            """
              org.apache.activemq.artemis.spi.core.security.jaas.PropertiesLoginModule sufficient
                reload=true
                org.apache.activemq.jaas.properties.user="users.properties"
                org.apache.activemq.jaas.properties.role="roles.properties";
            };
            """);
  }

  private void addCarl() throws IOException {
    new UserAccounts(settings, new SecureRandom())
        .add(new UserName("carl"), Set.of(Role.APP), Senders.parse("*"), "of carl");
  }

  private static User user(Authentication authentication) {
    return assertThat(authentication).asInstanceOf(type(Authenticated.class)).actual().user();
  }

  private static String unavailable(Authentication authentication) {
    return assertThat(authentication).asInstanceOf(type(Unavailable.class)).actual().logDetail();
  }

  @Test
  void aUserOfLdapLogsInWithTheGroupsThatAreRoles() throws IOException {
    User alice = user(store(here()).authenticate("Alice", "sécret", Role.SUBMIT));

    assertThat(alice.name()).hasToString("alice");
    assertThat(alice.roles()).containsExactly(Role.SUBMIT);
    assertThat(alice.maySendFrom(ReversePath.parse("<alice@example.org>"))).isTrue();
    assertThat(alice.maySendFrom(ReversePath.parse("<bob@example.org>"))).isFalse();
  }

  @Test
  void whoIsInNoGroupHasNoRole() throws IOException {
    assertThat(store(here()).authenticate("bob", "of bob", Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @Test
  void sendersOfTheFileAreForUsersOfLdap() throws IOException {
    Files.createDirectory(settings.directory());
    Files.writeString(settings.directory().resolve("senders.properties"), "alice=@example.net\n");

    assertThat(user(store(here()).authenticate("alice", "sécret", Role.SUBMIT)).senders())
        .hasToString("@example.net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "of bob", "*"})
  void aWrongPasswordIsRejected(String password) throws IOException {
    assertThat(store(here()).authenticate("alice", password, Role.SUBMIT))
        .isEqualTo(new Rejected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoe", "*", "al*", "alice)(uid=*", "alice ", "submit", "a*)(|(uid=alice"})
  void anotherNameIsRejected(String name) throws IOException {
    assertThat(store(here()).authenticate(name, "sécret", Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @Test
  void aServerThatIsDownIsUnavailable() throws IOException {
    JaasUserStore store = store(here());
    server.shutDown(true);

    assertThat(unavailable(store.authenticate("alice", "sécret", Role.SUBMIT)))
        .startsWith("Error opening LDAP connection: ");
    assertThat(unavailable(store.authenticate("zoe", "x", Role.SUBMIT)))
        .startsWith("Error opening LDAP connection: ");
  }

  @Test
  void aServerThatNeverAnswersIsUnavailableInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      JaasUserStore store = store(at(silent.getLocalPort()).replace("5000", "300"));

      long start = System.nanoTime();
      unavailable(store.authenticate("alice", "sécret", Role.SUBMIT));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aWrongPasswordOfTheServiceIsNotTheUsersFault() throws IOException {
    assertThat(
            unavailable(
                store(here().replace(SERVICE_PASSWORD, "wrong"))
                    .authenticate("alice", "sécret", Role.SUBMIT)))
        .startsWith("Error opening LDAP connection: ");
  }

  @Test
  void aBaseThatDoesNotExistIsNotTheUsersFault() throws IOException {
    unavailable(
        store(here().replace("ou=people", "ou=nowhere"))
            .authenticate("alice", "sécret", Role.SUBMIT));
  }

  @Test
  void usersOfFilesMayStandBeside() throws IOException {
    addCarl();
    JaasUserStore store = store(beside(here()));

    assertThat(user(store.authenticate("alice", "sécret", Role.SUBMIT)).roles())
        .containsExactly(Role.SUBMIT);
    assertThat(user(store.authenticate("carl", "of carl", Role.APP)).roles())
        .containsExactly(Role.APP);
    assertThat(store.authenticate("alice", "of carl", Role.SUBMIT)).isEqualTo(new Rejected());
    assertThat(store.authenticate("carl", "sécret", Role.SUBMIT)).isEqualTo(new Rejected());
    assertThat(store.authenticate("zoe", "x", Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @Test
  void usersOfFilesNeedNoServer() throws IOException {
    addCarl();
    JaasUserStore store = store(beside(here()));
    server.shutDown(true);

    assertThat(user(store.authenticate("carl", "of carl", Role.APP)).roles())
        .containsExactly(Role.APP);
    unavailable(store.authenticate("alice", "sécret", Role.SUBMIT));
  }

  @Test
  void manyLoginsAtOnceGetAnAnswerEach() throws IOException {
    JaasUserStore store = store(here());

    List<Authentication> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(i -> store.authenticate("alice", i % 2 == 0 ? "sécret" : "x", Role.SUBMIT))
            .toList();

    assertThat(answers.stream().filter(Authenticated.class::isInstance)).hasSize(20);
    assertThat(answers.stream().filter(Rejected.class::isInstance)).hasSize(20);
  }
}
