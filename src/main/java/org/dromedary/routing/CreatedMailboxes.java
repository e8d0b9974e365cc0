package org.dromedary.routing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailboxes that were made for users who were not known, behind those of the table. Each has
 * the settings of its template, as that is now. Safe for use by several threads.
 */
public final class CreatedMailboxes implements RecipientLookup, MailboxMaker {
  private static final Logger LOG = LoggerFactory.getLogger(CreatedMailboxes.class);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Where they are kept. */
  public interface Store {
    /** Address to template. */
    Map<String, String> read() throws IOException;

    /** Keeps these instead; they are on stable storage when it returns. */
    void replace(Map<String, String> created) throws IOException;
  }

  private final Supplier<LocalRecipients> table;
  private final Store store;
  private final int perHour;
  private final InstantSource clock;
  private final Deque<Instant> lately = new ArrayDeque<>();
  private volatile Map<String, String> created;

  /**
   * Reads what was kept.
   *
   * @param table the current value
   * @param perHour no more are made in an hour
   * @throws IOException when it cannot be read
   */
  public CreatedMailboxes(
      Supplier<LocalRecipients> table, Store store, int perHour, InstantSource clock)
      throws IOException {
    this.table = table;
    this.store = store;
    this.perHour = perHour;
    this.clock = clock;
    this.created = Map.copyOf(store.read());
  }

  @Override
  public LocalRecipient of(MailAddress address) {
    LocalRecipient found = table.get().lookupAsLocal(address);
    return found instanceof Unknown ? made(address) : found;
  }

  /** The same for whom there is whatever another look-up says: postmaster, and those made here. */
  public LocalRecipient postmasterOrMade(MailAddress address) {
    LocalRecipient found = table.get().postmasterOr(address);
    return found instanceof Unknown ? made(address) : found;
  }

  private LocalRecipient made(MailAddress address) {
    LocalName name = name(address);
    return Optional.ofNullable(created.get(name.toString()))
        .flatMap(template -> table.get().fromTemplate(name, template))
        .<LocalRecipient>map(MailboxFound::new)
        .orElseGet(Unknown::new);
  }

  private static LocalName name(MailAddress address) {
    LocalName name = LocalName.of(address);
    return name.withoutSubaddress().orElse(name);
  }

  @Override
  public synchronized Optional<Mailbox> make(MailAddress address, String template) {
    if (of(address) instanceof MailboxFound there) {
      return Optional.of(there.mailbox()); // another mail was faster
    }
    LocalName name = name(address);
    Optional<Mailbox> mailbox = table.get().fromTemplate(name, template);
    if (mailbox.isEmpty()) {
      LOG.warn(
          "no mailbox is made for {}: not a safe name, or template {} is gone", name, template);
      return mailbox;
    }
    Instant now = clock.instant();
    while (!lately.isEmpty() && !lately.getFirst().isAfter(now.minus(HOUR))) {
      lately.removeFirst();
    }
    if (lately.size() >= perHour) {
      LOG.warn("no mailbox is made for {}: {} were made in an hour", name, perHour);
      return Optional.empty();
    }
    return keep(name, template) ? made(name, mailbox, now) : Optional.empty();
  }

  private Optional<Mailbox> made(LocalName name, Optional<Mailbox> mailbox, Instant now) {
    lately.addLast(now);
    LOG.info("a mailbox is made for {}: {}", name, mailbox.map(Mailbox::place).orElse(""));
    return mailbox;
  }

  private boolean keep(LocalName name, String template) {
    Map<String, String> next = new HashMap<>(created);
    next.put(name.toString(), template);
    try {
      store.replace(next);
    } catch (IOException e) {
      LOG.error("no mailbox can be made for {}: {}", name, e.toString());
      return false;
    }
    created = Map.copyOf(next);
    return true;
  }
}
