package org.dromedary.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.smtp.client.ConnectResult;
import org.dromedary.smtp.client.ConversationFailure;
import org.dromedary.smtp.client.RecipientResult;
import org.dromedary.smtp.client.ReplyOrigin;
import org.dromedary.smtp.client.SmtpConnection;
import org.dromedary.smtp.client.TransactionResult;

/**
 * One try to deliver one mail: the hosts of its next hop in turn, until every recipient has an
 * outcome that no other host could better (RFC 5321 §5.1). Used once, by one thread.
 */
final class DeliveryAttempt {
  private static final String NOBODY = RemoteDelivery.NOBODY;

  private final QueuedMessage message;
  private final KeptConnection kept;
  private final Map<Recipient, DeliveryOutcome> outcomes = new LinkedHashMap<>();
  private List<Recipient> open;
  private final Set<InetSocketAddress> answered = new HashSet<>();
  private Optional<SmtpReply> unreachable = Optional.empty();
  private boolean talked;

  /**
   * What a recipient got.
   *
   * @param relayNotifies whether the sender hears of a success from the relay
   */
  private record Answer(String relay, SmtpReply reply, boolean relayNotifies) {}

  /**
   * @param kept the worker's connection: used first, and replaced by the one used last
   */
  DeliveryAttempt(QueuedMessage message, KeptConnection kept) {
    this.message = message;
    this.kept = kept;
    this.open = message.envelope().recipients();
  }

  /**
   * Makes the attempt; blocks as long as the hosts take.
   *
   * @throws IOException when the content cannot be read: a fault of ours
   */
  AttemptResult run() throws IOException {
    Optional<SmtpConnection> connection = kept.open();
    if (connection.isPresent()) {
      transact(connection.get(), true);
    }
    if (!open.isEmpty()) {
      switch (kept.hosts()) {
        case HostSelection.None none -> closeAll(none.reply());
        case HostSelection.Hosts hosts -> tryInTurn(hosts.hosts());
      }
    }
    return new AttemptResult(
        message.envelope().recipients().stream().map(outcomes::get).toList(),
        talked ? Optional.empty() : unreachable);
  }

  /** A host that has answered, be it over the kept connection, would say the same again. */
  private void tryInTurn(List<RemoteHost> hosts) throws IOException {
    for (RemoteHost host : hosts) {
      if (!open.isEmpty() && !answered.contains(host.address())) {
        tryHost(host);
      }
    }
  }

  private void tryHost(RemoteHost host) throws IOException {
    switch (kept.connect(host)) {
      case ConnectResult.Connected connected -> transact(connected.connection(), false);
      case ConnectResult.Refused refused -> hostFailed(host.toString(), refused.reply());
      case ConnectResult.Broken broken -> {
        SmtpReply reply = FailurePolicy.asReply(broken.failure(), host.toString());
        hostFailed(relay(broken.failure(), host.toString()), reply);
      }
    }
  }

  private void hostFailed(String relay, SmtpReply reply) {
    unreachable = Optional.of(reply);
    open.forEach(r -> outcomes.put(r, new DeliveryOutcome.Deferred(r, relay, reply)));
  }

  /** The host if the reply is in its own words. */
  private static String relay(ConversationFailure failure, String host) {
    return failure.reply().filter(r -> r.code().isTransient()).isPresent() ? host : NOBODY;
  }

  private void closeAll(SmtpReply reply) {
    boolean permanent = reply.code().isPermanent();
    if (!permanent) {
      unreachable = Optional.of(reply);
    }
    Function<Recipient, DeliveryOutcome> outcome =
        r ->
            permanent
                ? new DeliveryOutcome.Failed(r, NOBODY, reply)
                : new DeliveryOutcome.Deferred(r, NOBODY, reply);
    open.forEach(r -> outcomes.put(r, outcome.apply(r)));
    open = List.of();
  }

  /**
   * @param reused an idle connection may have been closed by the peer in the meantime: that it
   *     broke then says nothing about the host
   */
  private void transact(SmtpConnection connection, boolean reused) throws IOException {
    TransactionResult result =
        connection.send(message.envelope().withRecipients(open), message.content());
    String relay = connection.describe();
    List<Recipient> next = new ArrayList<>();
    for (RecipientResult each : result.results()) {
      String who = each.origin() == ReplyOrigin.PEER ? relay : NOBODY;
      Answer answer = new Answer(who, each.reply(), connection.offersDsn());
      settle(each.recipient(), FailurePolicy.judge(each), answer, next);
    }
    if (result instanceof TransactionResult.Broken broken) {
      ConversationFailure failure = broken.failure();
      Answer answer =
          new Answer(relay(failure, relay), FailurePolicy.asReply(failure, relay), false);
      for (Recipient recipient : broken.undecided()) {
        settle(recipient, FailurePolicy.judge(failure), answer, next);
      }
      talked |= !reused;
    } else {
      talked = true;
      answered.add(connection.remoteAddress());
    }
    open = List.copyOf(next);
    kept.keep(connection);
  }

  private void settle(
      Recipient recipient, FailurePolicy.Verdict verdict, Answer answer, List<Recipient> next) {
    String relay = answer.relay();
    SmtpReply reply = answer.reply();
    outcomes.put(
        recipient,
        switch (verdict) {
          case DELIVERED ->
              new DeliveryOutcome.Delivered(recipient, relay, reply, answer.relayNotifies());
          case FAILED -> new DeliveryOutcome.Failed(recipient, relay, reply);
          case DEFERRED, NEXT_HOST -> new DeliveryOutcome.Deferred(recipient, relay, reply);
        });
    if (verdict == FailurePolicy.Verdict.NEXT_HOST) {
      next.add(recipient);
    }
  }
}
