package org.dromedary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.dns.MailHost;
import org.dromedary.dns.MailHosts;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.mail.Domain;

/**
 * The mail hosts of a domain, to be printed.
 *
 * @param problem why there are none
 */
public record MailHostList(
    Domain domain,
    List<MailHost> hosts,
    Optional<String> problem,
    List<NameServerStatistics> servers) {
  private static final JsonFactory JSON = new JsonFactory();

  public MailHostList {
    hosts = List.copyOf(hosts);
    servers = List.copyOf(servers);
  }

  /** What a test found. */
  public static MailHostList of(Domain domain, DnsTester.Answer.Hosts found) {
    List<MailHost> hosts = found.hosts() instanceof MailHosts.Hosts some ? some.hosts() : List.of();
    return new MailHostList(domain, hosts, problem(found.hosts()), found.servers());
  }

  private static Optional<String> problem(MailHosts found) {
    return switch (found) {
      case MailHosts.Hosts some -> Optional.empty();
      case MailHosts.NullMx none -> Optional.of("the domain takes no mail (null MX)");
      case MailHosts.NoSuchDomain none -> Optional.of("the domain does not exist");
      case MailHosts.NoMailHost none -> Optional.of("the domain has no mail host");
      case MailHosts.TemporaryFailure failure -> Optional.of(failure.reason());
    };
  }

  /** For people. */
  Stream<String> text() {
    return Stream.of(
            Stream.of(domain.ascii()),
            hosts.stream().map(MailHostList::line),
            problem.stream().map(text -> "  none  " + text),
            servers.stream().map(MailHostList::line))
        .flatMap(lines -> lines);
  }

  private static String line(MailHost host) {
    return "  host  %-5d %s  %s"
        .formatted(
            host.preference(),
            host.name(),
            host.addresses().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ")));
  }

  private static String line(NameServerStatistics server) {
    return "  by    %s  %d queries, %d timeouts, %d failures, %d ms"
        .formatted(
            text(server.server()),
            server.queries(),
            server.timeouts(),
            server.failures(),
            server.latency().toMillis());
  }

  private static String text(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + " port " + server.getPort();
  }

  /** For programs: one line. */
  public Stream<String> json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("domain", domain.ascii());
      json.writeArrayFieldStart("hosts");
      for (MailHost host : hosts) {
        write(host, json);
      }
      json.writeEndArray();
      if (problem.isPresent()) {
        json.writeStringField("problem", problem.get());
      }
      json.writeArrayFieldStart("servers");
      for (NameServerStatistics server : servers) {
        write(server, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return Stream.of(text.toString());
  }

  private static void write(NameServerStatistics server, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", server.server().getAddress().getHostAddress());
    json.writeNumberField("port", server.server().getPort());
    json.writeNumberField("queries", server.queries());
    json.writeNumberField("timeouts", server.timeouts());
    json.writeNumberField("failures", server.failures());
    json.writeNumberField("milliseconds", server.latency().toMillis());
    json.writeEndObject();
  }

  private static void write(MailHost host, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", host.name());
    json.writeNumberField("preference", host.preference());
    json.writeArrayFieldStart("addresses");
    for (InetAddress address : host.addresses()) {
      json.writeString(address.getHostAddress());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
