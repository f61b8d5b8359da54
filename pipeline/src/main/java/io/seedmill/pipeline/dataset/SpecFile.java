package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InputProblem.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file in YAML, as JSON. It is the only place that knows where in the file a value stands: {@link
 * #refuse} turns problems at JSON Pointers into problems at lines and columns.
 */
public final class SpecFile {

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
    Optional<Mark> mark = at.getStartMark();
    return new SpecProblem(
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        path.isEmpty() ? YamlReader.WHOLE_FILE : path,
        problem.kind(),
        problem.message());
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
