package org.dromedary.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Asks a route: the body goes in, the body that comes out is the answer. Safe for many threads. */
final class RouteQuestion {
  private final CamelContext camel;
  private final ProducerTemplate template;
  private final String uri;
  private volatile @Nullable Endpoint endpoint;

  RouteQuestion(CamelContext camel, String uri) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
    this.uri = uri;
  }

  /**
   * The route's answer; null when its body is.
   *
   * @throws org.apache.camel.CamelExecutionException when the route fails
   */
  @Nullable Object ask(Object question) {
    Endpoint known = endpoint;
    if (known == null) {
      known = camel.getEndpoint(uri);
      endpoint = known;
    }
    return template.requestBody(known, question);
  }
}
