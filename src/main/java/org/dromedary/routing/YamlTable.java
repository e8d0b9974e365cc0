package org.dromedary.routing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a YAML file strictly and collects each problem with its line and key; for one thread. */
public final class YamlTable {
  private static final int MAXIMUM_CODE_POINTS = 32 << 20;

  private final String file;
  private final List<FileProblem> problems = new ArrayList<>();

  public YamlTable(String file) {
    this.file = file;
  }

  /**
   * A node and its place.
   *
   * @param key such as {@code aliases[2].to}; empty for the document
   */
  public record Place(Node node, String key) {
    boolean isMapping() {
      return node instanceof MappingNode;
    }

    int line() {
      return node.getStartMark().map(YamlTable::lineOf).orElse(1);
    }

    int column() {
      return node.getStartMark().map(YamlTable::columnOf).orElse(1);
    }

    private Place child(String name, Node child) {
      return new Place(child, key.isEmpty() ? name : key + "." + name);
    }
  }

  /** Makes something of the whole text of a file. */
  @FunctionalInterface
  public interface Parser<T> {
    TableResult<T> parse(String file, String yaml);
  }

  /**
   * Reads a whole file.
   *
   * @param absent the value when it does not exist
   * @throws IOException when it is there and cannot be read
   */
  public static <T> TableResult<T> read(Path file, T absent, Parser<T> parser) throws IOException {
    if (Files.notExists(file)) {
      return new Valid<>(absent);
    }
    try {
      return parser.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      return new Invalid<>(
          List.of(FileProblem.of(file.toString(), "not UTF-8", "save it as UTF-8")));
    }
  }

  public List<FileProblem> problems() {
    return List.copyOf(problems);
  }

  void problem(ListedRecipient entry, String problem, String remedy) {
    problem(entry.place(), problem, remedy);
  }

  public void problem(Place place, String problem, String remedy) {
    problems.add(new FileProblem(file, place.line(), place.column(), place.key(), problem, remedy));
  }

