package org.dromedary.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Something for each constant of an enum, made at once. */
final class PerConstant<E extends Enum<E>, M> {
  private final Map<E, M> values;

  PerConstant(Class<E> constants, Function<E, M> maker) {
    values = new EnumMap<>(constants);
    for (E constant : constants.getEnumConstants()) {
      values.put(constant, maker.apply(constant));
    }
  }

  M of(E constant) {
    return Objects.requireNonNull(values.get(constant));
  }
}
