package org.dromedary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a {@link FakeDns} knows. */
final class FakeZone {
  private record Entry(String type, String data) {}

  private final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();
  private final Map<String, FakeDns.Fault> faults = new ConcurrentHashMap<>();
  private volatile long ttlSeconds = 60;

  void add(String name, String type, String data) {
    entries
        .computeIfAbsent(key(name), n -> new CopyOnWriteArrayList<>())
        .add(new Entry(type, data));
  }

  void remove(String name) {
    entries.remove(key(name));
  }

  void fault(String where, FakeDns.Fault fault) {
    faults.put(where, fault);
  }

  void clearFaults() {
    faults.clear();
  }

  void timeToLive(Duration ttl) {
    ttlSeconds = ttl.toSeconds();
  }

  static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  static String key(Name name) {
    return key(name.toString(true));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static String type(Record question) {
    return Type.string(question.getType());
  }

  /** The answer in wire form, truncated if need be; empty if there is to be none. */
  Optional<byte[]> answer(Message query, int maximumOctets) {
    Record question = query.getQuestion();
    Optional<FakeDns.Fault> fault = faultOf(key(question.getName()), type(question));
    if (fault.isEmpty()) {
      return Optional.of(response(query, question).toWire(maximumOctets));
    }
    return switch (fault.get()) {
      case SILENT -> Optional.empty();
      case GARBAGE -> Optional.of("no DNS".getBytes(StandardCharsets.US_ASCII));
      case SERVFAIL -> Optional.of(failure(query, Rcode.SERVFAIL).toWire());
      case REFUSED -> Optional.of(failure(query, Rcode.REFUSED).toWire());
    };
  }

  private Optional<FakeDns.Fault> faultOf(String name, String type) {
    return List.of(name + " " + type, name, "*").stream()
        .flatMap(where -> Optional.ofNullable(faults.get(where)).stream())
        .findFirst();
  }

  private static Message failure(Message query, int rcode) {
    Message response = new Message(query.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    response.getHeader().setRcode(rcode);
    response.addRecord(query.getQuestion(), Section.QUESTION);
    return response;
  }

  private Message response(Message query, Record question) {
    Message response = failure(query, Rcode.NOERROR);
    String key = key(question.getName());
    List<Entry> found = entries.getOrDefault(key, List.of());
    for (Entry entry : found) {
      if (entry.type().equals(type(question)) || entry.type().equals("CNAME")) {
        response.addRecord(record(question.getName(), entry), Section.ANSWER);
      }
    }
    if (found.isEmpty()) {
      response.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    if (response.getSection(Section.ANSWER).isEmpty()) {
      response.addRecord(authority(question.getName()), Section.AUTHORITY);
    }
    return response;
  }

  private Record record(Name name, Entry entry) {
    try {
      int type = Type.value(entry.type());
      return Record.fromString(name, type, DClass.IN, ttlSeconds, entry.data(), Name.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SOARecord authority(Name name) {
    Name zone = new Name(name, name.labels() - 2);
    return new SOARecord(zone, DClass.IN, ttlSeconds, zone, zone, 1, 60, 60, 60, ttlSeconds);
  }
}