  /** The document; empty when there is none, or when it is not YAML (a problem then). */
  public Optional<Place> document(String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAXIMUM_CODE_POINTS).build();
    try {
      return new Compose(settings).composeString(yaml).map(node -> new Place(node, ""));
    } catch (MarkedYamlEngineException e) {
      problems.add(
          new FileProblem(
              file,
              e.getProblemMark().map(YamlTable::lineOf).orElse(1),
              e.getProblemMark().map(YamlTable::columnOf).orElse(1),
              "",
              "not YAML: " + e.getProblem(),
              "correct the syntax of this line"));
    } catch (YamlEngineException e) {
      String problem = "not YAML: " + e.getMessage();
      problems.add(FileProblem.of(file, problem, "correct the syntax of the file"));
    }
    return Optional.empty();
  }

  private static int lineOf(Mark mark) {
    return mark.getLine() + 1;
  }

  private static int columnOf(Mark mark) {
    return mark.getColumn() + 1;
  }

  /** The value of one key, where it is a mapping and has it; nothing is checked. */
  Optional<Place> child(Place place, String key) {
    return place.node() instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
            .map(tuple -> place.child(key, tuple.getValueNode()))
        : Optional.empty();
  }

  /** The values of a mapping by key; a key that is not allowed or occurs twice is a problem. */
  public Map<String, Place> mapping(Place place, List<String> allowed) {
    Map<String, Place> values = new LinkedHashMap<>();
    if (!(place.node() instanceof MappingNode mapping)) {
      problem(place, "is not a mapping", "write " + String.join(" and ", allowed) + " here");
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      Place value = place.child(name, tuple.getValueNode());
      Place named = new Place(tuple.getKeyNode(), value.key());
      if (!allowed.contains(name)) {
        problem(named, "unknown key", "use only " + String.join(", ", allowed));
      } else if (values.putIfAbsent(name, value) != null) {
        problem(named, "the key is there twice", "keep one of the two");
      }
    }
    return values;
  }

  /** What the reader makes of each element; nothing where a key without value stands. */
  public <T> List<T> list(Optional<Place> place, Function<Place, Optional<T>> reader) {
    List<T> values = new ArrayList<>();
    if (place.isEmpty() || Tag.NULL.equals(place.get().node().getTag())) {
      return values;
    }
    if (!(place.get().node() instanceof SequenceNode sequence)) {
      problem(place.get(), "is not a list", "begin each element with '- '");
      return values;
    }
    int index = 0;
    for (Node node : sequence.getValue()) {
      Place element = new Place(node, place.get().key() + "[" + index++ + "]");
      reader.apply(element).ifPresent(values::add);
    }
    return values;
  }

  /** The text of a scalar, as the parser makes something of it; else a problem. */
  public <T> Optional<T> text(Place place, String remedy, Function<String, T> parser) {
    if (!(place.node() instanceof ScalarNode scalar) || !Tag.STR.equals(scalar.getTag())) {
      problem(place, "is not a text", "put it in quotes if it is meant as text");
      return Optional.empty();
    }
    return parsed(place, scalar, remedy, parser);
  }

  /** The same for a scalar of any kind, such as a number; empty too when it is not there. */
  public <T> Optional<T> scalar(Optional<Place> place, String remedy, Function<String, T> parser) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    if (!(place.get().node() instanceof ScalarNode scalar)) {
      problem(place.get(), "is not a single value", remedy);
      return Optional.empty();
    }
    return parsed(place.get(), scalar, remedy, parser);
  }

  private <T> Optional<T> parsed(
      Place place, ScalarNode scalar, String remedy, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      problem(place, "'" + scalar.getValue() + "': " + e.getMessage(), remedy);
      return Optional.empty();
    }
  }

  /** A text, or a list of at least one. */
  <T> List<T> texts(Optional<Place> place, String remedy, Function<String, T> parser) {
    return place.stream()
        .flatMap(p -> elements(p, remedy).stream())
        .flatMap(element -> text(element, remedy, parser).stream())
        .toList();
  }

  /** The elements of a list of at least one; what is no list is its own only element. */
  List<Place> elements(Place place, String remedy) {
    if (!(place.node() instanceof SequenceNode sequence)) {
      return List.of(place);
    }
    if (sequence.getValue().isEmpty()) {
      problem(place, "is an empty list", remedy);
    }
    return list(Optional.of(place), Optional::of);
  }

  /** The value of a key that must be there. */
  public Optional<Place> required(Place parent, Map<String, Place> values, String name) {
    Place value = values.get(name);
    if (value == null && parent.node() instanceof MappingNode) {
      problem(parent, "has no " + name, "add '" + name + ":'");
    }
    return Optional.ofNullable(value);
  }

  /** What {@code enabled} says; true when it is not there. */
  boolean isEnabled(Map<String, Place> values) {
    return flag(values, "enabled").orElse(true);
  }

  /** A reference to a secret that is there; the text is never repeated, it may be the secret. */
  Optional<SecretReference> secret(Place place, String remedy) {
    if (!(place.node() instanceof ScalarNode scalar)) {
      problem(place, "is not a single value", remedy);
      return Optional.empty();
    }
    try {
      SecretReference reference = SecretReference.parse(scalar.getValue());
      var unused = reference.resolve();
      return Optional.of(reference);
    } catch (IllegalArgumentException e) {
      problem(place, String.valueOf(e.getMessage()), remedy);
    } catch (IOException e) {
      problem(place, String.valueOf(e.getMessage()), "put the secret there");
    }
    return Optional.empty();
  }

  /** True or false; empty when it is not there. */
  Optional<Boolean> flag(Map<String, Place> values, String key) {
    return scalar(
            Optional.ofNullable(values.get(key)),
            "write true or false",
            text -> oneOf(text, List.of("true", "false")))
        .map(Boolean::parseBoolean);
  }

  /**
   * One of the words that are allowed.
   *
   * @throws IllegalArgumentException when it is another
   */
  public static String oneOf(String text, List<String> allowed) {
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException("not one of " + String.join(", ", allowed));
    }
    return text;
  }
}
