package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dromedary.local.ArchiveFilter;
import org.dromedary.local.ArchivedMail;
import org.dromedary.local.ArchivedMails;
import org.dromedary.routing.AddressPattern;

/** The archive over HTTP, for reading; who reads what is told. */
public final class ArchiveApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1000;
  private static final List<String> CONDITIONS =
      List.of("since", "until", "sender", "recipient", "subject", "header");

  private final Optional<ArchivedMails> archive;
  private final AccessListener accesses;

  /** Is told of each access, before anything is given; nothing is given if it throws. */
  @FunctionalInterface
  public interface AccessListener {
    /**
     * Somebody reads.
     *
     * @param action {@code list} or {@code show}
     * @param object the conditions, or the id
     * @param mails how many are given
     */
    void read(String user, String action, String object, long mails);
  }

  /**
   * @param archive empty when there is none
   */
  public ArchiveApi(Optional<ArchivedMails> archive, AccessListener accesses) {
    this.archive = archive;
    this.accesses = accesses;
  }

  /** By their {@code operationId}. */
  public Map<String, ApiOperation.Work> works() {
    return Map.of("listArchive", this::list, "readArchivedMail", this::show);
  }

  private ArchivedMails archive() {
    return archive.orElseThrow(
        () -> new ApiException(404, "there is no archive: dromedary.archive.mailbox is not set"));
  }

  private ApiAnswer list(ApiRequest request) throws IOException {
    int limit =
        request
            .parameter("limit")
            .map(text -> ApiParameters.number("limit", text, 1, LARGEST_LIMIT))
            .orElse(USUAL_LIMIT);
    List<ArchivedMail> mails = archive().list(filter(request), request.parameter("after"), limit);
    accesses.read(request.user(), "list", conditions(request), mails.size());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode written = answer.putArray("mails");
    for (ArchivedMail mail : mails) {
      ObjectNode one =
          written
              .addObject()
              .put("id", mail.id())
              .put("arrivedAt", mail.at().toString())
              .put("sender", mail.sender());
      mail.recipients().forEach(one.putArray("recipients")::add);
      one.put("subject", mail.subject()).put("size", mail.size());
    }
    if (mails.size() == limit) {
      answer.put("next", mails.getLast().id());
    }
    return ApiAnswer.ok(answer.toString());
  }

  private static ArchiveFilter filter(ApiRequest request) {
    return new ArchiveFilter(
        time(request, "since"),
        time(request, "until"),
        pattern(request, "sender"),
        pattern(request, "recipient"),
        request.parameter("subject"),
        request.parameters("header").stream()
            .map(text -> ApiParameters.parsed("header", text, ArchiveFilter.FieldText::parse))
            .toList());
  }

  private static Optional<Instant> time(ApiRequest request, String key) {
    return request.parameter(key).map(text -> ApiParameters.parsed(key, text, ArchiveApi::instant));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("write 2026-01-31 or 2026-01-31T12:00:00Z", e);
    }
  }

  private static Optional<AddressPattern> pattern(ApiRequest request, String key) {
    return request
        .parameter(key)
        .map(text -> ApiParameters.parsed(key, text, AddressPattern::parse));
  }

  private static String conditions(ApiRequest request) {
    return CONDITIONS.stream()
        .flatMap(key -> request.parameters(key).stream().map(value -> key + "=" + value))
        .collect(Collectors.joining(" "));
  }

  private ApiAnswer show(ApiRequest request) throws IOException {
    ArchivedMail mail =
        archive()
            .find(request.name().orElseThrow())
            .orElseThrow(() -> new ApiException(404, "no mail of this id is in the archive"));
    accesses.read(request.user(), "show", mail.id(), 1);
    return ApiAnswer.of(
        "message/rfc822",
        out -> {
          try (InputStream octets = new BufferedInputStream(Files.newInputStream(mail.file()))) {
            copyWithCrLf(octets, out);
          }
        });
  }

  /** Lines in a Maildir end in LF, those of a mail in CRLF (RFC 5322 §2.1). */
  private static void copyWithCrLf(InputStream octets, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out);
    for (int octet = octets.read(); octet >= 0; octet = octets.read()) {
      if (octet == '\n') {
        buffered.write('\r');
      }
      buffered.write(octet);
    }
    buffered.flush();
  }
}
