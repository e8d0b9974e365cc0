package org.dromedary.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.FileProblem;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersFileTest {
  private static final MailAddress BOB = MailAddress.parse("bob@example.net");
  private static final MailAddress EVA = MailAddress.parse("eva@example.net");

  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock(Mails.ARRIVAL);
  private final List<String> told = new ArrayList<>();
  private boolean isDeaf;
  private boolean diesAfterwards;
  private final MailingList dev = Lists.dev("members: dev", "bounces: 3");

  private Memberships memberships() {
    return new Memberships(
        directory.resolve("lists"),
        (list, uri) -> {
          throw new IllegalStateException("not asked");
        },
        new Memberships.Witness() {
          @Override
          public void subscribed(MailingList list, MailAddress member, ChangedBy by) {
            tell("+" + list + " " + member + " " + by);
          }

          @Override
          public void unsubscribed(MailingList list, MailAddress member, ChangedBy by) {
            tell("-" + list + " " + member + " " + by);
          }
        },
        clock);
  }

  private void tell(String change) {
    if (isDeaf) {
      throw new IllegalStateException("it cannot be recorded");
    }
    told.add(change);
    if (diesAfterwards) {
      throw new IllegalStateException("the router dies");
    }
  }

  private Path file() throws IOException {
    return Files.createDirectories(directory.resolve("lists")).resolve("dev");
  }

  @Test
  void membersComeAndGoAndAreOnDisk() throws IOException {
    Memberships memberships = memberships();
    assertThat(memberships.active(dev)).isEmpty();
    assertThat(memberships.subscribe(dev, BOB, ChangedBy.MAIL)).isTrue();
    assertThat(memberships.subscribe(dev, EVA, ChangedBy.OPERATOR)).isTrue();
    assertThat(memberships.subscribe(dev, MailAddress.parse("BOB@example.NET"), ChangedBy.MAIL))
        .isFalse();
    assertThat(memberships().active(dev)).containsExactly(BOB, EVA);
    assertThat(memberships.unsubscribe(dev, BOB, ChangedBy.MAIL)).isTrue();
    assertThat(memberships.unsubscribe(dev, BOB, ChangedBy.MAIL)).isFalse();
    assertThat(memberships().active(dev)).containsExactly(EVA);
    assertThat(told)
        .containsExactly(
            "+dev@example.org bob@example.net mail",
            "+dev@example.org eva@example.net operator",
            "-dev@example.org bob@example.net mail");
  }

  @Test
  void whatCannotBeRecordedIsNotDone() throws IOException {
    Memberships memberships = memberships();
    assertThat(memberships.subscribe(dev, BOB, ChangedBy.MAIL)).isTrue();
    memberships.bounced(dev, BOB);
    clock.advance(Duration.ofDays(1));
    memberships.bounced(dev, BOB);
    clock.advance(Duration.ofDays(1));
    String before = Files.readString(file());
    isDeaf = true;
    assertThatThrownBy(() -> memberships.subscribe(dev, EVA, ChangedBy.MAIL))
        .hasMessage("it cannot be recorded");
    assertThatThrownBy(() -> memberships.unsubscribe(dev, BOB, ChangedBy.OPERATOR))
        .hasMessage("it cannot be recorded");
    assertThatThrownBy(() -> memberships.bounced(dev, BOB)).hasMessage("it cannot be recorded");
    assertThat(Files.readString(file())).isEqualTo(before);
    assertThat(memberships.active(dev)).containsExactly(BOB);
    isDeaf = false;
    memberships.bounced(dev, BOB);
    assertThat(memberships.active(dev)).isEmpty();
    assertThat(told).last().isEqualTo("-dev@example.org bob@example.net bounces");
  }

  @Test
  void whatWasRecordedWhenTheRouterDiedIsRecordedAgain() throws IOException {
    diesAfterwards = true;
    assertThatThrownBy(() -> memberships().subscribe(dev, BOB, ChangedBy.MAIL))
        .hasMessage("the router dies");
    assertThat(told).containsExactly("+dev@example.org bob@example.net mail");
    diesAfterwards = false;
    Memberships memberships = memberships();
    assertThat(memberships.active(dev)).isEmpty();
    assertThat(memberships.subscribe(dev, BOB, ChangedBy.MAIL)).isTrue();
    assertThat(told).hasSize(2).containsOnly("+dev@example.org bob@example.net mail");
    assertThat(memberships.active(dev)).containsExactly(BOB);
  }

  @Test
  void commentsStayAndHandEditsAreTaken() throws IOException {
    Memberships memberships = memberships();
    Files.writeString(file(), "# the first ones\nbob@example.net\n\n# later\n");
    assertThat(memberships.active(dev)).containsExactly(BOB);
    assertThat(memberships.subscribe(dev, EVA, ChangedBy.MAIL)).isTrue();
    assertThat(Files.readString(file()))
        .isEqualTo("# the first ones\nbob@example.net\n\n# later\neva@example.net\n");
    Files.writeString(file(), "# nobody but\neva@example.net\nbob@example.com\n");
    assertThat(memberships.active(dev)).containsExactly(EVA, MailAddress.parse("bob@example.com"));
    assertThat(memberships.unsubscribe(dev, EVA, ChangedBy.MAIL)).isTrue();
    assertThat(Files.readString(file())).isEqualTo("# nobody but\nbob@example.com\n");
  }

  @Test
  void aLineWithAMistakeIsNobodyAndIsToldWithItsPlace() throws IOException {
    Files.writeString(file(), "bob@example.net\nnonsense\neva@example.net later\n");
    MailingLists lists =
        Lists.of("lists: [{address: dev@example.org, owner: o@example.org, members: dev}]");
    Memberships memberships = memberships();
    assertThat(memberships.active(dev)).containsExactly(BOB);
    assertThat(memberships.problems(lists)).extracting(FileProblem::line).containsExactly(2, 3);
    assertThat(memberships.problems(lists).getFirst().toString())
        .contains("dev:2:1: 'nonsense': address has no domain; write an address");
    assertThat(memberships.subscribe(dev, EVA, ChangedBy.MAIL)).isTrue();
    assertThat(Files.readString(file()))
        .isEqualTo("bob@example.net\nnonsense\neva@example.net later\neva@example.net\n");
  }

  @Test
  void whoseMailComesBackOnSoManyDaysGetsNoMore() throws IOException {
    Memberships memberships = memberships();
    boolean unused = memberships.subscribe(dev, BOB, ChangedBy.MAIL);
    memberships.bounced(dev, BOB);
    memberships.bounced(dev, BOB); // the same day
    clock.advance(Duration.ofDays(1));
    memberships().bounced(dev, BOB);
    assertThat(memberships.active(dev)).containsExactly(BOB);
    assertThat(Files.readString(file()))
        .isEqualTo("bob@example.net bounced 2026-11-22,2026-11-23\n");
    clock.advance(Duration.ofDays(1));
    memberships.bounced(dev, BOB);
    assertThat(memberships.active(dev)).isEmpty();
    assertThat(memberships.all(dev))
        .containsExactly(
            new Member(
                BOB,
                List.of(
                    LocalDate.parse("2026-11-22"),
                    LocalDate.parse("2026-11-23"),
                    LocalDate.parse("2026-11-24")),
                Optional.of(LocalDate.parse("2026-11-24"))));
    assertThat(told).last().isEqualTo("-dev@example.org bob@example.net bounces");
    memberships.bounced(dev, BOB);
    assertThat(told).hasSize(2);
    assertThat(memberships.subscribe(dev, BOB, ChangedBy.MAIL)).isTrue();
    assertThat(Files.readString(file())).isEqualTo("bob@example.net\n");
  }

  @Test
  void oldReturnsAreForgotten() throws IOException {
    Memberships memberships = memberships();
    boolean unused = memberships.subscribe(dev, BOB, ChangedBy.MAIL);
    memberships.bounced(dev, BOB);
    clock.advance(Duration.ofDays(1));
    memberships.bounced(dev, BOB);
    clock.advance(Duration.ofDays(Memberships.WINDOW_DAYS - 1L));
    memberships.bounced(dev, BOB);
    assertThat(Files.readString(file()))
        .isEqualTo("bob@example.net bounced 2026-11-23,2026-12-22\n");
  }

  @Test
  void membersOfARouteAreTheRoutes() {
    MailingList byRoute = Lists.dev("members-route: direct:x");
    assertThatThrownBy(() -> memberships().subscribe(byRoute, BOB, ChangedBy.OPERATOR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("who is a member is said by direct:x");
  }
}
