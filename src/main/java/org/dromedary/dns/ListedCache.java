package org.dromedary.dns;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Type;

/** The cache of dnsjava with a list of what is in it. Safe for use by several threads. */
final class ListedCache extends Cache {
  private static final int MAXIMUM_ANSWERS = 50_000;
  private static final int LONGEST_KEPT_SECONDS = 86_400;
  private static final int LONGEST_NEGATIVE_KEPT_SECONDS = 900; // RFC 2308 §5: up to 3 h are usual

  private final InstantSource clock;

  private record Key(Name name, int type) {}

  private final Map<Key, CachedAnswer> listed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CachedAnswer> eldest) {
          return size() > MAXIMUM_ANSWERS;
        }
      };

  ListedCache(InstantSource clock) {
    super(DClass.IN);
    this.clock = clock;
    setMaxEntries(MAXIMUM_ANSWERS);
    setMaxCache(LONGEST_KEPT_SECONDS);
    setMaxNCache(LONGEST_NEGATIVE_KEPT_SECONDS);
  }

  @Override
  public synchronized @Nullable SetResponse addMessage(Message message) {
    SetResponse added = super.addMessage(message);
    List<RRset> answers = message.getSectionRRsets(Section.ANSWER);
    for (RRset answer : answers) {
      List<String> values = answer.rrs().stream().map(Record::rdataToString).toList();
      list(answer.getName(), answer.getType(), values, answer.getTTL(), LONGEST_KEPT_SECONDS);
    }
    Record question = message.getQuestion();
    if (answers.isEmpty() && question != null) {
      boolean noSuchName = message.getRcode() == Rcode.NXDOMAIN;
      list(
          question.getName(),
          noSuchName ? Type.ANY : question.getType(),
          List.of(),
          negativeTtl(message),
          LONGEST_NEGATIVE_KEPT_SECONDS);
    }
    return added;
  }

  /** RFC 2308 §5; without SOA it is not kept. */
  private static long negativeTtl(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .flatMap(record -> record instanceof SOARecord soa ? Stream.of(soa) : Stream.empty())
        .mapToLong(soa -> Math.min(soa.getMinimum(), soa.getTTL()))
        .findFirst()
        .orElse(0);
  }

  private void list(Name name, int type, List<String> values, long ttl, int longest) {
    Key key = new Key(name, type);
    listed.remove(key);
    if (ttl > 0) {
      Instant until = clock.instant().plusSeconds(Math.min(ttl, longest));
      listed.put(key, new CachedAnswer(name.toString(true), Type.string(type), values, until));
    }
  }

  /** What is known and not yet to be asked again, the oldest first. */
  synchronized List<CachedAnswer> list() {
    Instant now = clock.instant();
    listed.values().removeIf(answer -> !now.isBefore(answer.until()));
    return List.copyOf(listed.values());
  }

  /** Forgets all. */
  synchronized void flush() {
    clearCache();
    listed.clear();
  }

  /** Forgets what is known of one name. */
  synchronized void flush(Name name) {
    flushName(name);
    listed.keySet().removeIf(key -> key.name().equals(name));
  }
}
