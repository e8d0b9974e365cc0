package org.dromedary.settings;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A decimal factor: 1, or from 1.2 to 10, as {@code routing.RetryPolicy} takes it. */
final class MultiplierSyntax implements ValueSyntax<Double> {
  private static final Pattern SYNTAX = Pattern.compile("\\d{1,4}(\\.\\d{1,4})?");

  @Override
  public Double parse(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException("not a decimal number");
    }
    double value = Double.parseDouble(text);
    if (value != 1 && (value < 1.2 || value > 10)) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  @Override
  public String format(Double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  @Override
  public String remedy() {
    return "write 1, or a number from 1.2 to 10";
  }
}
