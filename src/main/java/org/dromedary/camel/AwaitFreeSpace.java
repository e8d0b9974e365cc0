package org.dromedary.camel;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dromedary.delivery.DeliveryStoppedException;

/**
 * A step that goes on when there is room for more mail; until then what came waits where it is.
 *
 * @param hasRoom asked again and again
 */
public record AwaitFreeSpace(BooleanSupplier hasRoom) implements Processor {
  private static final long LOOK_MILLIS = 200;

  @Override
  public void process(Exchange exchange) throws Exception {
    while (!hasRoom.getAsBoolean()) {
      if (!exchange.getContext().isStarted()) {
        throw new DeliveryStoppedException();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
