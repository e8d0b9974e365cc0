package org.dromedary.camel;

import java.util.Locale;
import org.apache.camel.Processor;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.Notify;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.NoticeLimit;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;

/**
 * Steps that unpack the body and lay down as variables what a route chooses by. Only words of ours
 * become variables, and the reverse path, which was validated; nothing else of a mail does.
 */
public final class Facts {
  private Facts() {}

  /**
   * {@code destination}: {@code local}, {@code remote}, {@code list}, {@code held}, {@code loop},
   * {@code unknown} or {@code later}, with {@code delaySeconds}; the body is the mail.
   */
  public static Processor ofRoutedMail() {
    return exchange -> {
      RoutedMail routed = exchange.getMessage().getMandatoryBody(RoutedMail.class);
      String destination =
          switch (routed.destination()) {
            case LOCAL -> "local";
            case REMOTE -> "remote";
            case LIST -> "list";
            case HELD -> "held";
            case LOOP -> "loop";
            case UNKNOWN -> "unknown";
            case LATER -> "later";
          };
      exchange.setVariable("destination", destination);
      if (routed.destination() == RoutedMail.Way.LATER) {
        exchange.setVariable("delaySeconds", routed.delay().toSeconds());
      }
      exchange.getMessage().setBody(routed.message());
    };
  }

  /**
   * {@code followUp}: {@code retry}, with {@code delaySeconds}, the body is the mail; {@code
   * suspend} and {@code route}, the body is the mail; {@code warn}, the body is the {@link
   * FollowUp.Warn}; {@code give-up}, the body is the {@link FollowUp.GiveUp}; or {@code confirm},
   * the body is the {@link FollowUp.Confirm}.
   */
  public static Processor ofFollowUp() {
    return exchange -> {
      switch (exchange.getMessage().getMandatoryBody(FollowUp.class)) {
        case FollowUp.Retry retry -> {
          exchange.setVariable("followUp", "retry");
          exchange.setVariable("delaySeconds", retry.delay().toSeconds());
          exchange.getMessage().setBody(retry.message());
        }
        case FollowUp.Suspend suspend -> {
          exchange.setVariable("followUp", "suspend");
          exchange.getMessage().setBody(suspend.message());
        }
        case FollowUp.Route route -> {
          exchange.setVariable("followUp", "route");
          exchange.getMessage().setBody(route.message());
        }
        case FollowUp.Warn warn -> exchange.setVariable("followUp", "warn");
        case FollowUp.GiveUp giveUp -> exchange.setVariable("followUp", "give-up");
        case FollowUp.Confirm confirm -> exchange.setVariable("followUp", "confirm");
      }
    };
  }

  /**
   * {@code stage}: {@code route}, {@code local} or {@code remote}, where a deferred mail goes on.
   */
  public static Processor ofDeferredMail() {
    return exchange -> {
      Stage stage = exchange.getMessage().getMandatoryBody(QueuedMessage.class).retry().stage();
      exchange.setVariable("stage", stage.name().toLowerCase(Locale.ROOT));
    };
  }

  /**
   * {@code reversePath}: {@code <>} or in angle brackets; {@code notice}: {@code wanted} when the
   * sender wants to hear of at least one of the recipients, {@code capped} when too many notices
   * have gone to its domain, else {@code unwanted}.
   */
  public static Processor ofFailure(NoticeLimit<Domain> limit) {
    return exchange -> {
      Envelope envelope =
          exchange.getMessage().getMandatoryBody(FollowUp.GiveUp.class).message().envelope();
      boolean wanted =
          envelope.recipients().stream()
              .anyMatch(recipient -> recipient.wantsNotice(Notify.Condition.FAILURE));
      exchange.setVariable("reversePath", envelope.reversePath().toString());
      boolean capped =
          wanted
              && envelope
                  .reversePath()
                  .address()
                  .filter(sender -> !limit.take(sender.domain()))
                  .isPresent();
      exchange.setVariable("notice", capped ? "capped" : wanted ? "wanted" : "unwanted");
    };
  }

  /** A mail that an operator returns becomes the failure of all its recipients. */
  public static FollowUp.GiveUp failureOf(QueuedMessage returned) {
    SmtpReply reply = SmtpReply.parse(returned.retry().lastReply());
    return new FollowUp.GiveUp(
        returned,
        returned.envelope().recipients().stream()
            .map(recipient -> new DeliveryOutcome.Failed(recipient, "none", reply))
            .toList());
  }

  /** The mail of a failure becomes the body, with the reason as its last reply. */
  public static Processor mailOfFailure() {
    return BodyStep.of(
        FollowUp.GiveUp.class,
        giveUp -> {
          RetryState retry = giveUp.message().retry();
          String reason =
              giveUp.failures().stream()
                  .findFirst()
                  .map(failure -> failure.reply().toString())
                  .orElse(retry.lastReply());
          return giveUp.message().withRetry(retry.dueNow().because(reason));
        });
  }
}
