package org.dromedary;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.dromedary.camel.SimpleExpressions;
import org.dromedary.dns.DnsOverrides;
import org.dromedary.dsn.NoticeTemplates;
import org.dromedary.list.ListsFile;
import org.dromedary.list.MailingLists;
import org.dromedary.report.ReportTemplates;
import org.dromedary.routing.BarringFile;
import org.dromedary.routing.BarringRules;
import org.dromedary.routing.CreatedMailboxes;
import org.dromedary.routing.DnsOverridesFile;
import org.dromedary.routing.DynamicRules;
import org.dromedary.routing.FileProblem;
import org.dromedary.routing.LocalRecipients;
import org.dromedary.routing.MailboxesFile;
import org.dromedary.routing.RoutingSettings;
import org.dromedary.routing.RoutingTable;
import org.dromedary.routing.RoutingTableFile;
import org.dromedary.routing.RuleContext;
import org.dromedary.routing.TableFile;
import org.dromedary.routing.TableResult;
import org.dromedary.settings.Settings;

/** The tables of the routes directory, which take effect when they are edited. */
record Tables(
    TableFile<LocalRecipients> mailboxes,
    CreatedMailboxes allMailboxes,
    TableFile<BarringRules> barring,
    TableFile<RoutingTable> routingFile,
    DynamicRules routing,
    TableFile<DnsOverrides> dnsOverrides,
    TableFile<MailingLists> lists,
    TemplateFiles<NoticeTemplates> templates,
    TemplateFiles<ReportTemplates> reportTemplates) {

  /**
   * Reads all of them.
   *
   * @throws RouterStartException with the problems of all of them
   */
  static Tables open(Settings settings) throws RouterStartException {
    Path directory = settings.routesDirectory();
    RuleContext context =
        new RuleContext(new SimpleExpressions(), settings.routing().endpoints(), settings.retry());
    List<FileProblem> problems = new ArrayList<>();
    Optional<TableFile<LocalRecipients>> mailboxes =
        open(
            directory.resolve("mailboxes.yaml"),
            file -> mailboxes(file, settings.routing()),
            problems);
    Optional<TableFile<BarringRules>> barring =
        open(directory.resolve("barring.yaml"), BarringFile::read, problems);
    Optional<TableFile<RoutingTable>> routing =
        open(
            directory.resolve("routing-table.yaml"),
            file -> RoutingTableFile.read(file, settings.delivery().defaultWay(), context),
            problems);
    Optional<TableFile<DnsOverrides>> dnsOverrides =
        open(directory.resolve("dns-overrides.yaml"), DnsOverridesFile::read, problems);
    Optional<TableFile<MailingLists>> lists =
        open(
            directory.resolve("lists.yaml"),
            file -> ListsFile.read(file, settings.routing().localDomains()),
            problems);
    if (!problems.isEmpty()) {
      throw new RouterStartException(problems);
    }
    return new Tables(
        mailboxes.orElseThrow(),
        allMailboxes(settings, mailboxes.orElseThrow()),
        barring.orElseThrow(),
        routing.orElseThrow(),
        dynamicRules(settings, routing.orElseThrow(), context),
        dnsOverrides.orElseThrow(),
        lists.orElseThrow(),
        TemplateFiles.ofNotices(directory.resolve("templates")),
        TemplateFiles.ofReports(directory.resolve("report-templates")));
  }

  private static TableResult<LocalRecipients> mailboxes(Path file, RoutingSettings settings)
      throws IOException {
    TableResult<LocalRecipients> read =
        MailboxesFile.read(file, settings.localDomains(), settings.endpoints());
    return settings.archive().map(archive -> archive.checked(file, read)).orElse(read);
  }

  private static CreatedMailboxes allMailboxes(Settings settings, TableFile<LocalRecipients> file)
      throws RouterStartException {
    Path kept = settings.dataDirectory().resolve("created-mailboxes.json");
    try {
      return new CreatedMailboxes(
          file,
          new CreatedMailboxesFile(kept),
          settings.routing().createdPerHour(),
          InstantSource.system());
    } catch (IOException e) {
      throw new RouterStartException(e);
    }
  }

  private static DynamicRules dynamicRules(
      Settings settings, TableFile<RoutingTable> file, RuleContext context)
      throws RouterStartException {
    Path kept = settings.dataDirectory().resolve("dynamic-rules.json");
    try {
      return new DynamicRules(file, context, new DynamicRulesFile(kept), InstantSource.system());
    } catch (IOException e) {
      throw new RouterStartException(e);
    }
  }

  private static <T> Optional<TableFile<T>> open(
      Path file, TableFile.Reader<T> reader, List<FileProblem> problems)
      throws RouterStartException {
    try {
      return switch (TableFile.open(file, reader)) {
        case TableResult.Valid<TableFile<T>> valid -> Optional.of(valid.value());
        case TableResult.Invalid<TableFile<T>> invalid -> {
          problems.addAll(invalid.problems());
          yield Optional.empty();
        }
      };
    } catch (IOException e) {
      throw new RouterStartException(e);
    }
  }

  /** What is wrong in files that were edited since, and in rules; a line each. */
  List<String> problems() {
    return Stream.concat(
            Stream.of(mailboxes, barring, routingFile, dnsOverrides, lists)
                .flatMap(table -> table.problems().stream())
                .map(FileProblem::toString),
            Stream.of(routing.problems(), templates.problems(), reportTemplates.problems())
                .flatMap(List::stream))
        .toList();
  }

  /** Looks for changed files; the executor reads them. Call it about once a second. */
  void refresh(Executor executor) {
    mailboxes.refresh(executor);
    barring.refresh(executor);
    routingFile.refresh(executor);
    routing.expire();
    executor.execute(templates::refresh);
    executor.execute(reportTemplates::refresh);
    dnsOverrides.refresh(executor);
    lists.refresh(executor);
  }
}
