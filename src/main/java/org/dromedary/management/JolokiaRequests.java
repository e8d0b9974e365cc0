package org.dromedary.management;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is asked of Jolokia in one body: one request, or several. They are written anew, with the
 * fields that are known here, so that Jolokia sees what was checked. {@code jolokia-access.xml}
 * says of which MBeans; this says who may do more than look.
 *
 * @param json for Jolokia; a request that is refused stands there as one that its policy refuses
 * @param invoked operations that change something, for the log
 */
record JolokiaRequests(String json, List<String> invoked) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Not {@code target}: Jolokia would ask another server, which the request names. */
  private static final Set<String> FIELDS =
      Set.of("type", "mbean", "attribute", "operation", "arguments", "path", "config");

  private static final Set<String> LOOKING = Set.of("read", "list", "search", "version");

  /** Operations that change nothing and show no mail: what the pages are made of. */
  private static final Set<String> LOOKING_OPERATIONS =
      Set.of(
          "canInvoke",
          "componentNames",
          "countMessages",
          "dumpRouteAsXml",
          "dumpRouteStatsAsXml",
          "dumpRoutesAsXml",
          "dumpRoutesStatsAsXml",
          "isUpdateRouteEnabled",
          "list",
          "listAddresses",
          "listConnections",
          "listConsumers",
          "listNetworkTopology",
          "listProducers",
          "listQueues",
          "listRestServices",
          "listSessions");

  /** {@code jolokia-access.xml} allows no operation of such a name. */
  private static final String REFUSED = "refused:for=viewers";

  JolokiaRequests {
    invoked = List.copyOf(invoked);
  }

  /**
   * Reads a body.
   *
   * @param operator whether who asks may change things
   * @throws ApiException when it is none
   */
  static JolokiaRequests read(String body, boolean operator) {
    List<String> invoked = new ArrayList<>();
    return new JolokiaRequests(checked(parsed(body), operator, invoked).toString(), invoked);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiException(400, "not JSON");
    }
  }

  private static JsonNode checked(JsonNode body, boolean operator, List<String> invoked) {
    if (body instanceof ArrayNode several) {
      ArrayNode all = JSON.createArrayNode();
      several.forEach(one -> all.add(checkedOne(one, operator, invoked)));
      return all;
    }
    return checkedOne(body, operator, invoked);
  }

  private static ObjectNode checkedOne(JsonNode one, boolean operator, List<String> invoked) {
    if (!(one instanceof ObjectNode request)) {
      throw new ApiException(400, "a request is an object");
    }
    request.retain(FIELDS);
    String type = request.path("type").asText();
    if (LOOKING.contains(type)) {
      return request;
    }
    String operation = request.path("operation").asText();
    boolean looks = LOOKING_OPERATIONS.contains(nameOf(operation));
    if (type.equals("exec") && (looks || operator)) {
      if (!looks) {
        invoked.add(operation + " of " + request.path("mbean").asText());
      }
      return request;
    }
    return JSON.createObjectNode()
        .put("type", "exec")
        .put("mbean", REFUSED)
        .put("operation", "refused");
  }

  /** Without its signature. */
  private static String nameOf(String operation) {
    int signature = operation.indexOf('(');
    return signature < 0 ? operation : operation.substring(0, signature);
  }
}
