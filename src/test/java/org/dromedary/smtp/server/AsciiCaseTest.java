package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AsciiCaseTest {
  @Property
  void changesAsciiLettersOnly(@ForAll String text) {
    String upper = AsciiCase.upper(text);
    assertThat(upper).hasSameSizeAs(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      assertThat(upper.charAt(i)).isEqualTo(c < 0x80 ? Character.toUpperCase(c) : c);
    }
  }

  @Test
  void aVerbIsFoundByLettersOfAsciiOnly() {
    Verbs verbs = new Verbs(List.of(new QuitVerb(), new RsetVerb()));
    assertThat(verbs.find("qUiT")).isPresent();
    assertThat(verbs.find("rset")).isPresent();
    assertThat(verbs.find("qu\u0131t")).as("dotless i").isEmpty();
    assertThat(verbs.find("r\u017fet")).as("long s").isEmpty();
  }

  @Test
  void aParameterIsFoundByLettersOfAsciiOnly() {
    MailParameters parameters =
        new MailParameters(Extension.standard(SmtpServerSettings.Limits.DEFAULTS));
    assertThat(parameters.read(List.of("sIzE=1"))).isInstanceOf(MailParameter.Result.Taken.class);
    assertThat(parameters.read(List.of("\u017fize=1")))
        .isEqualTo(new MailParameter.Result.Refused(Replies.UNKNOWN_PARAMETER));
  }
}
