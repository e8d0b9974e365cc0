package org.dromedary.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dromedary.events.Event;
import org.dromedary.events.EventTopic;
import org.dromedary.events.EventWriter;
import org.dromedary.events.Events;
import org.dromedary.local.ArchivedMails;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.testkit.RecordingJournal;
import org.dromedary.users.Authentication;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is given or done that nobody would know of. */
class WhatCannotBeRecordedIsNotGivenIT {
  private static final String ID = "1795723966.Q1M8CQTE9SV7.router.example.org";
  private static final String TOKEN = "secret";
  private static final InstantSource CLOCK = InstantSource.system();

  private final List<String> recorded = new CopyOnWriteArrayList<>();
  private final RecordingJournal journal = new RecordingJournal(recorded::add);
  private final Events events =
      Events.start(
          journal, new EventWriter(new QueueIdGenerator(CLOCK, new Random(1)), CLOCK), CLOCK);
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private ManagementServer server;

  @BeforeEach
  void start(@TempDir Path maildir) throws Exception {
    Files.createDirectories(maildir.resolve("new"));
    Files.writeString(
        maildir.resolve("new").resolve(ID + ",S=1"),
        """
        Return-Path: <a@example.org>
        Delivered-To: archive@example.org
        X-Envelope-From: <a@example.org>
        X-Envelope-To: <b@example.net>
        Subject: private

        text
        """);
    ArchiveApi api =
        new ArchiveApi(
            Optional.of(new ArchivedMails(() -> maildir)),
            (user, action, object, mails) ->
                events.record(new Event.ArchiveRead(user, action, object, mails)));
    server =
        ManagementServer.start(
            new ManagementSettings(true, "127.0.0.1", 0, false),
            (name, password, role) -> new Authentication.Rejected(),
            TOKEN,
            List.of(
                operation("/archive", api, "listArchive"),
                operation("/archive/{id}", api, "readArchivedMail"),
                new ApiOperation("GET", "/lines", Role.OPERATOR, false, request -> lines())),
            List.of(),
            workers);
  }

  /** As actions on mail answer. */
  private ApiAnswer lines() {
    return ApiAnswer.lines(
        line -> {
          events.record(new Event.Operated("op", "held", "", 1));
          line.write("{\"private\":true}");
        });
  }

  private static ApiOperation operation(String path, ArchiveApi api, String name) {
    return new ApiOperation(
        "GET", path, Role.OPERATOR, false, Objects.requireNonNull(api.works().get(name)));
  }

  @AfterEach
  void stop() {
    server.close();
    events.close();
    http.close();
    workers.close();
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.root() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void whatIsGivenIsRecorded() throws Exception {
    assertThat(ask("/archive").body()).contains("private");
    assertThat(ask("/archive/" + ID).body()).contains("text");
    assertThat(recorded).extracting(EventTopic::word).containsExactly("archiveRead", "archiveRead");
    assertThat(ask("/lines").body()).isEqualTo("{\"private\":true}\n");
    assertThat(recorded).hasSize(3);
    assertThat(recorded.get(1)).contains("\"action\":\"show\",\"object\":\"" + ID + "\"");
  }

  @Test
  void whatCannotBeRecordedIsNotGiven() throws Exception {
    journal.fill();
    for (String path : List.of("/archive", "/archive/" + ID, "/lines")) {
      HttpResponse<String> answer = ask(path);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("it must be recorded, and cannot be now")
          .doesNotContain("private", "text");
    }
    assertThat(recorded).isEmpty();
  }
}
