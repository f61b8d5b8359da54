package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InputProblem.Kind;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.matrix.AxisValue;
import io.seedmill.pipeline.matrix.Combination;
import io.seedmill.pipeline.matrix.Matrix;
import io.seedmill.pipeline.matrix.Template;
import io.seedmill.pipeline.matrix.Template.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes the entries of a generator: what differs from cell to cell is filled in and checked for
 * each of them. A mistake that many cells have is told once, with the first of them.
 */
final class CellReader {

  private static final int LONGEST_NAME = 200;
  private static final String FAILURE_RATE = "maxFailureRate";
  private static final Map<String, ValueType> QUANTITIES = quantities();

  private final JsonPointer at;
  private final List<InputProblem> problems;
  private final GeneratorKind kind;
  private final String name;
  private final Template nameTemplate;
  private final JsonPointer paramsAt;
  private final ObjectNode given;
  private final Template params;
  private final Map<String, Template> quantities = new LinkedHashMap<>();
  private final Set<InputProblem> told = new HashSet<>();

  /** The parameters of cells that fill them equally; empty where they cannot be used. */
  private final Map<List<Optional<JsonNode>>, Optional<Parameters>> filled = new HashMap<>();

  /**
   * @param at where the entry stands
   * @param entry what stands there
   */
  CellReader(
      JsonPointer at,
      ObjectNode entry,
      GeneratorKind kind,
      String name,
      List<InputProblem> problems) {
    this.at = at;
    this.problems = problems;
    this.kind = kind;
    this.name = name;
    this.nameTemplate = Template.of(name);
    boolean besideOthers = kind instanceof SourceFactory;
    this.paramsAt = besideOthers ? at : at.appendProperty("params");
    this.given =
        besideOthers
            ? entry
                .deepCopy()
                .retain(kind.parameters().all().stream().map(Parameter::name).toList())
            : entry.has("params")
                ? (ObjectNode) entry.get("params")
                : JsonNodeFactory.instance.objectNode();
    this.params = Template.of(given);
    for (String quantity : QUANTITIES.keySet()) {
      if (entry.has(quantity)) {
        quantities.put(quantity, Template.of(entry.get(quantity)));
      }
    }
  }

  private static Map<String, ValueType> quantities() {
    Map<String, ValueType> types = new LinkedHashMap<>();
    types.put("samples", DatasetSchema.SAMPLES);
    types.put("unique", DatasetSchema.UNIQUE);
    types.put("shardSize", DatasetSchema.SHARD_SIZE);
    types.put("weight", DatasetSchema.WEIGHT);
    types.put(FAILURE_RATE, DatasetSchema.FAILURE_RATE);
    return types;
  }

  /** Tells where something refers to an axis, or to a field of an item, that is not there. */
  void checkPlaceholders(Matrix matrix) {
    check(at.appendProperty("name"), nameTemplate, matrix);
    check(paramsAt, params, matrix);
    quantities.forEach((key, template) -> check(at.appendProperty(key), template, matrix));
  }

  private void check(JsonPointer root, Template template, Matrix matrix) {
    Set<String> keys = matrix.keys();
    for (Placeholder placeholder : template.placeholders()) {
      String found = text(placeholder);
      Optional<String> axis = placeholder.axis();
      Optional<String> field = placeholder.field();
      JsonPointer place = root.append(placeholder.at());
      if (keys.isEmpty()) {
        tell(place, found, "no such reference without a matrix");
      } else if (axis.isEmpty()) {
        tell(place, found, "a reference such as ${matrix.size}");
      } else if (!keys.contains(axis.get())) {
        tell(place, "the axis '" + axis.get() + "'", NearestName.advice(axis.get(), keys));
      } else if (field.isPresent() && !matrix.fields(axis.get()).contains(field.get())) {
        tell(
            place,
            "the field '" + field.get() + "' of '" + axis.get() + "'",
            NearestName.advice(field.get(), matrix.fields(axis.get())));
      }
    }
  }

  /** Returns the entries, in order; none, with problems, where one of them cannot be used. */
  List<Entry> read(List<Combination> combinations) {
    List<Entry> entries = new ArrayList<>(combinations.size());
    for (Combination cell : combinations) {
      String label = name + cell.label();
      Optional<String> cellName = cellName(cell, label);
      OptionalDouble samples = quantity("samples", cell, label);
      OptionalDouble unique = quantity("unique", cell, label);
      OptionalDouble shardSize = quantity("shardSize", cell, label);
      OptionalDouble weight = quantity("weight", cell, label);
      OptionalDouble failureRate = quantity(FAILURE_RATE, cell, label);
      Optional<Parameters> parameters = parameters(cell, params.isConstant() ? "" : label);
      if (told.isEmpty()) {
        entries.add(
            new Entry(
                cellName.orElseThrow(),
                kind,
                parameters.orElseThrow(),
                (long) unique.orElse(samples.orElse(Entry.ALL)),
                whole(shardSize),
                new Cell(name, cell, weight.orElse(1), failureRate),
                null,
                whole(unique)));
      }
    }
    return told.isEmpty() ? entries : List.of();
  }

