package org.dromedary.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * Something that goes up and down.
 *
 * @param name with dots between its words, which becomes {@code dromedary_name_unit}
 * @param description a sentence without a full stop
 * @param unit {@code bytes}, or empty for a number of things
 */
public record Value(String name, String description, String unit, Supplier<Number> now) {

  void bindTo(MeterRegistry registry) {
    Gauge.Builder<?> gauge =
        Gauge.builder("dromedary." + name, now).description(description).strongReference(true);
    var unused = (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
  }
}
