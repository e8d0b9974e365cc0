package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dromedary.mail.SmtpReply;
import org.dromedary.submit.SubmissionFields;
import org.dromedary.submit.SubmissionRefusedException;
import org.dromedary.submit.Submitted;
import org.dromedary.submit.SubmittedMessage;
import org.dromedary.submit.Submitter;
import org.dromedary.submit.SubmittingUser;

/**
 * Submission over HTTP.
 *
 * @param hasRoom whether mail is taken now
 */
public record SubmitApi(Submitter submitter, BooleanSupplier hasRoom) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parameters of the query, and what they are in the other forms. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "sender", "sender",
          "recipient", "recipients",
          "notify", "notify",
          "ret", "ret",
          "envid", "envid",
          "priority", "priority",
          "not-before", "notBefore",
          "correlation-id", SubmissionFields.CORRELATION_ID);

  /** By their {@code operationId}. */
  public Map<String, ApiOperation.Work> works() {
    return Map.of("submitMail", this::submit);
  }

  private ApiAnswer submit(ApiRequest request) throws IOException {
    ApiRequest.Upload upload =
        request.upload().orElseThrow(() -> new ApiException(400, "there is no mail"));
    if (!hasRoom.getAsBoolean()) {
      throw new ApiException(503, "no room for more mail, try later");
    }
    SubmittedMessage message =
        new SubmittedMessage(
            SubmittedMessage.Way.HTTP,
            upload
                .account()
                .map(user -> new SubmittingUser(user.name().text(), user::maySendFrom))
                .orElse(SubmittingUser.ROUTER),
            upload.client(),
            type(upload.contentType()),
            new SubmissionFields(fields(request, upload)),
            Map.of(),
            Optional.empty(),
            upload::octets);
    try {
      Submitted submitted = submitter.submit(message);
      return new ApiAnswer(
          202,
          JSON.createObjectNode()
              .put("queueId", submitted.queueId().value())
              .put("duplicate", submitted.duplicate())
              .toString());
    } catch (SubmissionRefusedException e) {
      throw new ApiException(status(e.reply()), e.reply().toString());
    }
  }

  private static String type(String contentType) {
    String type = contentType.split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("message/rfc822") && !type.equalsIgnoreCase("application/json")) {
      throw new ApiException(415, "Content-Type: message/rfc822 or application/json");
    }
    return type;
  }

  private static Map<String, String> fields(ApiRequest request, ApiRequest.Upload upload) {
    Map<String, String> fields = new HashMap<>();
    for (Map.Entry<String, List<String>> parameter : request.query().entrySet()) {
      String name = PARAMETERS.get(parameter.getKey());
      if (name == null) {
        throw new ApiException(400, parameter.getKey() + ": there is no such parameter");
      }
      fields.put(name, String.join(",", parameter.getValue()));
    }
    upload.idempotencyKey().ifPresent(key -> fields.put(SubmissionFields.IDEMPOTENCY_KEY, key));
    return fields;
  }

  /** What a reply of SMTP is here (RFC 9110 §15). */
  private static int status(SmtpReply reply) {
    String status = reply.status().map(Object::toString).orElse("");
    if (reply.code().isTransient()) {
      return status.startsWith("4.7.") ? 429 : 503; // RFC 6585 §4
    }
    if (status.equals("5.3.4")) {
      return 413;
    }
    if (status.startsWith("5.7.")) {
      return 403;
    }
    return reply.code().value() == 501 || status.startsWith("5.6.") ? 400 : 422;
  }
}
