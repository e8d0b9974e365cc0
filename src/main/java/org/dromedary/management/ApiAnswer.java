package org.dromedary.management;

/**
 * An answer.
 *
 * @param status of HTTP: 200 and so on
 * @param json the body; empty for none
 * @param contentType of the body, JSON but for pages that others read
 */
public record ApiAnswer(int status, String json, String contentType) {

  /** With a body of JSON. */
  public ApiAnswer(int status, String json) {
    this(status, json, "application/json");
  }

  /** What was asked for. */
  public static ApiAnswer ok(String json) {
    return new ApiAnswer(200, json);
  }

  /** It is done, and there is nothing to say of it. */
  public static ApiAnswer done() {
    return new ApiAnswer(204, "");
  }
}
