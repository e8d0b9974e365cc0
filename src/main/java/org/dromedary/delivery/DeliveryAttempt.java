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
import java.util.stream.Stream;
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

  // RFC 3463 §3.5: bad connection
  private static final SmtpReply CLOSED =
      SmtpReply.of(451, "4.4.2", "the server ended the conversation before all recipients");

  private final QueuedMessage message;
  private final KeptConnection kept;
  private final Map<Recipient, DeliveryOutcome> outcomes = new LinkedHashMap<>();
  private List<Recipient> open;
  private final Set<InetSocketAddress> answered = new HashSet<>();
  private Optional<SmtpReply> unreachable = Optional.empty();
  private boolean talked;
  private boolean pushedBack;

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
        case HostSelection.Hosts hosts -> tryInTurn(hosts);
      }
    }
    return new AttemptResult(
        message.envelope().recipients().stream().map(outcomes::get).toList(),
        talked ? Optional.empty() : unreachable,
        pushedBack);
  }

  /** A host that has answered, be it over the kept connection, would say the same again. */
  private void tryInTurn(HostSelection.Hosts hosts) throws IOException {
    for (RemoteHost host : hosts.hosts()) {
      boolean goesOn = !open.isEmpty() && !(hosts.firstOnly() && talked);
      if (goesOn && !answered.contains(host.address())) {
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
    pushedBack = true;
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
    List<Recipient> next = new ArrayList<>();
    List<Recipient> left = open;
    while (!left.isEmpty()) {
      int count = Math.min(left.size(), kept.maximumRecipients());
      List<Recipient> more = left.subList(count, left.size());
      boolean goesOn = transact(connection, reused, left.subList(0, count), more, next);
      left = goesOn ? more : List.of();
    }
    open = List.copyOf(next);
    kept.keep(connection);
  }

  /**
   * One transaction.
   *
   * @param more recipients of further transactions; their fate is shared when the connection breaks
   * @return whether another transaction can follow
   */
  private boolean transact(
      SmtpConnection connection,
      boolean reused,
      List<Recipient> group,
      List<Recipient> more,
      List<Recipient> next)
      throws IOException {
    TransactionResult result =
        connection.send(message.envelope().withRecipients(group), message.content());
    String relay = connection.describe();
    for (RecipientResult each : result.results()) {
      String who = each.origin() == ReplyOrigin.PEER ? relay : NOBODY;
      Answer answer = new Answer(who, each.reply(), connection.offersDsn());
      settle(each.recipient(), FailurePolicy.judge(each), answer, next);
    }
    if (result instanceof TransactionResult.Broken broken) {
      ConversationFailure failure = broken.failure();
      Answer answer =
          new Answer(relay(failure, relay), FailurePolicy.asReply(failure, relay), false);
      Stream.concat(broken.undecided().stream(), more.stream())
          .forEach(r -> settle(r, FailurePolicy.judge(failure), answer, next));
      talked |= !reused;
      pushedBack |= !reused;
      return false;
    }
    talked = true;
    answered.add(connection.remoteAddress());
    return more.isEmpty() || mayGoOn(connection, more, next);
  }

  private boolean mayGoOn(SmtpConnection connection, List<Recipient> more, List<Recipient> next) {
    boolean goesOn = connection.isReusable();
    if (!goesOn) {
      Answer answer = new Answer(NOBODY, CLOSED, false);
      more.forEach(r -> settle(r, FailurePolicy.Verdict.NEXT_HOST, answer, next));
    }
    return goesOn;
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
