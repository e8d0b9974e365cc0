package org.dromedary.spool;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;

/**
 * The queues of a broker in this process. They are walked where they lie: mail in page files is
 * read page by page, and an action is one transaction for every so many mails.
 */
public final class SpoolQueues implements MailQueues {
  private static final int MAILS_OF_A_TRANSACTION = 1000;

  private final ActiveMQServer server;
  private final SpoolComponent component;

  /**
   * @param component whose consumers hold the heads of delay queues
   */
  public SpoolQueues(ActiveMQServer server, SpoolComponent component) {
    this.server = server;
    this.component = component;
  }

  @Override
  public void visit(Predicate<String> queue, Predicate<QueueEntry> visitor) {
    for (String name : names(queue)) {
      if (!visit(name, visitor)) {
        return;
      }
    }
  }

  private List<String> names(Predicate<String> queue) {
    return Arrays.stream(server.getActiveMQServerControl().getQueueNames())
        .filter(MailQueue::isOfMail)
        .filter(queue)
        .sorted()
        .toList();
  }

  private boolean visit(String name, Predicate<QueueEntry> visitor) {
    Queue queue = server.locateQueue(SimpleString.of(name));
    if (queue == null) {
      return true;
    }
    Set<Long> taken = new HashSet<>();
    for (MessageReference reference : delivering(queue)) {
      taken.add(reference.getMessage().getMessageID());
      if (!isWanted(name, reference.getMessage(), true, visitor)) {
        return false;
      }
    }
    try (LinkedListIterator<MessageReference> waiting = queue.browserIterator()) {
      while (waiting.hasNext()) {
        Message message = waiting.next().getMessage();
        if (!taken.contains(message.getMessageID()) && !isWanted(name, message, false, visitor)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWanted(
      String queue, Message message, boolean taken, Predicate<QueueEntry> visitor) {
    return read(queue, message, taken).map(visitor::test).orElse(true);
  }

  private Optional<QueueEntry> read(String queue, Message message, boolean taken) {
    return StoredMessage.read(queue, message, taken, component.clock().instant());
  }

  private static List<MessageReference> delivering(Queue queue) {
    return queue.getDeliveringMessages().values().stream().flatMap(Collection::stream).toList();
  }

  @Override
  public Map<String, Long> depths() {
    Map<String, Long> depths = new LinkedHashMap<>();
    for (String name : names(all -> true)) {
      Queue queue = server.locateQueue(SimpleString.of(name));
      if (queue != null) {
        depths.put(name, queue.getMessageCount());
      }
    }
    return depths;
  }

  @Override
  public void place(
      Predicate<String> queue,
      Function<QueueEntry, Optional<Placement>> action,
      PlacementObserver observer) {
    Map<String, Targets> plan = new LinkedHashMap<>();
    for (String name : names(queue)) {
      plan.put(name, targets(name, action, observer));
    }
    // what comes later is not meant: mail that goes on may be deferred and come back meanwhile
    long later = server.getStorageManager().generateID();
    Function<QueueEntry, Optional<Placement>> earlier =
        entry -> entry.position() < later ? action.apply(entry) : Optional.empty();
    observer.planned();
    List<Queue> paused = pause(plan.values());
    try {
      plan.forEach((name, targets) -> place(name, targets, earlier, observer));
    } finally {
      paused.forEach(Queue::resume);
    }
  }

  /**
   * What is moved to the queues of operators goes on when all of it has been moved: to deliver it
   * takes much longer, and would take the processors from those who wait for the action.
   */
  private List<Queue> pause(Collection<Targets> plan) {
    List<Queue> queues =
        plan.stream()
            .flatMap(targets -> targets.queues().keySet().stream())
            .filter(MailQueue::isOfOperators)
            .distinct()
            .map(name -> server.locateQueue(SimpleString.of(name)))
            .filter(Objects::nonNull)
            .toList();
    queues.forEach(Queue::pause);
    return queues;
  }

  private void place(
      String name,
      Targets targets,
      Function<QueueEntry, Optional<Placement>> action,
      PlacementObserver observer) {
    targets.queues().forEach((to, mails) -> move(name, to, action, new Lots(observer, mails)));
    if (targets.deletes()) {
      delete(name, action, new Lots(observer, targets.deleted()));
    }
    if (targets.any()) {
      // last: a consumer takes the next mail when its head is gone
      component.placeHead(name, action, observer);
    }
  }

  /**
   * Where how much mail of a queue goes; looked for first, since each is a walk through the queue.
   */
  private record Targets(Map<String, Long> queues, boolean deletes, long deleted) {
    boolean any() {
      return deletes || !queues.isEmpty();
    }
  }

  /** Tells of the ends of transactions, as far as they are known: mail may go on meanwhile. */
  private static final class Lots {
    private final PlacementObserver observer;
    private final long expected;
    private long placed;

    Lots(PlacementObserver observer, long expected) {
      this.observer = observer;
      this.expected = expected;
    }

    void placed(QueueEntry entry) {
      observer.placed(entry);
      placed++;
      if (placed % MAILS_OF_A_TRANSACTION == 0 || placed >= expected) {
        observer.committing();
      }
    }
  }

  private Targets targets(
      String name, Function<QueueEntry, Optional<Placement>> action, PlacementObserver observer) {
    Map<String, Long> queues = new TreeMap<>();
    boolean[] deletes = new boolean[1];
    long[] deleted = new long[1];
    Set<Long> heads = heads(name); // placed by who holds them
    visit(
        name,
        entry -> {
          Optional<Placement> placement = action.apply(entry);
          placement.ifPresent(p -> observer.meant(entry, p));
          if (!entry.taken()) {
            long mails = heads.contains(entry.position()) ? 0 : 1;
            placement
                .flatMap(Placement::target)
                .ifPresent(target -> queues.merge(target, mails, Long::sum));
            if (placement.filter(Placement.Gone.class::isInstance).isPresent()) {
              deletes[0] = true;
              deleted[0] += mails;
            }
          }
          return true;
        });
    return new Targets(queues, deletes[0], deleted[0]);
  }

  private Set<Long> heads(String name) {
    Queue queue = server.locateQueue(SimpleString.of(name));
    return queue == null
        ? Set.of()
        : delivering(queue).stream()
            .map(reference -> reference.getMessage().getMessageID())
            .collect(Collectors.toSet());
  }

  private void move(
      String from, String to, Function<QueueEntry, Optional<Placement>> action, Lots lots) {
    // changed when it is chosen, just before it is copied
    Predicate<Message> moves =
        message -> {
          Optional<QueueEntry> entry = read(from, message, false);
          Optional<Placement> placement = entry.flatMap(action);
          boolean goes = placement.flatMap(Placement::target).filter(to::equals).isPresent();
          if (goes) {
            lots.placed(entry.orElseThrow());
            StoredMessage.write((Placement.On) placement.orElseThrow(), message);
          }
          return goes;
        };
    Binding target = server.getPostOffice().getBinding(SimpleString.of(to));
    if (target == null) {
      throw new IllegalStateException("there is no queue " + to);
    }
    committed(
        from,
        queue ->
            queue.moveReferences(
                MAILS_OF_A_TRANSACTION,
                new MessageChoice(moves),
                target.getAddress(),
                false,
                target));
  }

  private void delete(String from, Function<QueueEntry, Optional<Placement>> action, Lots lots) {
    Predicate<Message> deleted =
        message -> {
          Optional<QueueEntry> entry = read(from, message, false);
          boolean goes = entry.flatMap(action).filter(Placement.Gone.class::isInstance).isPresent();
          if (goes) {
            lots.placed(entry.orElseThrow());
          }
          return goes;
        };
    committed(
        from,
        queue ->
            queue.deleteMatchingReferences(MAILS_OF_A_TRANSACTION, new MessageChoice(deleted)));
  }

  private interface Change {
    void on(Queue queue) throws Exception;
  }

  /** What was changed is on stable storage on return. */
  private void committed(String name, Change change) {
    try {
      server.getStorageManager().clearContext();
      change.on(server.locateQueue(SimpleString.of(name)));
      server.getStorageManager().waitOnOperations();
    } catch (Exception e) {
      throw new IllegalStateException("the mail on " + name + " could not be moved", e);
    } finally {
      server.getStorageManager().clearContext();
    }
  }
}
