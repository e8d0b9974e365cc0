package org.dromedary.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dromedary.submit.SimpleMail.Attachment;

/**
 * Reads the simple form: as one JSON object, or as properties and a text. An unknown key is
 * refused, so that nothing is lost by a slip.
 */
final class SimpleMailReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> MAIL_KEYS =
      Set.of(
          "from",
          "replyTo",
          "to",
          "cc",
          "bcc",
          "subject",
          "text",
          "html",
          "headers",
          "attachments");
  private static final Set<String> ATTACHMENT_KEYS =
      Set.of("name", "contentType", "contentId", "content");

  private SimpleMailReader() {}

  /** What a document says. */
  record Document(SimpleMail mail, SubmissionFields fields) {}

  /** Reads a JSON document. */
  static Document json(byte[] document) throws SubmissionRefusedException {
    JsonNode json;
    try {
      json = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw SubmissionRefusedException.malformed("JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw SubmissionRefusedException.malformed("JSON: " + e.getMessage());
    }
    if (!json.isObject()) {
      throw SubmissionRefusedException.malformed("JSON: one object is expected");
    }
    Map<String, String> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (SubmissionFields.NAMES.contains(entry.getKey())) {
        fields.put(entry.getKey(), list(entry.getKey(), entry.getValue()));
      } else if (!MAIL_KEYS.contains(entry.getKey())) {
        throw SubmissionRefusedException.invalid(entry.getKey(), "there is no such key");
      }
    }
    return new Document(mail(json), new SubmissionFields(fields));
  }

  private static SimpleMail mail(JsonNode json) throws SubmissionRefusedException {
    Optional<String> from = addresses(json, "from");
    return new SimpleMail(
        from.orElseThrow(() -> SubmissionRefusedException.invalid("from", "it is missing")),
        addresses(json, "replyTo"),
        addresses(json, "to"),
        addresses(json, "cc"),
        addresses(json, "bcc"),
        text(json, "subject"),
        text(json, "text"),
        text(json, "html"),
        headers(json.path("headers")),
        attachments(json.path("attachments")));
  }

  private static Optional<String> addresses(JsonNode json, String key)
      throws SubmissionRefusedException {
    return json.has(key) ? Optional.of(list(key, json.get(key))) : Optional.empty();
  }

  /** A text, a number, or a list of texts, which becomes one with commas. */
  private static String list(String key, JsonNode value) throws SubmissionRefusedException {
    if (!value.isArray()) {
      return scalar(key, value);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      texts.add(scalar(key, item));
    }
    return String.join(", ", texts);
  }

  private static String scalar(String key, JsonNode value) throws SubmissionRefusedException {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw SubmissionRefusedException.invalid(key, "a text is expected");
    }
    return value.asText();
  }

  private static Optional<String> text(JsonNode json, String key)
      throws SubmissionRefusedException {
    if (!json.has(key)) {
      return Optional.empty();
    }
    if (!json.get(key).isTextual()) {
      throw SubmissionRefusedException.invalid(key, "a text is expected");
    }
    return Optional.of(json.get(key).textValue());
  }

  private static String required(JsonNode json, String key) throws SubmissionRefusedException {
    return text(json, key)
        .orElseThrow(() -> SubmissionRefusedException.invalid(key, "it is missing"));
  }

  private static Map<String, String> headers(JsonNode json) throws SubmissionRefusedException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (json.isMissingNode()) {
      return headers;
    }
    if (!json.isObject()) {
      throw SubmissionRefusedException.invalid("headers", "an object is expected");
    }
    for (Map.Entry<String, JsonNode> header : json.properties()) {
      headers.put(header.getKey(), scalar("headers", header.getValue()));
    }
    return headers;
  }

  private static List<Attachment> attachments(JsonNode json) throws SubmissionRefusedException {
    if (json.isMissingNode()) {
      return List.of();
    }
    if (!json.isArray()) {
      throw SubmissionRefusedException.invalid("attachments", "a list is expected");
    }
    List<Attachment> attachments = new ArrayList<>();
    for (JsonNode item : json) {
      for (Map.Entry<String, JsonNode> entry : item.properties()) {
        if (!ATTACHMENT_KEYS.contains(entry.getKey())) {
          throw SubmissionRefusedException.invalid(
              "attachments", "there is no such key: " + entry.getKey());
        }
      }
      attachments.add(
          new Attachment(
              required(item, "name"),
              text(item, "contentType").orElse("application/octet-stream"),
              text(item, "contentId"),
              required(item, "content")));
    }
    return attachments;
  }

  /**
   * Takes properties and the text of the body.
   *
   * @param isHtml whether the text is HTML
   */
  static SimpleMail properties(Map<String, String> properties, String text, boolean isHtml)
      throws SubmissionRefusedException {
    String from = properties.get("from");
    if (from == null) {
      throw SubmissionRefusedException.invalid("from", "it is missing");
    }
    return new SimpleMail(
        from,
        Optional.ofNullable(properties.get("replyTo")),
        Optional.ofNullable(properties.get("to")),
        Optional.ofNullable(properties.get("cc")),
        Optional.ofNullable(properties.get("bcc")),
        Optional.ofNullable(properties.get("subject")),
        isHtml ? Optional.empty() : Optional.of(text),
        isHtml ? Optional.of(text) : Optional.empty(),
        Map.of(),
        List.of());
  }
}
