package org.dromedary.routing;

/**
 * A Camel endpoint that takes mail.
 *
 * @param uri as Camel reads it; made by {@link EndpointSchemes#parse} only, so its scheme is
 *     allowed
 */
public record EndpointUri(String uri) {

  /** For people and logs: without options and user, which may hold secrets. */
  @Override
  public String toString() {
    return uri.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }
}
