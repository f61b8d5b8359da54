package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.AxisValue;
import io.seedmill.pipeline.matrix.NumberRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one axis of a matrix: a list of scalars, or a range of numbers. */
final class AxisReader {

  static final ValueType SCALAR =
      ValueType.oneOf(
              AxisValue.ALLOWED,
              ValueType.text(AxisValue.ALLOWED, Pattern.compile("[\\s\\S]*")),
              ValueType.number(-Double.MAX_VALUE, Double.MAX_VALUE),
              ValueType.flag())
          .restricted(AxisValue.ALLOWED, AxisValue::isScalar);

  private static final ValueType NUMBER =
      ValueType.number(-CanonicalJson.MAX_INTEGER, CanonicalJson.MAX_INTEGER);

  private static final ParameterSchema RANGE =
      ParameterSchema.none()
          .required("from", "the first number", NUMBER)
          .required("to", "the last number, where the steps meet it", NUMBER)
          .optional("step", "added from one number to the next", NUMBER)
          .optional("factor", "multiplied from one number to the next", NUMBER)
          .flag("inclusive", "'to' is a number too where no step meets it", false)
          .rule(AxisReader::oneWay)
          .rule(AxisReader::rightWay);

  private static final String FOLDERS = "folders";

  private static final ParameterSchema FOLDERS_IN =
      ParameterSchema.none()
          .required(
              FOLDERS,
              "the folder whose folders are the values, each by its name",
              ValueType.text("a folder beside the spec, or its absolute path"));

  private static final String ALLOWED =
      "a list of values, a range {from, to, step} or {from, to, factor}, or {folders: <folder>}";

  static final ValueType TYPE =
      ValueType.oneOf(
          ALLOWED, ValueType.list(ALLOWED, SCALAR, 1, Axis.MOST_VALUES), RANGE, FOLDERS_IN);

  private AxisReader() {}

  private static Optional<InputProblem> oneWay(Parameters range) {
    if (range.has("step") && range.has("factor")) {
      return Optional.of(
          new InputProblem("/factor", "a 'factor' beside a 'step'", "one of the two"));
    }
    return range.has("step") || range.has("factor")
        ? Optional.empty()
        : Optional.of(new InputProblem("", "neither", "a 'step' or a 'factor'"));
  }

  private static Optional<InputProblem> rightWay(Parameters range) {
    BigDecimal from = number(range, "from");
    BigDecimal to = number(range, "to");
    if (range.has("step") == range.has("factor")) {
      return Optional.empty();
    }
    if (range.has("step")) {
      BigDecimal step = number(range, "step");
      int direction = to.compareTo(from);
      boolean good = step.signum() != 0 && direction * step.signum() >= 0;
      String sign = direction < 0 ? "a number below 0, from there to " + to : "a number above 0";
      return good ? Optional.empty() : refused("step", step, sign);
    }
    BigDecimal factor = number(range, "factor");
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      return refused("factor", factor, "a number above 1");
    }
    if (from.signum() <= 0) {
      return refused("from", from, "with 'factor', a number above 0");
    }
    return from.compareTo(to) <= 0
        ? Optional.empty()
        : refused("to", to, "with 'factor', a number of at least " + from);
  }

  private static Optional<InputProblem> refused(String key, BigDecimal found, String allowed) {
    return Optional.of(new InputProblem("/" + key, found.toString(), allowed));
  }

  private static BigDecimal number(Parameters range, String key) {
    JsonNode number = AxisValue.normal(range.json(key));
    return number.isIntegralNumber()
        ? BigDecimal.valueOf(number.longValue())
        : BigDecimal.valueOf(number.doubleValue());
  }

  /**
   * Returns the axis; empty, with a problem, where its values repeat or are too many.
   *
   * @param folder where names of folders start
   */
  static Optional<Axis> read(
      String name, JsonNode value, JsonPointer at, Path folder, List<InputProblem> problems) {
    if (value.isArray()) {
      return listed(name, value, at, problems);
    }
    if (value.has(FOLDERS)) {
      return folders(name, value.path(FOLDERS).asText(), at, folder, problems);
    }
    Parameters keys = RANGE.complete(value);
    BigDecimal from = number(keys, "from");
    BigDecimal to = number(keys, "to");
    NumberRange range =
        keys.has("step")
            ? new NumberRange.Stepped(from, to, number(keys, "step"))
            : new NumberRange.Geometric(from, to, number(keys, "factor"));
    if (range.isLongerThan(Axis.MOST_VALUES)) {
      String most = "at most " + Axis.MOST_VALUES + " values on an axis";
      problems.add(new InputProblem(at.toString(), "a range of more values", most));
      return Optional.empty();
    }
    List<JsonNode> values = range.values(Axis.MOST_VALUES);
    if (keys.flag("inclusive")) {
      values = NumberRange.including(values, to);
    }
    if (new HashSet<>(values).size() < values.size()) {
      String found = "steps so small that values repeat";
      problems.add(new InputProblem(at.toString(), found, "steps that change the value"));
      return Optional.empty();
    }
    return Optional.of(new Axis(name, values, range.ascends() ? 0 : values.size() - 1));
  }

  /** Returns true if the values are found on this machine, and not in the spec. */
  static boolean isFound(JsonNode value) {
    return value.has(FOLDERS);
  }

  private static Optional<Axis> folders(
      String name, String given, JsonPointer at, Path beside, List<InputProblem> problems) {
    SortedSet<String> names = new TreeSet<>();
    String found;
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(beside.resolve(given), Files::isDirectory)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      names.removeIf(each -> each.startsWith("."));
      found = "'" + given + "', in which there is no folder";
    } catch (IOException | InvalidPathException e) {
      found = "'" + given + "', which is no folder that can be read";
    }
    if (names.isEmpty()) {
      String place = at.appendProperty(FOLDERS).toString();
      problems.add(new InputProblem(place, found, "a folder of folders, beside the spec"));
      return Optional.empty();
    }
    return Optional.of(Axis.of(name, names.stream().<JsonNode>map(TextNode::valueOf).toList()));
  }

  private static Optional<Axis> listed(
      String name, JsonNode list, JsonPointer at, List<InputProblem> problems) {
    List<JsonNode> values = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (JsonNode item : list) {
      JsonNode value = AxisValue.normal(item);
      if (!texts.add(AxisValue.text(value))) {
        problems.add(
            new InputProblem(
                at.appendIndex(values.size()).toString(),
                item + " a second time",
                "values that differ as text"));
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(Axis.of(name, values));
  }
}
