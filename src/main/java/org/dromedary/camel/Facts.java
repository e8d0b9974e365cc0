package org.dromedary.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;

/**
 * Steps that unpack the body and lay down as variables what a route chooses by. Only words of ours
 * become variables, and the reverse path, which was validated; nothing else of a mail does.
 */
public final class Facts {
  private Facts() {}

  /**
   * {@code destination}: {@code local}, {@code remote} or {@code unknown}; the body is the mail.
   */
  public static Processor ofRoutedMail() {
    return exchange -> {
      RoutedMail routed = exchange.getMessage().getMandatoryBody(RoutedMail.class);
      String destination =
          switch (routed.destination()) {
            case LOCAL -> "local";
            case REMOTE -> "remote";
            case UNKNOWN -> "unknown";
          };
      exchange.setVariable("destination", destination);
      exchange.getMessage().setBody(routed.message());
    };
  }

  /**
   * {@code followUp}: {@code retry}, with {@code delaySeconds}, the body is the mail; or {@code
   * give-up}, the body is the {@link FollowUp.GiveUp}.
   */
  public static Processor ofFollowUp() {
    return exchange -> {
      switch (exchange.getMessage().getMandatoryBody(FollowUp.class)) {
        case FollowUp.Retry retry -> {
          exchange.setVariable("followUp", "retry");
          exchange.setVariable("delaySeconds", retry.delay().toSeconds());
          exchange.getMessage().setBody(retry.message());
        }
        case FollowUp.GiveUp giveUp -> exchange.setVariable("followUp", "give-up");
      }
    };
  }

  /** {@code stage}: {@code local} or {@code remote}, where a deferred mail goes on. */
  public static Processor ofDeferredMail() {
    return exchange -> {
      Stage stage = exchange.getMessage().getMandatoryBody(QueuedMessage.class).retry().stage();
      exchange.setVariable("stage", stage == Stage.LOCAL ? "local" : "remote");
    };
  }

  /** {@code reversePath}: {@code <>} or in angle brackets. */
  public static Processor ofFailure() {
    return exchange ->
        exchange.setVariable(
            "reversePath",
            exchange
                .getMessage()
                .getMandatoryBody(FollowUp.GiveUp.class)
                .message()
                .envelope()
                .reversePath()
                .toString());
  }

  /** The mail of a failure becomes the body. */
  public static Processor mailOfFailure() {
    return (Exchange exchange) ->
        exchange
            .getMessage()
            .setBody(exchange.getMessage().getMandatoryBody(FollowUp.GiveUp.class).message());
  }
}
