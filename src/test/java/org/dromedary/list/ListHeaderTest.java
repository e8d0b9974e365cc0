package org.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListHeaderTest {
  private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");

  private static String common(MailingList list) {
    return ListHeader.common(list, Domain.parse("mx.example.org"), new QueueId("ID1"), AT);
  }

  private static MailFields fields(String text) throws IOException {
    return MailFields.read(MailContent.of(text.getBytes(ISO_8859_1))).orElseThrow();
  }

  private static String sender(MailingList list, String header) throws IOException {
    return new String(ListHeader.ofSender(list, fields(header)), ISO_8859_1);
  }

  @Test
  void aListTellsHowItIsUsed() {
    assertThat(common(Lists.dev("description: Who says \"no\"")))
        .isEqualTo(
            """
            Received: by mx.example.org (list dev@example.org) id ID1; Fri, 27 Nov 2026
             08:00:00 +0000
            List-Id: "Who says \\"no\\"" <dev.example.org>
            List-Help: <mailto:dev-help@example.org>
            List-Post: <mailto:dev@example.org>
            List-Subscribe: <mailto:dev-subscribe@example.org>
            List-Unsubscribe: <mailto:dev-unsubscribe@example.org>
            List-Owner: <mailto:dev-owner@example.org>
            Precedence: list
            X-Loop: dev@example.org
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void nothingIsOfferedThatIsNotPossible() {
    String closed = common(Lists.dev("posting: owner", "subscription: closed"));
    assertThat(closed).contains("List-Post: NO\r\n").doesNotContain("List-Subscribe");
    assertThat(common(Lists.dev("members-route: direct:x"))).doesNotContain("List-Subscribe");
    assertThat(common(Lists.dev("description: Grüße")))
        .contains("List-Id: =?utf-8?B?R3LDvMOfZQ==?= <dev.example.org>\r\n");
  }

  @Test
  void oneClickIsForOneMember() {
    MailingList list =
        Lists.dev("unsubscribe-url: \"https://l.example/leave?a={address}&t={token}\"");
    assertThat(common(list)).doesNotContain("List-Unsubscribe");
    String fields =
        """
        List-Unsubscribe: <https://l.example/leave?a=b%2Bc%26d%40example.net&t=u123>,
         <mailto:dev-unsubscribe@example.org>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        """;
    assertThat(ListHeader.ofMember(list, MailAddress.parse("b+c&d@example.net"), "u123"))
        .contains(fields.replace("\n", "\r\n"));
    assertThat(ListHeader.ofMember(Lists.dev(), MailAddress.parse("b@example.net"), "u")).isEmpty();
  }

  @Test
  void fieldsOfOtherListsMakeRoomAndTheOthersStayAsTheyAre() throws IOException {
    String before =
        """
        Received: a
        \tb
        LIST-ID: <x.y>
        List-Unsubscribe:
         <mailto:x>
        Precedence: bulk
        X-Loop: other@example.net
        Subject : \u00e4  b\s
        List-Unsubscribe-Post: x
        Disposition-Notification-To: a@b
        List-X: y
        """;
    String after =
        """
        Received: a
        \tb
        X-Loop: other@example.net
        Subject : \u00e4  b\s
        List-X: y
        """;
    assertThat(sender(Lists.dev(), before.replace("\n", "\r\n")))
        .isEqualTo(after.replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          Subject: hi|Subject: [dev] hi
          Subject:hi|Subject: [dev] hi
          subject : hi|subject : [dev] hi
          Subject: Re: [dev] hi|Subject: Re: [dev] hi
          Subject: =?utf-8?Q?Re:_[dev]_Gr=C3=BC=C3=9Fe?=|Subject: =?utf-8?Q?Re:_[dev]_Gr=C3=BC=C3=9Fe?=
          Subject: =?utf-8?B?W2Rldl0=?=|Subject: =?utf-8?B?W2Rldl0=?=
          Subject: |Subject: [dev]
          Subject: =?utf-8?Q?=C3=BC?=|Subject: [dev] =?utf-8?Q?=C3=BC?=
          From: a@b|Subject: [dev]#From: a@b
          """)
  void aSubjectIsTaggedOnce(String before, String after) throws IOException {
    assertThat(sender(Lists.dev("subject-tag: \"[dev]\""), before + "\r\n"))
        .isEqualTo(after.replace("#", "\r\n") + "\r\n");
  }

  @Test
  void aTagMakesNoLineTooLong() throws IOException {
    MailingList list = Lists.dev("subject-tag: \"[dev]\"");
    String folded = sender(list, "Subject:\r\n folded\r\n");
    assertThat(folded).isEqualTo("Subject: [dev]\r\n folded\r\n");
    String text = "x".repeat(980);
    assertThat(sender(list, "Subject: " + text + "\r\n"))
        .isEqualTo("Subject: [dev]\r\n " + text + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'a: b\r\n\r\nc: d\r\n', 6",
    "'a: b\r\n c\r\nbody\r\n', 10",
    "'\r\na: b', 0",
    "'a: b', 4",
    "'', 0",
    "'body', 0",
    "'From a@b Thu\r\nA: b\r\n', 0"
  })
  void theSectionEndsWhereNoFieldBegins(String mail, int octets) throws IOException {
    assertThat(fields(mail).octets()).isEqualTo(octets);
  }

  @Test
  void aSectionThatIsTooLongIsNone() throws IOException {
    String field = "X: " + "y".repeat(900) + "\r\n";
    byte[] mail = field.repeat(300).getBytes(ISO_8859_1);
    assertThat(mail.length).isGreaterThan(MailFields.MAXIMUM_OCTETS);
    assertThat(MailFields.read(MailContent.of(mail))).isEmpty();
  }

  @Test
  void whatComesBehindTheSectionStaysAsItIs(@TempDir Path directory) throws IOException {
    byte[] body = new byte[300];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    byte[] mail = ("Old: x\r\n\r\n" + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    Path file = Files.write(directory.resolve("mail"), mail);
    byte[] header = "New: y\r\nZ: z\r\n".getBytes(ISO_8859_1);
    for (MailContent old :
        new MailContent[] {MailContent.of(mail), MailContent.in(file, mail.length)}) {
      MailContent changed = ListContent.of(header, old, 8);
      String text = new String(changed.open().readAllBytes(), ISO_8859_1);
      assertThat(text)
          .isEqualTo("New: y\r\nZ: z\r\n\r\n" + new String(body, ISO_8859_1))
          .hasSize((int) changed.size());
    }
  }
}
