package org.dromedary.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.queue.DuplicateMailException;

/**
 * Sends mails with idempotency keys, in a session of their own: a repetition fails the commit that
 * it is in, which is then done mail by mail, and mail without a key shall not wait for that. The
 * broker does not see two of a key in transactions that run at the same time, so the second waits
 * here for the end of the first. Safe for use by several threads.
 */
final class KeyedSender implements AutoCloseable {
  private final SpoolSender sender;
  private final BiPredicate<String, byte[]> duplicates;

  /** What waits for the mail of a key that is being sent. */
  private final Map<IdempotencyKey, List<Runnable>> sending = new HashMap<>();

  /**
   * @param duplicates whether the broker knows a duplicate id of an address
   */
  KeyedSender(SpoolSender sender, BiPredicate<String, byte[]> duplicates) {
    this.sender = sender;
    this.duplicates = duplicates;
  }

  /** See {@link SpoolSender#send}; a repetition fails with {@code DuplicateMailException}. */
  void send(
      IdempotencyKey key,
      OutgoingMessage message,
      List<byte[]> events,
      Consumer<Optional<Exception>> afterwards) {
    synchronized (sending) {
      List<Runnable> others = sending.get(key);
      if (others != null) {
        others.add(() -> send(key, message, events, afterwards));
        return;
      }
      sending.put(key, new ArrayList<>(0));
    }
    Consumer<Optional<Exception>> ended =
        failure -> {
          List<Runnable> others = ended(key);
          afterwards.accept(failure);
          others.forEach(Runnable::run);
        };
    try {
      if (duplicates.test(message.address(), key.octets())) {
        ended.accept(message.mail().map(mail -> new DuplicateMailException(mail.queueId())));
        return;
      }
      sender.send(List.of(message), events, ended);
    } catch (Exception e) {
      ended.accept(Optional.of(e));
    }
  }

  private List<Runnable> ended(IdempotencyKey key) {
    synchronized (sending) {
      List<Runnable> others = sending.remove(key);
      return others == null ? List.of() : others;
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
