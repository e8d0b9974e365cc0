package org.dromedary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.dns.MailHost;
import org.dromedary.dns.MailHosts;
import org.dromedary.mail.Domain;

/**
 * The mail hosts of a domain, to be printed.
 *
 * @param problem why there are none
 */
record MailHostList(Domain domain, List<MailHost> hosts, Optional<String> problem) {
  private static final JsonFactory JSON = new JsonFactory();

  MailHostList {
    hosts = List.copyOf(hosts);
  }

  static MailHostList of(Domain domain, MailHosts found) {
    return switch (found) {
      case MailHosts.Hosts some -> new MailHostList(domain, some.hosts(), Optional.empty());
      case MailHosts.NullMx none -> none(domain, "the domain takes no mail (null MX)");
      case MailHosts.NoSuchDomain none -> none(domain, "the domain does not exist");
      case MailHosts.NoMailHost none -> none(domain, "the domain has no mail host");
      case MailHosts.TemporaryFailure failure -> none(domain, failure.reason());
    };
  }

  private static MailHostList none(Domain domain, String problem) {
    return new MailHostList(domain, List.of(), Optional.of(problem));
  }

  /** For people. */
  Stream<String> text() {
    return Stream.of(
            Stream.of(domain.ascii()),
            hosts.stream().map(MailHostList::line),
            problem.stream().map(text -> "  none  " + text))
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

  /** For programs: one line. */
  Stream<String> json() {
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
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return Stream.of(text.toString());
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
