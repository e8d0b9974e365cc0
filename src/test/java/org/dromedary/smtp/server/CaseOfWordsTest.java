package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dromedary.mail.MailOptions;
import org.junit.jupiter.api.Test;

class CaseOfWordsTest {

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
    Dialogue dialogue = new SessionDriver().dialogue();
    EsmtpParameters<MailOptions> parameters =
        new EsmtpParameters<>(List.of(new SizeExtension(1000)), Extension::mailParameters);
    assertThat(parameters.read(List.of("sIzE=1"), MailOptions.NONE, dialogue))
        .isInstanceOf(EsmtpParameter.Result.Taken.class);
    assertThat(parameters.read(List.of("\u017fize=1"), MailOptions.NONE, dialogue))
        .isEqualTo(new EsmtpParameter.Result.Refused<>(Replies.UNKNOWN_PARAMETER));
  }
}
