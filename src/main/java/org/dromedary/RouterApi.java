package org.dromedary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dromedary.cli.DnsTester;
import org.dromedary.cli.MailHostList;
import org.dromedary.cli.RouteJson;
import org.dromedary.dns.CachedAnswer;
import org.dromedary.dns.MailHostResolver;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.OctetCount;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SocketText;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.ApiDocument;
import org.dromedary.management.ApiException;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.ApiParameters;
import org.dromedary.management.ApiRequest;
import org.dromedary.management.ArchiveApi;
import org.dromedary.management.ListApi;
import org.dromedary.management.SubmitApi;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.RoutingFacts;

/**
 * What can be asked of a running router over HTTP; {@code openapi.json} describes it.
 *
 * @param mail what can be asked of mail, by {@code operationId}
 */
record RouterApi(
    RouteExplanation explanation,
    RouteProbe probe,
    MailHostResolver resolver,
    RuleControl rules,
    Map<String, ApiOperation.Work> mail,
    SubmitApi submit,
    ArchiveApi archive,
    ReportsApi reports,
    ListApi lists,
    RouterStatus status) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By their {@code operationId}. */
  Map<String, ApiOperation.Work> works() {
    ApiDocument document = ApiDocument.read();
    Map<String, ApiOperation.Work> works =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("describe", request -> ApiAnswer.ok(document.json())),
                Map.entry("health", request -> status.health()),
                Map.entry("explainRoute", this::explain),
                Map.entry("testRoute", this::test),
                Map.entry("listRules", request -> ApiAnswer.ok(rules.list())),
                Map.entry("addRule", this::addRule),
                Map.entry("removeRule", this::removeRule),
                Map.entry("findMailHosts", this::mailHosts),
                Map.entry("listNameServers", request -> nameServers()),
                Map.entry("listDnsCache", this::cache),
                Map.entry("flushDnsCache", this::flush),
                Map.entry("status", request -> ApiAnswer.ok(status.json())),
                Map.entry("drain", this::drain)));
    works.putAll(mail);
    works.putAll(submit.works());
    works.putAll(archive.works());
    works.putAll(reports.works());
    works.putAll(lists.works());
    return works;
  }

  private ApiAnswer drain(ApiRequest request) {
    status.drain(request.user());
    return ApiAnswer.done();
  }

  private ApiAnswer explain(ApiRequest request) {
    MailAddress recipient = recipient(request);
    RoutingFacts mail = mail(request);
    return ApiAnswer.ok(
        RouteJson.of(mail.origin().sender(), recipient, explanation.explain(mail, recipient)));
  }

  private ApiAnswer test(ApiRequest request) {
    MailAddress recipient = recipient(request);
    RoutingFacts mail = mail(request);
    return ApiAnswer.ok(
        RouteJson.ofTest(mail.origin().sender(), recipient, probe.test(mail, recipient)));
  }

  private static MailAddress recipient(ApiRequest request) {
    return ApiParameters.parsed("recipient", request.required("recipient"), MailAddress::parse);
  }

  private static RoutingFacts mail(ApiRequest request) {
    ReversePath sender =
        request
            .parameter("sender")
            .filter(text -> !text.isEmpty())
            .map(text -> ApiParameters.parsed("sender", "<" + text + ">", ReversePath::parse))
            .orElse(ReversePath.NULL);
    Optional<InetAddress> client =
        request
            .parameter("client")
            .map(text -> ApiParameters.parsed("client", text, IpNetwork::parseAddress));
    String listener =
        request
            .parameter("listener")
            .map(text -> ApiParameters.parsed("listener", text, RouterApi::listener))
            .orElse("smtp");
    long size =
        request
            .parameter("size")
            .map(text -> ApiParameters.parsed("size", text, OctetCount::parse).octets())
            .orElse(0L);
    return RoutingFacts.ofSample(
        new RoutingFacts.Origin(sender, client, listener, request.parameter("user")),
        size,
        request.parameters("header"));
  }

  private static String listener(String text) {
    if (!RoutingFacts.LISTENERS.contains(text)) {
      throw new IllegalArgumentException("none of " + String.join(", ", RoutingFacts.LISTENERS));
    }
    return text;
  }

  private ApiAnswer addRule(ApiRequest request) throws IOException {
    RuleControl.Added added = rules.add(request.body(), request.parameter("ttl"));
    if (!added.problems().isEmpty()) {
      throw new ApiException(400, added.problems());
    }
    return new ApiAnswer(201, JSON.createObjectNode().put("name", added.name()).toString());
  }

  private ApiAnswer removeRule(ApiRequest request) throws IOException {
    if (!rules.remove(request.name().orElseThrow())) {
      throw new ApiException(404, "there is no rule of this name");
    }
    return ApiAnswer.done();
  }

  private ApiAnswer mailHosts(ApiRequest request) {
    Domain domain = domain(request.required("domain"));
    DnsTester.Answer.Hosts found =
        new DnsTester.Answer.Hosts(resolver.lookup(domain), resolver.nameServers());
    return ApiAnswer.ok(String.join("", MailHostList.of(domain, found).json().toList()));
  }

  private static Domain domain(String text) {
    return ApiParameters.parsed("domain", text, Domain::parse);
  }

  private ApiAnswer nameServers() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode servers = answer.putArray("servers");
    resolver
        .nameServers()
        .forEach(
            server ->
                servers
                    .addObject()
                    .put("server", SocketText.of(server.server()))
                    .put("healthy", server.isHealthy())
                    .put("queries", server.queries())
                    .put("share", server.share())
                    .put("timeouts", server.timeouts())
                    .put("failures", server.failures())
                    .put("milliseconds", server.latency().toMillis()));
    return ApiAnswer.ok(answer.toString());
  }

  private ApiAnswer cache(ApiRequest request) {
    Optional<String> name = request.parameter("name").map(text -> domain(text).ascii());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode answers = answer.putArray("answers");
    for (CachedAnswer cached : resolver.cached()) {
      if (name.isEmpty() || name.get().equalsIgnoreCase(cached.name())) {
        ObjectNode written =
            answers.addObject().put("name", cached.name()).put("type", cached.type());
        cached.values().forEach(written.putArray("values")::add);
        written.put("until", cached.until().toString());
      }
    }
    return ApiAnswer.ok(answer.toString());
  }

  private ApiAnswer flush(ApiRequest request) {
    Optional<Domain> name = request.parameter("name").map(RouterApi::domain);
    name.ifPresentOrElse(resolver::flush, resolver::flush);
    return ApiAnswer.done();
  }
}
