package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
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
  private static final List<Quantity> QUANTITIES =
      List.of(Quantity.SAMPLES, Quantity.SHARD_SIZE, Quantity.WEIGHT);

  private final YamlObject item;
  private final String name;
  private final Template nameTemplate;
  private final ParameterSource given;
  private final Template params;
  private final Map<Quantity, Template> quantities = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();

  /** The parameters of cells that fill them equally; empty where they cannot be used. */
  private final Map<List<Optional<JsonNode>>, Optional<Parameters>> filled = new HashMap<>();

  CellReader(YamlObject item, String name, ParameterSource given) {
    this.item = item;
    this.name = name;
    this.nameTemplate = Template.of(name);
    this.given = given;
    this.params = Template.of(given.given());
    for (Quantity quantity : QUANTITIES) {
      item.node(quantity.key())
          .ifPresent(node -> quantities.put(quantity, Template.of(YamlValue.json(node))));
    }
  }

  /** Tells the mistakes in what is the same for all cells. */
  void checkConstants(Optional<GeneratorKind> factory) {
    quantities.forEach(
        (quantity, template) -> {
          if (template.isConstant() && !quantity.accepts(template.fill(Combination.NONE))) {
            String found = item.node(quantity.key()).map(YamlValue::kind).orElse("");
            item.problem(quantity.key(), found, quantity.allowed());
          }
        });
    if (factory.isPresent() && params.isConstant()) {
      parameters(factory.get().parameters(), Combination.NONE, "");
    }
  }

  /** Tells where something refers to an axis, or to a field of an item, that is not there. */
  void checkPlaceholders(Matrix matrix) {
    check((at, found, allowed) -> item.problemAt("name", at, found, allowed), nameTemplate, matrix);
    check(given::problemAt, params, matrix);
    quantities.forEach(
        (quantity, template) ->
            check(
                (at, found, allowed) -> item.problemAt(quantity.key(), at, found, allowed),
                template,
                matrix));
  }

  @FunctionalInterface
  private interface Complaint {
    void at(JsonPointer at, String found, String allowed);
  }

  private static void check(Complaint complaint, Template template, Matrix matrix) {
    Set<String> keys = matrix.keys();
    for (Placeholder placeholder : template.placeholders()) {
      String found = "'" + placeholder.text() + "'";
      Optional<String> axis = placeholder.axis();
      Optional<String> field = placeholder.field();
      if (keys.isEmpty()) {
        complaint.at(placeholder.at(), found, "no such reference without a matrix");
      } else if (axis.isEmpty()) {
        complaint.at(placeholder.at(), found, "a reference such as ${matrix.size}");
      } else if (!keys.contains(axis.get())) {
        complaint.at(
            placeholder.at(),
            "the axis '" + axis.get() + "'",
            NearestName.advice(axis.get(), keys));
      } else if (field.isPresent() && !matrix.fields(axis.get()).contains(field.get())) {
        complaint.at(
            placeholder.at(),
            "the field '" + field.get() + "' of '" + axis.get() + "'",
            NearestName.advice(field.get(), matrix.fields(axis.get())));
      }
    }
  }

  /** The entries, in order; none, with problems, where one of them cannot be used. */
  List<Entry> read(GeneratorKind factory, List<Combination> combinations) {
    ParameterSchema schema = factory.parameters();
    List<Entry> entries = new ArrayList<>(combinations.size());
    for (Combination at : combinations) {
      String label = name + at.label();
      Optional<String> cellName = cellName(at, label);
      OptionalDouble samples = quantity(Quantity.SAMPLES, at, label);
      OptionalDouble shardSize = quantity(Quantity.SHARD_SIZE, at, label);
      OptionalDouble weight = quantity(Quantity.WEIGHT, at, label);
      Optional<Parameters> parameters = parameters(schema, at, label);
      if (told.isEmpty()) {
        entries.add(
            new Entry(
                cellName.orElseThrow(),
                factory,
                parameters.orElseThrow(),
                (long) samples.orElse(Entry.ALL),
                shardSize.isPresent()
                    ? OptionalLong.of((long) shardSize.getAsDouble())
                    : OptionalLong.empty(),
                new Cell(name, at, weight.orElse(1))));
      }
    }
    return told.isEmpty() ? entries : List.of();
  }

  /** Puts down what was read, in a form that can be read again. */
  void addTo(ObjectNode source, GeneratorKind factory, Entry first) {
    source.put("name", name);
    quantities.forEach(
        (quantity, template) -> {
          JsonNode value = template.isConstant() ? template.fill(first.cell().at()) : null;
          source.set(
              quantity.key(),
              value != null
                  ? AxisValue.normal(value)
                  : item.node(quantity.key()).map(YamlValue::json).orElseThrow());
        });
    if (given.isBesideOthers()) {
      source.setAll((ObjectNode) JsonForm.normal(given.given()));
      return;
    }
    ObjectNode written = first.parameters().toJson();
    if (!params.isConstant()) {
      for (Parameter parameter : factory.parameters().all()) {
        JsonNode value = given.given().get(parameter.name());
        written.set(parameter.name(), value == null ? parameter.defaultValue() : value);
      }
    }
    source.set("params", JsonForm.normal(written));
  }

  private Optional<String> cellName(Combination at, String label) {
    if (isMissing("name", nameTemplate, at, label)) {
      return Optional.empty();
    }
    String cellName = nameTemplate.isConstant() ? label : nameTemplate.fill(at).textValue();
    boolean good =
        !cellName.isBlank()
            && cellName.length() <= LONGEST_NAME
            && cellName.codePoints().noneMatch(Character::isISOControl);
    if (!good) {
      String allowed = "1 to " + LONGEST_NAME + " characters, no control characters";
      tell("name", JsonPointer.empty(), "the cell's name '" + cellName + "'", allowed, "");
    }
    return Optional.of(cellName);
  }

  private OptionalDouble quantity(Quantity quantity, Combination at, String label) {
    Template template = quantities.get(quantity);
    if (template == null || isMissing(quantity.key(), template, at, label)) {
      return OptionalDouble.empty();
    }
    JsonNode value = template.fill(at);
    if (!quantity.accepts(value)) {
      tell(quantity.key(), JsonPointer.empty(), value.toString(), quantity.allowed(), label);
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private boolean isMissing(String key, Template template, Combination at, String label) {
    Optional<Placeholder> missing = template.missingIn(at);
    missing.ifPresent(
        placeholder -> tell(key, placeholder.at(), text(placeholder), whatCellsHave(at), label));
    return missing.isPresent();
  }

  private static String text(Placeholder placeholder) {
    return "'" + placeholder.text() + "'";
  }

  private static String whatCellsHave(Combination at) {
    return "what every cell has; this one has "
        + (at.axes().isEmpty() ? "nothing" : String.join(", ", at.axes()));
  }

  private Optional<Parameters> parameters(ParameterSchema schema, Combination at, String label) {
    Optional<Placeholder> missing = params.missingIn(at);
    if (missing.isPresent()) {
      Placeholder placeholder = missing.get();
      tellParameter(placeholder.at(), text(placeholder), whatCellsHave(at), label);
      return Optional.empty();
    }
    return filled.computeIfAbsent(
        params.dependsOn(at), key -> read(schema, (ObjectNode) params.fill(at), label));
  }

  private Optional<Parameters> read(ParameterSchema schema, ObjectNode values, String label) {
    try {
      return Optional.of(schema.read(values));
    } catch (InvalidParametersException e) {
      List<String> known = schema.all().stream().map(Parameter::name).toList();
      for (InputProblem problem : e.problems()) {
        JsonPointer pointer = JsonPointer.compile(problem.path());
        String parameter = pointer.getMatchingProperty();
        if (parameter == null || known.contains(parameter)) {
          tellParameter(pointer, problem.found(), problem.allowed(), label);
        } else if (told.add(parameter)) {
          given.unknown(
              parameter,
              "the unknown parameter '" + parameter + "'",
              NearestName.advice(parameter, known));
        }
      }
      return Optional.empty();
    }
  }

  /** Adds a problem, unless another cell has had the same. */
  private void tell(String key, JsonPointer at, String found, String allowed, String cell) {
    if (told.add(String.join("\n", key, at.toString(), found, allowed))) {
      item.problemAt(key, at, found + where(cell), allowed);
    }
  }

  private void tellParameter(JsonPointer at, String found, String allowed, String cell) {
    if (told.add(String.join("\n", "params", at.toString(), found, allowed))) {
      given.problemAt(at, found + where(cell), allowed);
    }
  }

  private static String where(String cell) {
    return cell.isEmpty() ? "" : " in the cell '" + cell + "'";
  }
}
