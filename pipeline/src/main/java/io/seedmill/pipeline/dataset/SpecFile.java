package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InputProblem.Kind;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.LargeIntegers;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file in YAML, as JSON. It is the only place that knows where in the file a value stands: {@link
 * #refuse} turns problems at JSON Pointers into problems at lines and columns.
 */
public final class SpecFile {

  /** Keys of an entry; {@code params} counts for programs alone. */
  private static final List<String> TEXTS_MAY_BE_MEANT =
      List.of(
          "name", "command", "env", "http", "fields", "groupBy", "matrix", "items", "queries",
          "params");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*(([^{}.\\s]+)[^{}]*?)\\s*}");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");

  /** The most bytes of a file. */
  public static final int MOST_BYTES = YamlReader.MOST_CHARACTERS;

  private final String name;
  private final MappingNode root;
  private final ObjectNode json;

  private SpecFile(String name, MappingNode root, ObjectNode json) {
    this.name = name;
    this.root = root;
    this.json = json;
  }

  /**
   * Reads a file of one mapping.
   *
   * @param name the name that messages give the text; files that it names lie beside it
   * @param yaml the text
   * @throws InvalidSpecException if it is no YAML, or no tree of bounded size
   */
  public static SpecFile parse(String name, String yaml) throws InvalidSpecException {
    YamlReader reader = new YamlReader();
    Optional<MappingNode> root = reader.read(yaml);
    ObjectNode json = root.map(reader::toJson).orElse(null);
    if (!reader.problems().isEmpty()) {
      throw new InvalidSpecException(name, inOrder(reader.problems()));
    }
    return new SpecFile(name, root.orElseThrow(), json);
  }

  /** Returns the file as JSON. */
  ObjectNode json() {
    return json;
  }

  /** Returns true if some entry has a key. */
  public boolean hasEntryWith(String key) {
    for (JsonNode entry : json.path("generators")) {
      if (entry.has(key)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the folder in which names of files in this one start. */
  Path folder() {
    try {
      Path parent = Path.of(name).getParent();
      return parent == null ? Path.of("") : parent;
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }

  /**
   * Returns a line for each value that is likely meant otherwise: a whole number that begins with a
   * zero; another number whose text is not kept, such as {@code 3.10}, where a text may be meant
   * (in a name, a command, a request, on an axis, in an item, a query, or a parameter of a
   * program); <code>${size}</code> in a text of an entry that has an axis {@code size}; and <code>
   * ${TOKEN}</code> in a variable of a program.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warn(root, "", SpecFile::leadingZero, warnings);
    for (String key : List.of("name", "dedupe")) {
      warn(root, key, "", SpecFile::otherNumber, warnings);
    }
    if (member(root, "generators").map(NodeTuple::getValueNode).orElse(root)
        instanceof SequenceNode entries) {
      for (int i = 0; i < entries.getValue().size(); i++) {
        Node entry = entries.getValue().get(i);
        String path = "generators[" + i + "]";
        Set<String> axes = axes(entry);
        for (String key : TEXTS_MAY_BE_MEANT) {
          if (!key.equals("params") || member(entry, "command").isPresent()) {
            warn(entry, key, path, SpecFile::otherNumber, warnings);
          }
          warn(entry, key, path, text -> otherReference(text, axes), warnings);
        }
        warn(entry, "env", path, text -> otherVariable(text, axes), warnings);
      }
    }
    return warnings;
  }

  private static Set<String> axes(Node entry) {
    Set<String> axes = new HashSet<>();
    if (member(entry, "matrix").map(NodeTuple::getValueNode).orElse(null)
        instanceof MappingNode matrix) {
      matrix.getValue().forEach(axis -> axes.add(YamlReader.text(axis.getKeyNode())));
    }
    return axes;
  }

  /** Returns three readings: YAML 1.1 takes such a number for octal, or for a text. */
  private static Optional<String> leadingZero(ScalarNode scalar) {
    String text = scalar.getValue();
    if (!hasLeadingZero(scalar)) {
      return Optional.empty();
    }
    String before = text.matches("[^89]*") ? "" + new BigInteger(text, 8) : "a text";
    return Optional.of(
        "warning: %s is read as the number %s (YAML 1.1 reads %s); write \"%s\" with quotes for a text"
            .formatted(text, new BigInteger(text), before, text));
  }

  private static boolean hasLeadingZero(ScalarNode scalar) {
    return YamlReader.json(scalar).isIntegralNumber()
        && LEADING_ZERO.matcher(scalar.getValue()).matches();
  }

  private static Optional<String> otherNumber(ScalarNode scalar) {
    JsonNode value = YamlReader.json(scalar);
    if (!value.isNumber() || LargeIntegers.isLarge(value) || hasLeadingZero(scalar)) {
      return Optional.empty();
    }
    String read = CanonicalJson.write(value);
    return read.equals(scalar.getValue())
        ? Optional.empty()
        : Optional.of(
            "warning: %s is read as the number %s; write \"%s\" with quotes for a text"
                .formatted(scalar.getValue(), read, scalar.getValue()));
  }

  private static Optional<String> otherReference(ScalarNode scalar, Set<String> axes) {
    Matcher reference = REFERENCE.matcher(scalar.getValue());
    while (reference.find()) {
      if (axes.contains(reference.group(2))) {
        return Optional.of(
            "warning: %s is kept as it is; write ${matrix.%s} for the value of the axis"
                .formatted(reference.group(), reference.group(1)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> otherVariable(ScalarNode scalar, Set<String> axes) {
    Matcher variable = VARIABLE.matcher(scalar.getValue());
    while (variable.find()) {
      if (!axes.contains(variable.group(1))) {
        return Optional.of(
            "warning: %s is kept as it is; write ${env:%s} for the variable of your environment"
                .formatted(variable.group(), variable.group(1)));
      }
    }
    return Optional.empty();
  }

  private void warn(
      Node parent,
      String key,
      String path,
      Function<ScalarNode, Optional<String>> check,
      List<String> warnings) {
    member(parent, key)
        .ifPresent(found -> warn(found.getValueNode(), join(path, key), check, warnings));
  }

  private void warn(
      Node node, String path, Function<ScalarNode, Optional<String>> check, List<String> warnings) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = join(path, YamlReader.text(tuple.getKeyNode()));
        warn(tuple.getValueNode(), key, check, warnings);
      }
    } else if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        warn(list.getValue().get(i), path + "[" + i + "]", check, warnings);
      }
    } else if (node instanceof ScalarNode scalar) {
      check
          .apply(scalar)
          .ifPresent(told -> warnings.add(problem(node, path, Kind.RULE, told).describe(name)));
    }
  }

  /** Returns an exception with the problems in the order of the file, each once. */
  InvalidSpecException refuse(List<InputProblem> problems) {
    return new InvalidSpecException(
        name, inOrder(problems.stream().distinct().map(this::located).toList()));
  }

  private static List<SpecProblem> inOrder(List<SpecProblem> problems) {
    List<SpecProblem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(SpecProblem::line).thenComparing(SpecProblem::column));
    return sorted;
  }

  /** Returns a problem with its place; of a value that is missing, the mapping's around it. */
  private SpecProblem located(InputProblem problem) {
    Node at = root;
    String path = "";
    for (JsonPointer left = problem.at(); !left.matches(); left = left.tail()) {
      Node next = at;
      if (at instanceof SequenceNode list && left.mayMatchElement()) {
        int index = left.getMatchingIndex();
        path += "[" + index + "]";
        next = index < list.getValue().size() ? list.getValue().get(index) : at;
      } else {
        String key = left.getMatchingProperty();
        path = join(path, key);
        boolean isKey = problem.kind() == Kind.UNKNOWN_KEY && left.tail().matches();
        next = member(at, key).map(t -> isKey ? t.getKeyNode() : t.getValueNode()).orElse(at);
      }
      at = next;
    }
    return problem(
        at, path.isEmpty() ? YamlReader.WHOLE_FILE : path, problem.kind(), problem.message());
  }

  private static SpecProblem problem(Node at, String path, Kind kind, String message) {
    Optional<Mark> mark = at.getStartMark();
    return new SpecProblem(
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        path,
        kind,
        message);
  }

  /** Returns the path of what stands under {@code key} in the mapping at {@code path}. */
  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Optional<NodeTuple> member(Node object, String key) {
    return object instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> YamlReader.text(tuple.getKeyNode()).equals(key))
            .findFirst()
        : Optional.empty();
  }
}
