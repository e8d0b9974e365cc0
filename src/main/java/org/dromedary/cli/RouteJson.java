package org.dromedary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.dromedary.cli.RouteExplainer.Passed;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.cli.RouteTester.TestedHost;
import org.dromedary.cli.RouteTester.TestedWay;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;

/** The ways of a mail for programs, one line. */
public final class RouteJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RouteJson() {}

  /** Where it goes. */
  public static String of(ReversePath sender, MailAddress recipient, List<Way> ways) {
    return of(sender, recipient, ways, RouteJson::write);
  }

  /** The same with what the hosts said. */
  public static String ofTest(ReversePath sender, MailAddress recipient, List<TestedWay> ways) {
    return of(sender, recipient, ways, RouteJson::write);
  }

  private interface Writer<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private static <T> String of(
      ReversePath sender, MailAddress recipient, List<T> ways, Writer<T> writer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("sender", sender.toString());
      json.writeStringField("recipient", recipient.toString());
      json.writeArrayFieldStart("ways");
      for (T way : ways) {
        json.writeStartObject();
        writer.write(way, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return text.toString();
  }

  private static void write(TestedWay tested, JsonGenerator json) throws IOException {
    write(tested.way(), json);
    json.writeArrayFieldStart("tested");
    for (TestedHost host : tested.hosts()) {
      json.writeStartObject();
      json.writeStringField("host", host.host());
      json.writeBooleanField("accepted", host.accepted());
      json.writeArrayFieldStart("steps");
      for (String step : host.steps()) {
        json.writeString(step);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(Way way, JsonGenerator json) throws IOException {
    json.writeStringField("recipient", way.recipient());
    switch (way) {
      case Way.Kept kept -> {
        writeRule(kept.rule(), json);
        json.writeStringField("mailbox", kept.mailbox());
      }
      case Way.Held held -> {
        writeRule(held.rule(), json);
        json.writeStringField("action", "hold");
      }
      case Way.Loop loop -> json.writeStringField("problem", "aliases and rules lead back to it");
      case Way.SentToOthers others -> {
        json.writeStringField("rule", others.rule());
        json.writeArrayFieldStart(others.copied() ? "copies" : "redirected");
        for (String other : others.others()) {
          json.writeString(other);
        }
        json.writeEndArray();
      }
      case Way.NoSuchMailbox unknown -> json.writeStringField("problem", "no such mailbox");
      case Way.NotFoundOut later -> json.writeStringField("problem", later.problem());
      case Way.SentOn sentOn -> write(sentOn, json);
    }
  }

  private static void writeRule(Optional<String> rule, JsonGenerator json) throws IOException {
    if (rule.isPresent()) {
      json.writeStringField("rule", rule.get());
    }
  }

  private static void write(Way.SentOn way, JsonGenerator json) throws IOException {
    writeRule(way.rule(), json);
    json.writeStringField("action", way.action());
    if (way.tls().isPresent()) {
      json.writeStringField("tls", way.tls().get());
    }
    if (way.user().isPresent()) {
      json.writeStringField("user", way.user().get());
    }
    if (way.limits().isPresent()) {
      json.writeStringField("limits", way.limits().get());
    }
    if (way.retry().isPresent()) {
      json.writeStringField("retry", way.retry().get());
    }
    json.writeArrayFieldStart("hosts");
    for (String host : way.hosts()) {
      json.writeString(host);
    }
    json.writeEndArray();
    if (way.problem().isPresent()) {
      json.writeStringField("problem", way.problem().get());
    }
    json.writeArrayFieldStart("passed");
    for (Passed passed : way.passed()) {
      json.writeStartObject();
      json.writeStringField("rule", passed.rule());
      json.writeStringField("condition", passed.condition());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
