package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever stands behind FROM: and TO: is a path or is refused with a text fit for a reply. */
class PathFuzzTest {

  /** Empty when it is refused; any other exception fails the test. */
  private static <T> Optional<T> parse(Function<String, T> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).matches("[ -~]+");
      return Optional.empty();
    }
  }

  @Property
  void aForwardPathIsReadAgainAsItIsWritten(@ForAll("paths") String text) {
    parse(ForwardPath::parse, text)
        .ifPresent(path -> assertThat(ForwardPath.parse(path.toString())).isEqualTo(path));
  }

  @Property
  void aReversePathIsReadAgainAsItIsWritten(@ForAll("paths") String text) {
    parse(ReversePath::parse, text)
        .ifPresent(path -> assertThat(ReversePath.parse(path.toString())).isEqualTo(path));
  }

  @Property
  void aPathHasNothingThatBreaksALine(@ForAll("paths") String text) {
    parse(ForwardPath::parse, text)
        .ifPresent(path -> assertThat(path.toString().chars()).noneMatch(Character::isISOControl));
  }

  @Property
  void whatIsNotAsciiNeedsSmtpUtf8(@ForAll("paths") String text) {
    parse(ForwardPath::parse, text)
        .ifPresent(
            path ->
                assertThat(path.address().isInternationalized())
                    .isEqualTo(path.toString().chars().anyMatch(c -> c >= 0x80)));
  }

  @Property
  void theDomainForDnsIsAscii(@ForAll("paths") String text) {
    parse(ForwardPath::parse, text)
        .ifPresent(path -> assertThat(path.address().domain().ascii()).matches("[ -~]{1,255}"));
  }

  @Property
  void ofWhatIsTriedMuchIsAPath(@ForAll("paths") String text) {
    Statistics.collect(parse(ForwardPath::parse, text).isPresent());
    Statistics.coverage(coverage -> coverage.check(true).percentage(percent -> percent > 5.0));
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(
                4,
                Arbitraries.of(
                    "a", "b.c", "@", ".", "..", "\"", "\\", "\\\"", ":", ",", "<", ">", "%", "!")),
            Tuple.of(
                3,
                Arbitraries.of(
                    "example.org",
                    "@x.example,@y.example:",
                    "\"a b\"",
                    "[192.0.2.1]",
                    "[IPv6:2001:db8::1]",
                    "[IPv6:::ffff:192.0.2.1]",
                    "xn--bcher-kva.example",
                    "xn--",
                    "-",
                    "_",
                    "x".repeat(63),
                    "y".repeat(64))),
            Tuple.of(
                2,
                Arbitraries.of(
                    "b\u00fccher.example",
                    "\u00e9",
                    "\u3002", // ideographic full stop, a dot to IDNA
                    "\u00ad",
                    "\u200d",
                    "\u0131",
                    "\u017f",
                    "\u212a",
                    "\u05d0",
                    "\ud83d\ude00",
                    "\ud83d",
                    "\ufffe",
                    "\u2028",
                    "\u0085",
                    "\t",
                    "\r\n",
                    "\0")),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
    Arbitrary<String> inner = piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    Arbitrary<String> few = piece.list().ofMaxSize(3).map(pieces -> String.join("", pieces));
    Arbitrary<String> address =
        few.flatMap(local -> few.map(domain -> "<" + local + "@" + domain + ">"));
    Arbitrary<String> good =
        Arbitraries.of("a", "b.c", "\"a b\"", "\"@\"", "\"\\\"\"", "\u00e9", "x".repeat(64))
            .flatMap(
                local ->
                    Arbitraries.of("b.example", "[192.0.2.1]", "[IPv6:::1]", "b\u00fccher.example")
                        .map(domain -> "<" + local + "@" + domain + ">"));
    return Arbitraries.frequencyOf(
        Tuple.of(1, good),
        Tuple.of(4, address),
        Tuple.of(2, inner.map(text -> "<" + text + ">")),
        Tuple.of(1, inner));
  }
}
