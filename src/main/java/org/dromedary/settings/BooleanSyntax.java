package org.dromedary.settings;

/** On or off. */
record BooleanSyntax() implements ValueSyntax<Boolean> {
  @Override
  public Boolean parse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  @Override
  public String format(Boolean value) {
    return value.toString();
  }

  @Override
  public String remedy() {
    return "write true or false";
  }
}
