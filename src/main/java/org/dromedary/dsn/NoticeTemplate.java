package org.dromedary.dsn;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of one kind of mail that the router writes in one language, as Mustache. A template
 * sees the values of its model and nothing else: it calls no methods, reads no files and writes no
 * value unescaped into HTML.
 */
public final class NoticeTemplate {
  private static final String SUBJECT = "Subject: ";

  /** Tags by which a value would not be escaped, or could be taken for another tag. */
  private static final Pattern UNESCAPED = Pattern.compile("\\{\\{\\s*[{&=]");

  private final Template subject;
  private final Template text;
  private final Optional<Template> html;
  private final List<Map<String, Object>> samples;

  private NoticeTemplate(
      Template subject, Template text, Optional<Template> html, List<Map<String, Object>> samples) {
    this.subject = subject;
    this.text = text;
    this.html = html;
    this.samples = samples;
  }

  /**
   * Reads one of a notification.
   *
   * @param text begins with a line {@code Subject: ...} and an empty one
   * @throws IllegalArgumentException saying what is wrong
   */
  static NoticeTemplate of(String text) {
    return of(text, NoticeModel.samples());
  }

  /**
   * Reads one.
   *
   * @param text begins with a line {@code Subject: ...} and an empty one
   * @param samples models that it is tried on
   * @throws IllegalArgumentException saying what is wrong
   */
  public static NoticeTemplate of(String text, List<Map<String, Object>> samples) {
    String lines = text.replace("\r\n", "\n");
    int end = lines.indexOf("\n\n");
    String head = end < 0 ? "" : lines.substring(0, end);
    if (!head.startsWith(SUBJECT) || head.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "does not begin with a line 'Subject: ...' and an empty line");
    }
    return new NoticeTemplate(
        compiled(head.substring(SUBJECT.length()), false, samples),
        compiled(lines.substring(end + 2), false, samples),
        Optional.empty(),
        samples);
  }

  /**
   * The same with the words in HTML as well.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public NoticeTemplate withHtml(String source) {
    return new NoticeTemplate(
        subject, text, Optional.of(compiled(source.replace("\r\n", "\n"), true, samples)), samples);
  }

  private static Template compiled(String source, boolean html, List<Map<String, Object>> samples) {
    if (UNESCAPED.matcher(source).find()) {
      throw new IllegalArgumentException(
          "{{{, {{& and {{= are not allowed: values are always escaped");
    }
    try {
      Template template =
          Mustache.compiler()
              .escapeHTML(html)
              .strictSections(true)
              .withCollector(new MapsOnly())
              .compile(source);
      for (Map<String, Object> sample : samples) {
        String unused = template.execute(sample);
      }
      return template;
    } catch (MustacheException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Values come out of maps; no method of any object is called. */
  private static final class MapsOnly extends DefaultCollector {
    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map || name.equals(".") || name.equals("this")
          ? super.createFetcher(context, name)
          : (of, what) -> Template.NO_FETCHER_FOUND;
    }
  }

  /** One line. */
  public String subject(Map<String, Object> model) {
    return Untrusted.line(subject.execute(model));
  }

  /** With CRLF line ends. */
  public String text(Map<String, Object> model) {
    return text.execute(model).replace("\n", "\r\n");
  }

  /** The same in HTML. */
  public Optional<String> html(Map<String, Object> model) {
    return html.map(template -> template.execute(model).replace("\n", "\r\n"));
  }
}
