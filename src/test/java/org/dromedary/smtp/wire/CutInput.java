package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * Input with much of what matters to readers, and the ends of the chunks it is cut into.
 *
 * @param text each character is an octet
 * @param ends in order; the last one is the end of all
 */
record CutInput(String text, List<Integer> ends) {

  byte[] octets() {
    return text.getBytes(ISO_8859_1);
  }

  static Arbitrary<CutInput> any() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("\r\n", ".", "\r", "\n", "\0", " ", "\r\n.\r\n", "..")),
            Tuple.of(
                3,
                Arbitraries.of(
                    "NOOP",
                    "MAIL FROM:<a@b.example>",
                    "\u00c3\u00a9", // an e with acute in UTF-8
                    "\u00e9",
                    "x".repeat(200),
                    "y".repeat(CommandReader.MAXIMUM_OCTETS))),
            Tuple.of(1, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(10)));
    Arbitrary<String> text = piece.list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    return text.flatMap(
        all ->
            Arbitraries.integers()
                .between(0, all.length())
                .list()
                .ofMaxSize(10)
                .map(cuts -> new CutInput(all, ends(cuts, all.length()))));
  }

  private static List<Integer> ends(List<Integer> cuts, int length) {
    SortedSet<Integer> ends = new TreeSet<>(cuts);
    ends.add(length);
    return List.copyOf(ends);
  }
}
