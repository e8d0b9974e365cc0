package org.dromedary.smtp.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.dromedary.mail.SmtpReply;

/**
 * A conversation as it should go: a title, then lines {@code C:} (what we send), {@code S:} (what
 * the server answers), and what comes of it. A dialogue is played by giving it the server's lines,
 * which writes down what really happens.
 */
record Transcript(String title, List<String> lines) {
  private static final String DROPPED = "C: (content, dropped";

  /** The transcripts of a file: each begins with {@code # title} and ends with an empty line. */
  static List<Transcript> of(String resource) {
    try (InputStream in = Objects.requireNonNull(Transcript.class.getResourceAsStream(resource))) {
      List<Transcript> all = new ArrayList<>();
      for (String block : new String(in.readAllBytes(), UTF_8).strip().split("\n\n", -1)) {
        List<String> lines = block.lines().toList();
        all.add(new Transcript(lines.getFirst(), lines.subList(1, lines.size())));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays a dialogue with the server of this transcript. */
  <R> List<String> play(Dialogue<R> dialogue, Function<R, List<String>> outcome) {
    List<String> played = new ArrayList<>(lines.stream().filter(l -> l.startsWith("M:")).toList());
    Deque<String> server =
        new ArrayDeque<>(lines.stream().filter(l -> l.startsWith("S:")).toList());
    while (true) {
      switch (dialogue.next()) {
        case Step.Write<R> write ->
            new String(write.octets(), UTF_8).lines().forEach(line -> played.add("C: " + line));
        case Step.WriteContent<R> content -> {
          Optional<String> dropped = lines.stream().filter(l -> l.startsWith(DROPPED)).findFirst();
          played.add(dropped.orElse("C: (content)"));
          if (dropped.isPresent()) {
            played.addAll(outcome.apply(dialogue.broken(droppedWith(dropped.get()))));
            return played;
          }
        }
        case Step.Await<R> await -> {
          if ("S: (drops)".equals(server.peek())) {
            played.add(server.remove());
            var dropped = ConversationFailure.silent(await.stage(), FailureKind.DROPPED);
            played.addAll(outcome.apply(dialogue.broken(dropped)));
            return played;
          }
          dialogue.replied(reply(server, played));
        }
        case Step.StartTls<R> start -> played.add("C: (TLS)");
        case Step.Finished<R> finished -> {
          played.addAll(outcome.apply(finished.result()));
          return played;
        }
      }
    }
  }

  private static ConversationFailure droppedWith(String line) {
    if (!line.startsWith(DROPPED + " with ")) {
      return ConversationFailure.silent(SmtpStage.CONTENT, FailureKind.DROPPED);
    }
    String words = line.substring((DROPPED + " with ").length(), line.length() - 1);
    SmtpReply reply = reply(new ArrayDeque<>(List.of("S: " + words)), new ArrayList<>());
    return ConversationFailure.after(SmtpStage.CONTENT, FailureKind.DROPPED, reply);
  }

  private static SmtpReply reply(Deque<String> server, List<String> played) {
    SmtpReplyReader reader = new SmtpReplyReader();
    while (true) {
      String line = server.remove();
      played.add(line);
      byte[] octets = (line.substring(3) + "\r\n").getBytes(UTF_8);
      reader.feed(octets, 0, octets.length);
      if (reader.next() instanceof ReplyEvent.Complete complete) {
        return complete.reply();
      }
    }
  }
}
