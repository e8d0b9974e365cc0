package org.dromedary.settings;

/** A whole number in a range. */
record IntegerSyntax(int minimum, int maximum) implements ValueSyntax<Integer> {

  @Override
  public Integer parse(String text) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  @Override
  public String format(Integer value) {
    return value.toString();
  }

  @Override
  public String remedy() {
    return "write a number from " + minimum + " to " + maximum;
  }
}
