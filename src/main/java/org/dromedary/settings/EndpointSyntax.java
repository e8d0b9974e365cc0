package org.dromedary.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where a program is reached by HTTP. */
final class EndpointSyntax implements ValueSyntax<URI> {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  @Override
  public URI parse(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (!SCHEMES.contains(uri.getScheme())) {
        throw new IllegalArgumentException("neither http: nor https:");
      }
      if (uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("not scheme, host, port and path alone");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL", e);
    }
  }

  @Override
  public String format(URI value) {
    return value.toString();
  }

  @Override
  public String remedy() {
    return "write the URL of a collector such as http://127.0.0.1:4318";
  }
}
