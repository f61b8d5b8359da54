package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.AxisValue;
import io.seedmill.pipeline.matrix.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the key {@code matrix} of a generator: a mapping of axes, or, where the order of its keys
 * may get lost, a list of mappings with an axis each.
 */
final class MatrixReader {

  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final TextType NAME =
      ValueType.text(
          "up to 100 of the letters A to Z, digits, dashes and underscores, a letter first, other"
              + " than 'generator'",
          Pattern.compile("(?!(?:generator|include|exclude)$)[A-Za-z_][A-Za-z0-9_-]{0,99}"));
  private static final ValueType VALUES =
      ValueType.list(
          "a list of mappings of axes to one value each",
          ValueType.map("a mapping of axes to one value each", NAME, AxisReader.SCALAR).ofSome(),
          0,
          Integer.MAX_VALUE);
  private static final ParameterSchema AXES =
      ParameterSchema.none()
          .optional(EXCLUDE, "combinations that are left out", VALUES)
          .optional(INCLUDE, "values added to combinations, or combinations added", VALUES)
          .others(ValueType.map("", NAME, AxisReader.TYPE));
  private static final String ALLOWED =
      "a mapping of at least one axis, or 'include', to its values, or a list of such mappings";

  static final ValueType TYPE =
      ValueType.oneOf(ALLOWED, AXES, ValueType.list(ALLOWED, AXES, 1, Integer.MAX_VALUE));

  private final JsonPointer at;
  private final Path folder;
  private final List<InputProblem> problems;

  /** The source, in a form that does not depend on the order of keys. */
  private final ArrayNode source = JsonNodeFactory.instance.arrayNode();

  private final List<Axis> axes = new ArrayList<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private record Part(JsonNode value, JsonPointer at) {}

  /**
   * @param at where the generator stands
   * @param folder where names of folders start
   */
  MatrixReader(JsonPointer at, Path folder, List<InputProblem> problems) {
    this.folder = folder;
    this.at = at.appendProperty("matrix");
    this.problems = problems;
  }

  /**
   * Returns the matrix; empty, with problems, where it cannot be used.
   *
   * @param matrix what stands there; a missing node where there is nothing
   * @param universe axes that come before those of {@code matrix}
   */
  Optional<Matrix> read(JsonNode matrix, List<Axis> universe) {
    int before = problems.size();
    axes.addAll(universe);
    if (!matrix.isMissingNode()) {
      collect(matrix);
    }
    parts.forEach(
        (name, part) -> {
          if (!name.equals(INCLUDE) && !name.equals(EXCLUDE)) {
            readAxis(name, part);
          }
        });
    List<Map<String, JsonNode>> exclude = descriptions(EXCLUDE);
    List<Map<String, JsonNode>> include = descriptions(INCLUDE);
    return problems.size() == before
        ? Optional.of(new Matrix(axes, exclude, include))
        : Optional.empty();
  }

  /**
   * Returns the matrix as it can be read again, once it has been read; empty where there is none.
   */
  ArrayNode source() {
    return source;
  }

  private void collect(JsonNode matrix) {
    if (matrix.isObject()) {
      collect(matrix, at);
    }
    for (int i = 0; i < matrix.size() && matrix.isArray(); i++) {
      collect(matrix.get(i), at.appendIndex(i));
    }
    if (parts.isEmpty() || parts.keySet().equals(Set.of(EXCLUDE))) {
      problems.add(new InputProblem(at.toString(), "no axis", ALLOWED));
    }
  }

  private void collect(JsonNode mapping, JsonPointer place) {
    for (var property : mapping.properties()) {
      String key = property.getKey();
      Part part = new Part(property.getValue(), place.appendProperty(key));
      if (parts.putIfAbsent(key, part) != null) {
        refuse(part, "'" + key + "' a second time", "each axis once");
      }
    }
  }

  private void readAxis(String name, Part part) {
    if (axes.stream().anyMatch(axis -> axis.name().equals(name))) {
      refuse(part, "an axis '" + name + "' beside '" + name + "s'", "one of them");
      return;
    }
    AxisReader.read(name, part.value(), part.at(), folder, problems)
        .ifPresent(
            axis -> {
              axes.add(axis);
              ObjectNode written = source.addObject();
              if (AxisReader.isFound(part.value())) {
                written.putArray(name).addAll(axis.values());
              } else {
                written.set(name, JsonForm.normal(part.value()));
              }
            });
  }

  private List<Map<String, JsonNode>> descriptions(String key) {
    Part part = parts.get(key);
    if (part == null) {
      return List.of();
    }
    List<String> names = axes.stream().map(Axis::name).toList();
    List<Map<String, JsonNode>> found = new ArrayList<>();
    ArrayNode written = source.addObject().putArray(key);
    for (JsonNode item : part.value()) {
      Map<String, JsonNode> description = new TreeMap<>();
      for (var value : item.properties()) {
        String axis = value.getKey();
        if (key.equals(EXCLUDE) && !names.contains(axis)) {
          JsonPointer place = part.at().appendIndex(found.size()).appendProperty(axis);
          refuse(
              new Part(value.getValue(), place),
              "the axis '" + axis + "'",
              NearestName.advice(axis, names));
        }
        description.put(axis, AxisValue.normal(value.getValue()));
      }
      found.add(description);
      written.addObject().setAll(description);
    }
    return found;
  }

  private void refuse(Part part, String found, String allowed) {
    problems.add(new InputProblem(part.at().toString(), found, allowed));
  }
}
