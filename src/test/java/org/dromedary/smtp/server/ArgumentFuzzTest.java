package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Recipient;

/** The arguments of MAIL and RCPT, whatever they are. */
class ArgumentFuzzTest {
  private final SmtpServerSettings settings = SessionDriver.settings(SessionDriver.LIMITS);
  private final Dialogue dialogue = new SessionDriver().dialogue();
  private final EsmtpParameters<MailOptions> ofMail =
      new EsmtpParameters<>(Extension.standard(settings), Extension::mailParameters);
  private final EsmtpParameters<RequestedRecipient> ofRcpt =
      new EsmtpParameters<>(Extension.standard(settings), Extension::rcptParameters);

  @Property
  void anArgumentIsSplitOrRefusedWithATextForTheReply(@ForAll("arguments") String argument) {
    try {
      PathArgument parsed = PathArgument.parse(argument, "FROM:");
      assertThat(parsed.path()).startsWith("<").endsWith(">");
      assertThat(parsed.parameters()).noneMatch(parameter -> parameter.contains(" "));
      assertThat(argument).contains(parsed.path()).contains(parsed.parameters());
      String again = "FROM:" + parsed.path() + " " + String.join(" ", parsed.parameters());
      assertThat(PathArgument.parse(again, "FROM:")).isEqualTo(parsed);
    } catch (IllegalArgumentException e) {
      assertThat(Replies.badPath("5.1.7", e).lines()).hasSize(1);
    }
  }

  @Property
  void parametersAreTakenOrRefused(@ForAll @Size(max = 5) List<@From("parameters") String> list) {
    if (ofMail.read(list, MailOptions.NONE, dialogue)
        instanceof EsmtpParameter.Result.Refused<MailOptions> refused) {
      assertThat(refused.reply().code().isPermanent()).isTrue();
    }
    RequestedRecipient recipient = new RequestedRecipient(Recipient.parse("<b@mx.example>"), true);
    if (ofRcpt.read(list, recipient, dialogue)
        instanceof EsmtpParameter.Result.Refused<RequestedRecipient> refused) {
      assertThat(refused.reply().code().isPermanent()).isTrue();
    }
  }

  @Provide
  Arbitrary<String> arguments() {
    return pieces("FROM:", "from:", "<", ">", "\"", "\\", "a@b.example", " ", "  ", "SIZE=1", "\t")
        .map(text -> text.startsWith("<") ? "FROM:" + text : text);
  }

  @Provide
  Arbitrary<String> parameters() {
    return pieces(
        "SIZE",
        "size",
        "=",
        "1",
        "99999999999999999999",
        "-",
        "\u0661", // a digit, but not of ASCII
        "RET",
        "ENVID",
        "NOTIFY",
        "ORCPT",
        "utf-8;",
        "rfc822;",
        "\\x{E4}",
        "+2B",
        "FULL",
        "NEVER",
        ",",
        "SUCCESS",
        "BODY",
        "7BIT",
        "8BITMIME",
        "SMTPUTF8",
        "\u017f");
  }

  private static Arbitrary<String> pieces(String... known) {
    Arbitrary<String> piece =
        Arbitraries.oneOf(Arbitraries.of(known), Arbitraries.strings().ofMaxLength(3));
    return piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
  }
}
