package org.dromedary.routing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of Camel endpoints that tables may send mail to.
 *
 * @param allowed schemes of URIs, which are names of Camel components
 */
public record EndpointSchemes(Set<String> allowed) {
  /** Those that stay with this system. */
  public static final List<String> DEFAULTS = List.of("direct", "seda", "jms", "file");

  static final String REMEDY =
      "write the URI of a Camel endpoint whose scheme is in dromedary.endpoint-schemes, for"
          + " example direct:tickets or jms:queue:tickets";

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,40}");
  private static final Pattern URI = Pattern.compile("(" + SCHEME + "):[!-~]{1,1000}");

  /** Those that lead to routes of this router and nowhere else. */
  private static final Set<String> OF_ROUTES = Set.of("direct", "seda");

  public EndpointSchemes {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Those of them that may be named by somebody who may not write to {@code routes/}: a {@code
   * file:} could put a route there.
   */
  public EndpointSchemes ofRoutes() {
    Set<String> some = new TreeSet<>(allowed);
    some.retainAll(OF_ROUTES);
    return new EndpointSchemes(some);
  }

  /**
   * A scheme by its name.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  public static String scheme(String text) {
    if (!SCHEME.matcher(text).matches()) {
      throw new IllegalArgumentException("not the scheme of a URI");
    }
    return text;
  }

  /**
   * The endpoint of a URI.
   *
   * @throws IllegalArgumentException when it is none, or its scheme is not allowed
   */
  EndpointUri parse(String text) {
    Matcher matcher = URI.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the URI of an endpoint");
    }
    if (!allowed.contains(matcher.group(1))) {
      throw new IllegalArgumentException(
          "'" + matcher.group(1) + ":' is none of " + String.join(", ", new TreeSet<>(allowed)));
    }
    return new EndpointUri(text);
  }
}
