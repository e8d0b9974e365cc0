package org.dromedary.camel;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step that waits while much mail is to be routed or sent, so that what is not urgent comes by
 * and by. It blocks, on a thread that may, and not for ever: a busy router gets on with it, too.
 */
public final class AwaitRoom implements Processor {
  private static final long BUSY = 500;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final LongSupplier mails;

  /**
   * @param mails how many are to be routed or sent now; takes no time
   */
  public AwaitRoom(LongSupplier mails) {
    this.mails = mails;
  }

  @Override
  public void process(Exchange exchange) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (mails.getAsLong() > BUSY && System.nanoTime() - deadline < 0) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
