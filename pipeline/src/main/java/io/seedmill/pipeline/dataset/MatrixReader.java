package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the key {@code matrix} of a generator: a mapping of axes, or, where the order of its keys
 * may get lost, a list of mappings with an axis each.
 */
final class MatrixReader {

  private static final String KEY = "matrix";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");
  private static final String ALLOWED =
      "a mapping of at least one axis, or 'include', to its values, or a list of such mappings";
  private static final String LIST = "a list of mappings of axes to one value each";

  private final YamlObject generator;
  private final Problems problems;
  private final AxisReader values;

  /** The source, in a form that does not depend on the order of keys. */
  private final ArrayNode source = JsonNodeFactory.instance.arrayNode();

  private final List<Axis> axes = new ArrayList<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private record Part(Node key, Node value, String path) {}

  MatrixReader(YamlObject generator, Problems problems) {
    this.generator = generator;
    this.problems = problems;
    this.values = new AxisReader(problems);
  }

  /**
   * The matrix; empty, with problems, where it cannot be used.
   *
   * @param universe axes that come before those of {@code matrix}
   */
  Optional<Matrix> read(List<Axis> universe) {
    axes.addAll(universe);
    Optional<Node> node = generator.node(KEY);
    if (node.isPresent() && !collect(node.get())) {
      return Optional.empty();
    }
    boolean good = true;
    for (var part : parts.entrySet()) {
      if (!part.getKey().equals(INCLUDE) && !part.getKey().equals(EXCLUDE)) {
        good &= readAxis(part.getKey(), part.getValue());
      }
    }
    List<Map<String, JsonNode>> exclude = new ArrayList<>();
    List<Map<String, JsonNode>> include = new ArrayList<>();
    good &= descriptions(EXCLUDE, exclude);
    good &= descriptions(INCLUDE, include);
    return good ? Optional.of(new Matrix(axes, exclude, include)) : Optional.empty();
  }

  /** The matrix as it can be read again, once it has been read; empty where there is none. */
  ArrayNode source() {
    return source;
  }

  private boolean collect(Node node) {
    String path = generator.pathOf(KEY);
    if (node instanceof MappingNode mapping) {
      collect(mapping, path);
    } else if (node instanceof SequenceNode list) {
      int index = 0;
      for (Node item : list.getValue()) {
        String itemPath = path + "[" + index++ + "]";
        if (!(item instanceof MappingNode mapping)) {
          problems.add(item, itemPath, YamlValue.kind(item), "a mapping of an axis to its values");
          return false;
        }
        collect(mapping, itemPath);
      }
    }
    if (parts.isEmpty() || parts.keySet().equals(Set.of(EXCLUDE))) {
      problems.add(node, path, parts.isEmpty() ? YamlValue.kind(node) : "no axis", ALLOWED);
      return false;
    }
    return true;
  }

  private void collect(MappingNode mapping, String path) {
    for (NodeTuple tuple : mapping.getValue()) {
      String key = YamlValue.text(tuple.getKeyNode());
      Part part = new Part(tuple.getKeyNode(), tuple.getValueNode(), YamlObject.join(path, key));
      Part earlier = parts.putIfAbsent(key, part);
      boolean reported = earlier != null && earlier.path().equals(part.path());
      if (earlier != null && !reported) {
        problems.add(part.key(), part.path(), "'" + key + "' a second time", "each axis once");
      }
    }
  }

  private boolean readAxis(String name, Part part) {
    if (axes.stream().anyMatch(axis -> axis.name().equals(name))) {
      problems.add(
          part.key(), part.path(), "an axis '" + name + "' beside '" + name + "s'", "one of them");
      return false;
    }
    if (!isName(part, name)) {
      return false;
    }
    Optional<Axis> axis = values.read(name, part.value(), part.path());
    axis.ifPresent(axes::add);
    axis.ifPresent(read -> source.addObject().set(name, source(part.value())));
    return axis.isPresent();
  }

  private boolean isName(Part part, String name) {
    boolean good = NAME.matcher(name).matches() && !name.equals(Filters.GENERATOR);
    if (!good) {
      problems.add(
          part.key(),
          part.path(),
          "the axis '" + name + "'",
          "up to 100 of the letters A to Z, digits, dashes and underscores, a letter first, other"
              + " than 'generator'");
    }
    return good;
  }

  private boolean descriptions(String key, List<Map<String, JsonNode>> found) {
    Part part = parts.get(key);
    if (part == null) {
      return true;
    }
    if (!(part.value() instanceof SequenceNode list)) {
      problems.add(part.value(), part.path(), YamlValue.kind(part.value()), LIST);
      return false;
    }
    boolean good = true;
    for (Node item : list.getValue()) {
      String path = part.path() + "[" + found.size() + "]";
      Map<String, JsonNode> description = new TreeMap<>();
      good &= description(key, item, path, description);
      found.add(description);
    }
    ArrayNode written = source.addObject().putArray(key);
    found.forEach(description -> written.addObject().setAll(description));
    return good;
  }

  private boolean description(
      String kind, Node item, String path, Map<String, JsonNode> description) {
    if (!(item instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problems.add(item, path, YamlValue.kind(item), "a mapping of axes to one value each");
      return false;
    }
    boolean good = true;
    List<String> names = axes.stream().map(Axis::name).toList();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = YamlValue.text(tuple.getKeyNode());
      Part part = new Part(tuple.getKeyNode(), tuple.getValueNode(), YamlObject.join(path, key));
      if (kind.equals(EXCLUDE) && !names.contains(key)) {
        problems.add(
            part.key(), part.path(), "the axis '" + key + "'", NearestName.advice(key, names));
        good = false;
      } else if (isName(part, key)) {
        Optional<JsonNode> value = values.scalar(part.value(), part.path());
        value.ifPresent(scalar -> description.put(key, scalar));
        good &= value.isPresent();
      } else {
        good = false;
      }
    }
    return good;
  }

  private static JsonNode source(Node node) {
    return JsonForm.normal(YamlValue.json(node));
  }
}
