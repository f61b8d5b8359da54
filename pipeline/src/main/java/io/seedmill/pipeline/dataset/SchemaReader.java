package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.schema.ScalarType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the declared fields of samples. */
final class SchemaReader {

  private static final String KEY = "schema";
  private static final JsonPointer AT = JsonPointer.compile("/" + KEY);

  /** As many as are looked into where types follow from the records. */
  private static final int MOST_LEVELS = 9;

  private static final int MOST_NAMES = 100;
  private static final Set<String> FIRST = Set.of("id", "generator", "index");

  private static final TextType SCALAR =
      ValueType.text(
          "string, boolean, int32, int64, double, 'decimal(10,2)' (of at most 18 digits), date,"
              + " timestamp or json; a list [type] with the type of its elements; or a mapping of"
              + " the fields of an object to their types",
          ScalarType.NAMES);

  private static final TextType NAME = ValueType.text("the name of a field");

  /** The key. */
  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .optional(
              KEY,
              "the fields of the samples and their types; a sample that does not fit fails",
              ValueType.map("a mapping of at least one field to its type", NAME, type()).ofSome());

  private SchemaReader() {}

  /** Inner types are checked by the rule, because a JSON Schema of all levels would be large. */
  private static ValueType type() {
    ValueType inner = ValueType.any(SCALAR.allowed());
    return ValueType.oneOf(
        SCALAR.allowed(),
        SCALAR,
        ValueType.list("a list with the type of its elements, and nothing else", inner, 1, 1),
        ValueType.map("a mapping of at least one field to its type", NAME, inner).ofSome());
  }

  /** Returns the first thing that is wrong with the fields, if anything is. */
  static Optional<InputProblem> rule(Parameters output) {
    if (!output.has(KEY)) {
      return Optional.empty();
    }
    JsonNode schema = output.json(KEY);
    for (String name : FIRST) {
      if (schema.has(name)) {
        return problem(
            AT.appendProperty(name),
            "'" + name + "', which every record has",
            "the fields of the samples, and 'metadata'");
      }
    }
    JsonNode metadata = schema.path("metadata");
    if (!metadata.isMissingNode() && !metadata.isObject() && !metadata.asText().equals("json")) {
      return problem(
          AT.appendProperty("metadata"),
          InputProblem.found(metadata),
          "json, or a mapping of its fields to their types");
    }
    if (!metadata.isMissingNode() && !output.flag("metadata")) {
      return problem(AT.appendProperty("metadata"), "a type", "none beside 'metadata: false'");
    }
    return problemOfFields(AT, schema, 0);
  }

  private static Optional<InputProblem> problemOfFields(
      JsonPointer at, JsonNode object, int level) {
    if (object.isEmpty() || (level > 0 && object.size() > MOST_NAMES)) {
      return problem(
          at,
          "%,d fields".formatted(object.size()),
          "1 to %d fields, or json".formatted(MOST_NAMES));
    }
    Map<String, String> names = new HashMap<>();
    for (var field : object.properties()) {
      String name = field.getKey();
      JsonPointer place = at.appendProperty(name);
      String other = level == 0 ? null : names.put(name.toLowerCase(Locale.ROOT), name);
      if (name.isEmpty() || other != null) {
        return problem(
            place,
            name.isEmpty() ? "an empty name" : "a name that only case tells from '" + other + "'",
            "names that readers of Parquet tell apart; or json for the whole object");
      }
      Optional<InputProblem> problem = problemOfType(place, field.getValue(), level + 1);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<InputProblem> problemOfType(JsonPointer at, JsonNode type, int level) {
    if (type.isContainerNode() && level > MOST_LEVELS) {
      return problem(
          at, "more than %d levels".formatted(MOST_LEVELS), "fewer, or json from here on");
    }
    if (type.isObject()) {
      return problemOfFields(at, type, level);
    }
    if (type.isArray() && type.size() == 1) {
      return problemOfType(at.appendIndex(0), type.get(0), level + 1);
    }
    return type.isTextual() && ScalarType.named(type.asText()).isPresent()
        ? Optional.empty()
        : problem(at, InputProblem.found(type), SCALAR.allowed());
  }

  private static Optional<InputProblem> problem(JsonPointer at, String found, String allowed) {
    return Optional.of(new InputProblem(at.toString(), found, allowed));
  }

  /** Returns the declared fields of a spec that is checked. */
  static RecordSchema read(Parameters output) {
    return output.has(KEY) ? RecordSchema.of((ObjectNode) output.json(KEY)) : RecordSchema.NONE;
  }

  /** Returns the problem of samples that are known to have fields that are not declared. */
  static Optional<InputProblem> problemOf(DatasetSpec spec, List<GeneratorSpec> generators) {
    if (spec.schema().isNone()) {
      return Optional.empty();
    }
    for (GeneratorSpec generator : generators) {
      for (DatasetSpec.Entry cell : generator.cells()) {
        Set<String> fields = new TreeSet<>(cell.fields().orElse(Set.of()));
        fields.removeAll(spec.schema().content().keySet());
        fields.removeAll(Sample.RESERVED);
        if (!fields.isEmpty()) {
          String names = "'" + String.join("', '", fields) + "'";
          return problem(
              JsonPointer.compile("/output/" + KEY),
              "a schema without %s, which samples of '%s' have".formatted(names, cell.name()),
              "all fields of the samples");
        }
      }
    }
    return Optional.empty();
  }
}
