package org.dromedary.management;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** The text that is sent with a request. */
final class RequestBody {
  private RequestBody() {}

  /**
   * Reads it; waits until it is there.
   *
   * @throws ApiException when it is longer than that
   */
  static String read(Request request, int maximumOctets) throws IOException {
    try (InputStream octets = Content.Source.asInputStream(request)) {
      byte[] read = octets.readNBytes(maximumOctets + 1);
      if (read.length > maximumOctets) {
        throw new ApiException(413, "a body has at most " + maximumOctets + " octets");
      }
      return new String(read, StandardCharsets.UTF_8);
    }
  }
}
