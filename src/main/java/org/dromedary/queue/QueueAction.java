package org.dromedary.queue;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** What an operator does with mail that waits. Pure. */
public sealed interface QueueAction {

  /** The word for what has become of a mail then. */
  String done();

  /** Where it leaves a mail that no route works on. */
  Placement place(QueueEntry entry);

  /**
   * Deferred mail is tried now; mail that a route failed on, or that could not be returned, goes
   * back to where it was.
   */
  record Retry() implements QueueAction {
    @Override
    public String done() {
      return "retried";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return switch (entry.state()) {
        case DEFERRED, DELAYED, UNDELIVERABLE -> due(entry);
        case DEAD -> new Placement.On(origin(entry), entry.mail().dueNow());
        case UNROUTED, ROUTED, READY, ACTIVE, HELD, SUSPENDED, RETURNED ->
            new Placement.Unchanged();
      };
    }

    private static Placement due(QueueEntry entry) {
      return entry.queue().equals(MailQueue.DUE)
          ? new Placement.Unchanged()
          : new Placement.On(MailQueue.DUE, entry.mail().dueNow());
    }

    private static String origin(QueueEntry entry) {
      return entry
          .deadFrom()
          .filter(MailQueue::isOfMail)
          .map(from -> MailQueue.isRetry(from) ? MailQueue.DUE : from)
          .orElse(MailQueue.INGRESS);
    }
  }

  /**
   * It waits until it is released.
   *
   * @param by the name of the operator
   * @param reason for people; may be empty
   */
  record HoldBack(String by, String reason) implements QueueAction {
    @Override
    public String done() {
      return "held";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return switch (entry.state()) {
        case UNROUTED, ROUTED -> held(entry, entry.queue());
        case DEFERRED, DELAYED, SUSPENDED -> held(entry, MailQueue.DUE);
        case READY, ACTIVE, HELD, RETURNED, UNDELIVERABLE, DEAD -> new Placement.Unchanged();
      };
    }

    private Placement held(QueueEntry entry, String from) {
      return new Placement.On(
          MailQueue.HELD, entry.mail(), Optional.of(new Hold(by, reason, from)));
    }
  }

  /** Mail that an operator has held goes on; what a rule keeps back does not. */
  record Release() implements QueueAction {
    @Override
    public String done() {
      return "released";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return entry
          .hold()
          .<Placement>map(
              hold ->
                  new Placement.On(
                      hold.from(), entry.mail().withRetry(entry.mail().retry().dueNow())))
          .orElse(new Placement.Unchanged());
    }
  }

  /**
   * It is routed again by the rules as they are now.
   *
   * @param reversePath another one, or empty for its own
   * @param recipients others instead of its own, or empty for these
   */
  record Reroute(Optional<ReversePath> reversePath, List<ForwardPath> recipients)
      implements QueueAction {
    public Reroute {
      recipients = List.copyOf(recipients);
    }

    @Override
    public String done() {
      return "rerouted";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return switch (entry.state()) {
        case UNROUTED, RETURNED -> new Placement.Unchanged();
        case ROUTED, READY, ACTIVE, DEFERRED, DELAYED, HELD, SUSPENDED, UNDELIVERABLE, DEAD ->
            new Placement.On(MailQueue.REROUTED, changed(entry.mail()));
      };
    }

    private QueuedMessage changed(QueuedMessage mail) {
      Envelope envelope = mail.envelope();
      List<Recipient> others =
          recipients.isEmpty()
              ? envelope.recipients()
              : recipients.stream().map(Recipient::new).toList();
      return mail.withEnvelope(
              new Envelope(reversePath.orElse(envelope.reversePath()), others, envelope.options()))
          .withRetry(mail.retry().routed());
    }
  }

  /** It is gone, and nobody is told. */
  record Delete() implements QueueAction {
    @Override
    public String done() {
      return "deleted";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return new Placement.Gone();
    }
  }

  /** It is given up as at the end of its lifetime: its sender is told, if there is one. */
  record Expire() implements QueueAction {
    // RFC 3463 §3.5: X.4.7, delivery time expired
    private static final SmtpReply EXPIRED = SmtpReply.of(450, "4.4.7", "the operator gave it up");

    @Override
    public String done() {
      return "expired";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return returned(entry, EXPIRED);
    }
  }

  /**
   * It is returned to its sender, if there is one.
   *
   * @param reply permanent; what the sender is told
   */
  record Bounce(SmtpReply reply) implements QueueAction {
    @Override
    public String done() {
      return "bounced";
    }

    @Override
    public Placement place(QueueEntry entry) {
      return returned(entry, reply);
    }
  }

  private static Placement returned(QueueEntry entry, SmtpReply reply) {
    if (entry.state() == MailState.RETURNED) {
      return new Placement.Unchanged();
    }
    RetryState retry = entry.mail().retry();
    String told =
        reply.code().isTransient() && !retry.lastReply().isEmpty()
            ? reply + "; last reply: " + retry.lastReply()
            : reply.toString();
    return new Placement.On(
        MailQueue.RETURNED, entry.mail().withRetry(retry.dueNow().because(told)));
  }
}
