package org.dromedary.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** The JDBC URL of a PostgreSQL database, without a login. */
final class DatabaseSyntax implements ValueSyntax<String> {
  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern LOGIN = Pattern.compile("[?&](user|password)=|//[^/]*@");

  @Override
  public String parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException("not " + SCHEME);
    }
    if (LOGIN.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      throw new IllegalArgumentException("a login has keys of its own");
    }
    return text;
  }

  @Override
  public String format(String value) {
    return value;
  }

  @Override
  public String remedy() {
    return "write a URL such as jdbc:postgresql://db.example.org/dromedary";
  }
}
