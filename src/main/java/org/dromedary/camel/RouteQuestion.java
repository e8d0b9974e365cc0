package org.dromedary.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;

/** Asks a route: the body goes in, the body that comes out is the answer. Safe for many threads. */
final class RouteQuestion {
  private final CamelContext camel;
  private final ProducerTemplate template;
  private final String uri;

  RouteQuestion(CamelContext camel, String uri) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
    this.uri = uri;
  }

  /**
   * The route's answer.
   *
   * @throws org.apache.camel.CamelExecutionException when the route fails
   */
  Object ask(Object question) {
    Endpoint endpoint = camel.getEndpoint(uri);
    return template.requestBody(endpoint, question);
  }
}