  private static OptionalLong whole(OptionalDouble number) {
    return number.isPresent() ? OptionalLong.of((long) number.getAsDouble()) : OptionalLong.empty();
  }

  /** Puts down what was read, in a form that can be read again. */
  void addTo(ObjectNode source, Entry first) {
    source.put("name", name);
    quantities.forEach((key, template) -> source.set(key, AxisValue.normal(template.json())));
    if (kind instanceof SourceFactory) {
      source.setAll((ObjectNode) JsonForm.normal(given));
      return;
    }
    ObjectNode written = first.parameters().toJson();
    if (!params.isConstant()) {
      for (Parameter parameter : kind.parameters().all()) {
        JsonNode value = given.path(parameter.name());
        if (!value.isMissingNode() || !parameter.defaultValue().isMissingNode()) {
          written.set(parameter.name(), value.isMissingNode() ? parameter.defaultValue() : value);
        }
      }
    }
    source.set("params", JsonForm.normal(written));
  }

  private Optional<String> cellName(Combination cell, String label) {
    JsonPointer place = at.appendProperty("name");
    if (isMissing(place, nameTemplate, cell, label)) {
      return Optional.empty();
    }
    String cellName = nameTemplate.isConstant() ? label : nameTemplate.fill(cell).textValue();
    boolean good =
        !cellName.isBlank()
            && cellName.length() <= LONGEST_NAME
            && cellName.codePoints().noneMatch(Character::isISOControl);
    if (!good) {
      String allowed = "1 to " + LONGEST_NAME + " characters, no control characters";
      tell(place, "the cell's name '" + cellName + "'", allowed);
    }
    return Optional.of(cellName);
  }

  private OptionalDouble quantity(String key, Combination cell, String label) {
    Template template = quantities.get(key);
    JsonPointer place = at.appendProperty(key);
    if (template == null || isMissing(place, template, cell, label)) {
      return OptionalDouble.empty();
    }
    JsonNode value = template.fill(cell);
    QUANTITIES.get(key).check(place, value).forEach(problem -> tell(problem, label));
    return OptionalDouble.of(value.doubleValue());
  }

  private boolean isMissing(JsonPointer root, Template template, Combination cell, String label) {
    Optional<Placeholder> missing = template.missingIn(cell);
    missing.ifPresent(
        placeholder ->
            tell(
                new InputProblem(
                    root.append(placeholder.at()),
                    Kind.RULE,
                    text(placeholder),
                    "what every cell has; this one has "
                        + (cell.axes().isEmpty() ? "nothing" : String.join(", ", cell.axes()))),
                label));
    return missing.isPresent();
  }

  private static String text(Placeholder placeholder) {
    return "'" + placeholder.text() + "'";
  }

  private Optional<Parameters> parameters(Combination cell, String label) {
    return isMissing(paramsAt, params, cell, label)
        ? Optional.empty()
        : filled.computeIfAbsent(
            params.dependsOn(cell), key -> read((ObjectNode) params.fill(cell), label));
  }

  private Optional<Parameters> read(ObjectNode values, String label) {
    try {
      return Optional.of(kind.parameters().read(values));
    } catch (InvalidParametersException e) {
      e.problems().forEach(problem -> tell(problem.within(paramsAt), label));
      return Optional.empty();
    }
  }

  private void tell(JsonPointer place, String found, String allowed) {
    tell(new InputProblem(place, Kind.RULE, found, allowed), "");
  }

  /**
   * Adds a problem, unless another cell has had the same. It comes from what was filled in, so that
   * no JSON Schema finds it, unless it is a key.
   */
  private void tell(InputProblem problem, String cell) {
    if (told.add(problem)) {
      problems.add(
          new InputProblem(
              problem.at(),
              problem.kind() == Kind.UNKNOWN_KEY ? Kind.UNKNOWN_KEY : Kind.RULE,
              problem.found() + where(cell),
              problem.allowed()));
    }
  }

  private static String where(String cell) {
    return cell.isEmpty() ? "" : " in the cell '" + cell + "'";
  }
}
