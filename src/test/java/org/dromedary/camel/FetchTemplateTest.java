package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.PasswordAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.tls.ClientTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template {@code fetch-mail} as a team uses it; nothing is fetched. */
class FetchTemplateTest {
  private static final String PASSWORD = "s3cret &%{}+=/?#\"'\\ {x} $y RAW(z)";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @TempDir private Path directory;

  @BeforeEach
  void prepare() {
    camel.setAutoStartup(false);
    FetchBeans.bind(
        camel, exchange -> {}, exchange -> {}, ClientTls.trustingRootsOfJava().trustManager());
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void use(String parameters) throws Exception {
    String templates = Files.readString(Path.of("routes/templates.camel.yaml"));
    Files.writeString(
        directory.resolve("templates.camel.yaml"),
        templates
            .substring(templates.indexOf("- routeTemplate:\n    id: fetch-mail"))
            .replace("spool:mail.ingress", "direct:ingress"));
    Files.writeString(directory.resolve("password"), PASSWORD + "\nnot this");
    // its name comes before that of the templates
    Files.writeString(
        directory.resolve("fetch.camel.yaml"),
        """
        - templatedRoute:
            routeTemplateRef: fetch-mail
            routeId: fetch-support
            parameters:
              - {name: host, value: imap.example.net}
              - {name: user, value: support@example.net}
              - {name: password, value: "{{file:%s}}"}
        """
                .formatted(directory.resolve("password"))
            + parameters);
    RouteFiles.addRoutes(camel, directory);
    camel.start();
  }

  @Test
  void logsInWithAPasswordThatStandsInNoUri() throws Exception {
    use("      - {name: recipients, value: 'alice@example.org, bob@example.org,'}\n");
    Endpoint endpoint = camel.getRoute("fetch-support").getEndpoint();
    RemoteBox box = RemoteBox.of(endpoint).orElseThrow();
    PasswordAuthentication login = box.getPasswordAuthentication();
    assertThat(login.getUserName()).isEqualTo("support@example.net");
    assertThat(login.getPassword()).isEqualTo(PASSWORD);
    assertThat(box.recipients())
        .extracting(recipient -> recipient.address().toString())
        .containsExactly("alice@example.org", "bob@example.org");
    assertThat(endpoint.getEndpointUri())
        .startsWith("imaps://imap.example.net:993")
        .doesNotContain("s3cret");
    MailEndpoint mail = (MailEndpoint) endpoint;
    assertThat(mail.getHeaderFilterStrategy()).isInstanceOf(NoMailHeaders.class);
    assertThat(mail.getMailUidGenerator()).isInstanceOf(RemoteUid.class);
    assertThat(mail.getConfiguration().isDelete()).isTrue();
    assertThat(mail.getConfiguration().isMapMailMessage()).isFalse();
  }

  @Test
  void saysWhichRecipientIsNone() {
    assertThatThrownBy(() -> use("      - {name: recipients, value: 'alice@example.org, bob'}\n"))
        .hasStackTraceContaining("bob is not an address");
  }

  @Test
  void saysWhichParameterIsMissing() {
    assertThatThrownBy(() -> use(""))
        .hasStackTraceContaining("fetch-mail")
        .hasStackTraceContaining("recipients");
  }
}
