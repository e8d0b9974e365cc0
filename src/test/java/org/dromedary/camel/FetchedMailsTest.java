package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dromedary.camel.FetchedMails.State.REFUSED;
import static org.dromedary.camel.FetchedMails.State.TAKEN;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedMailsTest {
  @TempDir private Path directory;

  @Test
  void remembersWhatWasDoneOverARestart() {
    Path file = directory.resolve("fetched/route");
    FetchedMails mails = FetchedMails.open(file);
    assertThat(mails.has("imaps://a@host/INBOX;1;1", TAKEN)).isFalse();
    mails.put("imaps://a@host/INBOX;1;1", TAKEN);
    mails.put("a uid with spaces", REFUSED);

    FetchedMails again = FetchedMails.open(file);
    assertThat(again.has("imaps://a@host/INBOX;1;1", TAKEN)).isTrue();
    assertThat(again.has("imaps://a@host/INBOX;1;1", REFUSED)).isFalse();
    assertThat(again.has("a uid with spaces", REFUSED)).isTrue();
    assertThat(again.has("a uid", TAKEN)).isFalse();
  }

  @Test
  void forgetsWhatIsNoLongerThere() throws Exception {
    Path file = directory.resolve("route");
    FetchedMails mails = FetchedMails.open(file);
    mails.put("gone", TAKEN);
    mails.put("left", TAKEN);
    mails.has("left", TAKEN);
    mails.has("new", TAKEN);
    mails.forgetOthers();
    assertThat(Files.readString(file)).isEqualTo("TAKEN left\n");
    mails.forgetOthers();
    assertThat(Files.readString(file)).isEmpty();
  }
}
