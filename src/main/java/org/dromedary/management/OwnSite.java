package org.dromedary.management;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Keeps away pages of other sites that a browser shows beside ours. */
final class OwnSite {
  private OwnSite() {}

  /**
   * Requires that a request does not come from such a page.
   *
   * @throws ApiException otherwise
   */
  static void require(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw new ApiException(403, "the request comes from a page of another site");
    }
  }
}
