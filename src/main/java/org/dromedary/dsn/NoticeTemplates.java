package org.dromedary.dsn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of all kinds of notifications in all languages there are: those of a team, and ours
 * where it has none. One immutable value.
 */
public final class NoticeTemplates {
  /** What a file is called: {@code failure.txt}, {@code delay.de.html}. */
  private static final Pattern FILE =
      Pattern.compile(
          "(failure|delay|delivered|relayed)(?:\\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*))?\\.(txt|html)");

  private static final List<String> OWN_LANGUAGES = List.of("", "de");

  /** Ours alone. */
  public static final NoticeTemplates BUILT_IN = builtIn();

  private final Map<String, NoticeTemplate> templates;

  private NoticeTemplates(Map<String, NoticeTemplate> templates) {
    this.templates = Map.copyOf(templates);
  }

  /**
   * What was read.
   *
   * @param problems files that are not used, and why; a line each
   */
  public record Read(NoticeTemplates templates, List<String> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads the templates of a team; one with a mistake is not used, and ours stands in for it.
   *
   * @param files their names and texts
   */
  public static Read of(Map<String, String> files) {
    Map<String, NoticeTemplate> read = new HashMap<>(BUILT_IN.templates);
    List<String> problems = new ArrayList<>();
    // .txt comes after .html in no order: texts first
    for (String kind : List.of("txt", "html")) {
      new TreeMap<>(files)
          .forEach(
              (name, text) -> {
                if (name.endsWith("." + kind)) {
                  add(name, text, read).ifPresent(p -> problems.add(name + ": " + p));
                }
              });
    }
    return new Read(new NoticeTemplates(read), problems);
  }

  private static Optional<String> add(
      String name, String text, Map<String, NoticeTemplate> templates) {
    Matcher matcher = FILE.matcher(name.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.of(
          "is none of failure, delay, delivered, relayed, with or without a language; rename it");
    }
    String key = key(matcher.group(1), Objects.requireNonNullElse(matcher.group(2), ""));
    try {
      if (matcher.group(3).equals("txt")) {
        templates.put(key, NoticeTemplate.of(text));
      } else {
        NoticeTemplate words = templates.get(key);
        if (words == null) {
          return Optional.of("has no text beside it; add " + name.replaceFirst("html$", "txt"));
        }
        templates.put(key, words.withHtml(text));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage() + "; the built-in one is used");
    }
  }

  private static String key(String kind, String language) {
    return language.isEmpty() ? kind : kind + "." + language;
  }

  private static NoticeTemplates builtIn() {
    Map<String, NoticeTemplate> ours = new HashMap<>();
    for (NotificationKind kind : NotificationKind.values()) {
      for (String language : OWN_LANGUAGES) {
        String key = key(kind.template(), language);
        ours.put(key, NoticeTemplate.of(resource(key)));
      }
    }
    return new NoticeTemplates(ours);
  }

  private static String resource(String key) {
    try (InputStream text =
        Objects.requireNonNull(
            NoticeTemplates.class.getResourceAsStream("templates/" + key + ".txt"), key)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first language there is, {@code de} standing in for {@code de-AT}; else the one without.
   *
   * @param languages as in Accept-Language, in lower case, the preferred one first
   */
  NoticeTemplate of(NotificationKind kind, List<String> languages) {
    for (String wanted : languages) {
      String language = wanted;
      while (!language.isEmpty()) {
        if (language.equals("en") && !templates.containsKey(key(kind.template(), "en"))) {
          return byDefault(kind);
        }
        NoticeTemplate found = templates.get(key(kind.template(), language));
        if (found != null) {
          return found;
        }
        language = language.substring(0, Math.max(0, language.lastIndexOf('-')));
      }
    }
    return byDefault(kind);
  }

  private NoticeTemplate byDefault(NotificationKind kind) {
    return Objects.requireNonNull(templates.get(kind.template()), "it is built in");
  }
}
