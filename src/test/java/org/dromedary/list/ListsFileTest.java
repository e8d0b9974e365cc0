package org.dromedary.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.FileProblem;
import org.dromedary.routing.TableResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsFileTest {
  private static final Path SHIPPED = Path.of("routes/lists.yaml");

  private static List<FileProblem> problems(String yaml) {
    return ListsFile.parse("lists.yaml", yaml, Lists.LOCAL)
            instanceof TableResult.Invalid<MailingLists> invalid
        ? invalid.problems()
        : List.of();
  }

  @Test
  void theShippedFileHasNoList() throws IOException {
    assertThat(ListsFile.read(SHIPPED, Lists.LOCAL))
        .isInstanceOfSatisfying(
            TableResult.Valid.class,
            valid -> assertThat(((MailingLists) valid.value()).all()).isEmpty());
  }

  @Test
  void theExampleInTheShippedFileIsValid() throws IOException {
    String example =
        Files.readAllLines(SHIPPED).stream()
            .dropWhile(line -> !line.equals("#   lists:"))
            .takeWhile(line -> line.startsWith("#   "))
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"));
    assertThat(Lists.of(example).all())
        .containsExactly(
            new MailingList(
                MailAddress.parse("dev@example.org"),
                new MemberSource.Listed("dev@example.org.members"),
                new MailingList.Rules(
                    Posting.MEMBERS, Subscription.OPEN, OptionalLong.of(1 << 20), 5),
                new MailingList.Appearance(
                    MailAddress.parse("alice@example.org"),
                    Optional.of("Who develops it"),
                    Optional.of("[dev]"),
                    Optional.empty())),
            new MailingList(
                MailAddress.parse("news@example.org"),
                new MemberSource.Listed("news@example.org.members"),
                new MailingList.Rules(Posting.OWNER, Subscription.OPEN, OptionalLong.empty(), 5),
                new MailingList.Appearance(
                    MailAddress.parse("alice@example.org"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        "https://lists.example.org/leave?address={address}&token={token}"))),
            new MailingList(
                MailAddress.parse("staff@example.org"),
                new MemberSource.ByRoute("direct:staff-members"),
                new MailingList.Rules(Posting.MEMBERS, Subscription.OPEN, OptionalLong.empty(), 5),
                new MailingList.Appearance(
                    MailAddress.parse("alice@example.org"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          list: []                                    | list: unknown key
          lists: [{owner: a@b.example}]               | lists[0]: has no address
          lists: [{address: dev@example.org}]         | lists[0]: has no owner
          lists: [{address: dev@b.example, owner: a@b.example}] | lists[0].address: 'dev@b.example': the domain is none of dromedary.local-domains
          lists: [{address: dev+x@example.org, owner: a@b.example}] | lists[0].address: 'dev+x@example.org': a list is named by letters
          lists: [{address: abcdefghijklmnopqrstuvwxyz1234567@example.org, owner: a@b.example}] | longer than 32 characters
          lists: [{address: Postmaster@example.org, owner: a@b.example}] | lists[0].address: 'Postmaster@example.org': postmaster is a human
          lists: [{address: dev@example.org, owner: a}] | lists[0].owner: 'a': address has no domain
          lists: [{address: dev@example.org, owner: a@b.example, posting: all}] | lists[0].posting: 'all': not one of anyone, members, owner
          lists: [{address: dev@example.org, owner: a@b.example, subscription: no}] | lists[0].subscription
          lists: [{address: dev@example.org, owner: a@b.example, members: ../x}] | lists[0].members: '../x': not the name of a file
          lists: [{address: dev@example.org, owner: a@b.example, members: x, members-route: "direct:x"}] | lists[0].members: is not for members-route
          lists: [{address: dev@example.org, owner: a@b.example, members-route: "file:x"}] | lists[0].members-route: 'file:x': not a direct: route
          lists: [{address: dev@example.org, owner: a@b.example, maximum-size: 5}] | lists[0].maximum-size: '5': not a whole number with a unit
          lists: [{address: dev@example.org, owner: a@b.example, bounces: 31}] | lists[0].bounces: '31': not a number from 1 to 30
          lists: [{address: dev@example.org, owner: a@b.example, subject-tag: "[ä]"}] | lists[0].subject-tag
          lists: [{address: dev@example.org, owner: a@b.example, unsubscribe-url: "https://x.example/"}] | lists[0].unsubscribe-url: 'https://x.example/': {address} and {token} are not in it
          lists: [{address: dev@example.org, owner: a@b.example, unsubscribe-url: "http://x.example/{address}{token}"}] | not an https URL
          lists: [{address: dev@example.org, owner: a@b.example}, {address: DEV@example.org, owner: a@b.example, members: x}] | lists[1]: another list has the address dev@example.org
          lists: [{address: dev@example.org, owner: a@b.example}, {address: dev-owner@example.org, owner: a@b.example}] | lists[1]: another list has the address dev-owner@example.org
          lists: [{address: a@example.org, owner: a@b.example, members: x}, {address: b@example.org, owner: a@b.example, members: x}] | lists[1].members: another list has the file x
          """)
  void refuses(String yaml, String problem) {
    assertThat(problems(yaml)).anySatisfy(each -> assertThat(each.toString()).contains(problem));
  }

  @Test
  void allProblemsAreToldEachWithItsLineAndARemedy() {
    List<FileProblem> problems =
        problems("lists:\n  - address: dev@b.example\n    owner: a\n    bounces: x\n");
    assertThat(problems).extracting(FileProblem::line).containsExactly(2, 3, 4);
    assertThat(problems).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
  }
}
