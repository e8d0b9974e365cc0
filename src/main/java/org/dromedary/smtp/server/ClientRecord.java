package org.dromedary.smtp.server;

import java.time.Duration;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/**
 * What is known of one client, over all its connections, and what follows from it. Times are those
 * of {@link LeakyBucket}. Safe for use by several threads.
 */
final class ClientRecord {
  private static final int LONGEST_DELAY_SECONDS = 10;

  private final ClientRate connectionRate;
  private final ClientRate mailRate;
  private final ClientRate recipientRate;
  private final ClientOffences unknownRecipients;
  private final ClientOffences authenticationFailures;
  private int connections;
  private Optional<Ban> ban = Optional.empty();

  private record Ban(SmtpReply reply, long until) {}

  ClientRecord(long now) {
    connectionRate = new ClientRate(now);
    mailRate = new ClientRate(now);
    recipientRate = new ClientRate(now);
    unknownRecipients = new ClientOffences(now);
    authenticationFailures = new ClientOffences(now);
  }

  /** Why it may have no further connection; if it may, the attempt counts. */
  synchronized Optional<SmtpReply> refusalToConnect(ClientLimits limits, long now) {
    Optional<SmtpReply> banned = banned(now);
    if (banned.isPresent()) {
      return banned;
    }
    if (limits.connections() > 0 && connections >= limits.connections()) {
      return Optional.of(ClientReplies.CONNECTIONS);
    }
    return connectionRate.count(limits.rates().connections(), now)
        ? Optional.empty()
        : Optional.of(ClientReplies.CONNECTION_RATE);
  }

  /** One connection more. */
  synchronized void connect() {
    connections++;
  }

  /** One connection less. */
  synchronized void disconnect() {
    connections--;
  }

  synchronized boolean isConnected() {
    return connections > 0;
  }

  synchronized Verdict mail(ClientLimits limits, long now) {
    return atRate(mailRate, limits.rates().mails(), ClientReplies.MAIL_RATE, now);
  }

  synchronized Verdict recipient(ClientLimits limits, long now) {
    return atRate(recipientRate, limits.rates().recipients(), ClientReplies.RECIPIENT_RATE, now);
  }

  private Verdict atRate(ClientRate rate, int perMinute, SmtpReply tooMany, long now) {
    Optional<SmtpReply> banned = banned(now);
    if (banned.isPresent()) {
      return new Verdict.Refuse(banned.get());
    }
    return rate.count(perMinute, now) ? Verdict.PROCEED : new Verdict.Refuse(tooMany);
  }

  /** The replies come later and later, and the last one is a ban. */
  synchronized Verdict unknownRecipient(ClientLimits.Offences limits, long now) {
    int limit = limits.unknownRecipients();
    int count = unknownRecipients.add(limit, now);
    if (limit > 0 && count >= limit) {
      ban(ClientReplies.UNKNOWN_RECIPIENTS, limits.banTime(), now);
      return new Verdict.Refuse(ClientReplies.UNKNOWN_RECIPIENTS);
    }
    int slowAfter = limits.unknownRecipientsSlowAfter();
    return delay(slowAfter == 0 ? 0 : count - slowAfter);
  }

  synchronized void mailAccepted(long now) {
    unknownRecipients.doneRight(now);
  }

  /** Before the credentials are looked at. */
  synchronized Verdict authentication(long now) {
    return banned(now).<Verdict>map(Verdict.Refuse::new).orElse(Verdict.PROCEED);
  }

  /** The replies come later and later, and the last one is a ban. */
  synchronized Verdict authenticationFailure(ClientLimits.Offences limits, long now) {
    int limit = limits.authenticationFailures();
    int count = authenticationFailures.add(limit, now);
    if (limit > 0 && count >= limit) {
      ban(ClientReplies.AUTHENTICATION_FAILURES, limits.banTime(), now);
      return new Verdict.Refuse(ClientReplies.AUTHENTICATION_FAILURES);
    }
    return delay(limit == 0 ? 0 : count);
  }

  synchronized void authenticated(long now) {
    authenticationFailures.doneRight(now);
  }

  private static Verdict delay(int seconds) {
    return seconds <= 0
        ? Verdict.PROCEED
        : new Verdict.Delay(Duration.ofSeconds(Math.min(seconds, LONGEST_DELAY_SECONDS)));
  }

  private void ban(SmtpReply reply, Duration time, long now) {
    ban = Optional.of(new Ban(reply, now + time.toNanos()));
  }

  private Optional<SmtpReply> banned(long now) {
    return ban.filter(until -> until.until() - now > 0).map(Ban::reply);
  }

  /** Whether it did wrong lately: such a client is remembered rather than others. */
  synchronized boolean isSuspect(long now) {
    return banned(now).isPresent()
        || !unknownRecipients.isForgotten(now)
        || !authenticationFailures.isForgotten(now);
  }

  /** Whether it is as good as unknown. */
  synchronized boolean isForgotten(long now) {
    return connections == 0
        && !isSuspect(now)
        && connectionRate.isForgotten(now)
        && mailRate.isForgotten(now)
        && recipientRate.isForgotten(now);
  }
}
