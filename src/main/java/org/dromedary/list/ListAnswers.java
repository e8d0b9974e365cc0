package org.dromedary.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dromedary.dsn.EncodedWord;
import org.dromedary.dsn.FieldBlock;
import org.dromedary.dsn.MailDate;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Notify;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;

/** Writes answers: from the null reverse path, so that nothing ever answers them. */
final class ListAnswers {
  private static final String SUBJECT = "Subject: ";

  private final Domain hostname;
  private final Map<Answer, String> words = new EnumMap<>(Answer.class);

  ListAnswers(Domain hostname) {
    this.hostname = hostname;
    for (Answer answer : Answer.values()) {
      words.put(answer, resource(answer.template()));
    }
  }

  private static String resource(String name) {
    try (InputStream text =
        Objects.requireNonNull(ListAnswers.class.getResourceAsStream("templates/" + name), name)) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes one.
   *
   * @param replyTo where a reply goes; empty for the owner
   */
  QueuedMessage write(
      QueueId id,
      MailingList list,
      MailAddress to,
      Answer answer,
      Optional<MailAddress> replyTo,
      Instant at) {
    Map<String, Object> values =
        Map.of(
            "list", list.address().toString(),
            "description", list.appearance().description().orElse(""),
            "address", to.toString(),
            "owner", ListRole.OWNER.of(list.address()).toString(),
            "subscribe", ListRole.SUBSCRIBE.of(list.address()).toString(),
            "unsubscribe", ListRole.UNSUBSCRIBE.of(list.address()).toString(),
            "open", list.isOpen());
    Template template =
        Mustache.compiler()
            .escapeHTML(false)
            .compile(Objects.requireNonNull(words.get(answer), "all are read"));
    String text = template.execute(values).replace("\r", "");
    int end = text.indexOf("\n\n");
    String header =
        header(list, to, text.substring(SUBJECT.length(), end), replyTo)
            .add("Date", MailDate.format(at))
            .add("Message-ID", "<" + id + "@" + hostname.ascii() + ">")
            .add("MIME-Version", "1.0")
            .add("Content-Type", "text/plain; charset=utf-8")
            .add("Content-Transfer-Encoding", "8bit")
            .toString();
    byte[] octets =
        (header + "\r\n" + text.substring(end + 2).replace("\n", "\r\n")).getBytes(UTF_8);
    return QueuedMessage.accepted(id, envelope(to), Arrival.local(at), MailContent.of(octets));
  }

  private static FieldBlock header(
      MailingList list, MailAddress to, String subject, Optional<MailAddress> replyTo) {
    FieldBlock fields =
        new FieldBlock(true)
            .add("From", "<" + ListRole.OWNER.of(list.address()) + ">")
            .add("To", "<" + to + ">")
            .add("Subject", EncodedWord.of(subject))
            // RFC 3834 §5: no automatic answer to this one
            .add("Auto-Submitted", "auto-replied")
            .add("List-Id", ListHeader.listId(list));
    replyTo.ifPresent(address -> fields.add("Reply-To", "<" + address + ">"));
    return fields;
  }

  /** RFC 3834 §3.3: from the null reverse path. */
  private static Envelope envelope(MailAddress to) {
    Recipient recipient =
        new Recipient(new ForwardPath(to), Optional.of(Notify.never()), Optional.empty());
    return new Envelope(
        ReversePath.NULL, List.of(recipient), BodyType.EIGHT_BIT_MIME, to.isInternationalized());
  }
}
