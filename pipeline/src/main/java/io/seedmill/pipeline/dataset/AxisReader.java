package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.AxisValue;
import io.seedmill.pipeline.matrix.NumberRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one axis of a matrix: a list of scalars, or a range of numbers. */
final class AxisReader {

  private static final String ALLOWED =
      "a list of values, or a range {from, to, step} or {from, to, factor}";
  private static final String MOST = "at most " + Axis.MOST_VALUES + " values on an axis";

  private final Problems problems;

  AxisReader(Problems problems) {
    this.problems = problems;
  }

  /** The axis; empty, with problems, where it cannot be used. */
  Optional<Axis> read(String name, Node node, String path) {
    if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
      return values(list, path).map(values -> Axis.of(name, values));
    }
    if (node instanceof MappingNode mapping) {
      YamlObject object = new YamlObject(path, mapping, problems);
      Optional<NumberRange> range = range(object);
      object.refuseOtherKeys();
      return range.flatMap(numbers -> axis(name, numbers, node, path));
    }
    problems.add(node, path, YamlValue.kind(node), ALLOWED);
    return Optional.empty();
  }

  private Optional<List<JsonNode>> values(SequenceNode list, String path) {
    List<JsonNode> values = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (Node item : list.getValue()) {
      String itemPath = path + "[" + values.size() + "]";
      Optional<JsonNode> value = scalar(item, itemPath);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
      if (!texts.add(AxisValue.text(value.get()))) {
        problems.add(
            item, itemPath, YamlValue.kind(item) + " a second time", "values that differ as text");
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** A scalar; empty, with a problem, where there is something else. */
  Optional<JsonNode> scalar(Node node, String path) {
    JsonNode json = YamlValue.json(node);
    if (AxisValue.isScalar(json)) {
      return Optional.of(AxisValue.normal(json));
    }
    problems.add(node, path, YamlValue.kind(node), AxisValue.ALLOWED);
    return Optional.empty();
  }

  private Optional<NumberRange> range(YamlObject object) {
    Optional<BigDecimal> from = number(object, "from");
    Optional<BigDecimal> to = number(object, "to");
    boolean stepped = object.has("step");
    Optional<BigDecimal> by = number(object, stepped ? "step" : "factor");
    if (stepped && object.node("factor").isPresent()) {
      object.problem("factor", "a 'factor' beside a 'step'", "one of the two");
      return Optional.empty();
    }
    if (from.isEmpty() || to.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    return stepped
        ? stepped(object, from.get(), to.get(), by.get())
        : geometric(object, from.get(), to.get(), by.get());
  }

  private Optional<NumberRange> stepped(
      YamlObject object, BigDecimal from, BigDecimal to, BigDecimal step) {
    int direction = to.compareTo(from);
    if (step.signum() == 0 || direction * step.signum() < 0) {
      object.problem(
          "step",
          step.toString(),
          direction < 0 ? "a number below 0, from there to " + to : "a number above 0");
      return Optional.empty();
    }
    return Optional.of(new NumberRange.Stepped(from, to, step));
  }

  private Optional<NumberRange> geometric(
      YamlObject object, BigDecimal from, BigDecimal to, BigDecimal factor) {
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      object.problem("factor", factor.toString(), "a number above 1");
    } else if (from.signum() <= 0) {
      object.problem("from", from.toString(), "with 'factor', a number above 0");
    } else if (from.compareTo(to) > 0) {
      object.problem("to", to.toString(), "with 'factor', a number of at least " + from);
    } else {
      return Optional.of(new NumberRange.Geometric(from, to, factor));
    }
    return Optional.empty();
  }

  private Optional<Axis> axis(String name, NumberRange range, Node node, String path) {
    if (range.isLongerThan(Axis.MOST_VALUES)) {
      problems.add(node, path, "a range of more values", MOST);
      return Optional.empty();
    }
    List<JsonNode> values = range.values(Axis.MOST_VALUES);
    if (new HashSet<>(values).size() < values.size()) {
      problems.add(node, path, "steps so small that values repeat", "steps that change the value");
      return Optional.empty();
    }
    return Optional.of(new Axis(name, values, range.ascends() ? 0 : values.size() - 1));
  }

  private static Optional<BigDecimal> number(YamlObject object, String key) {
    String allowed =
        key.equals("factor") && !object.has(key) ? "a 'step' or a 'factor'" : "a number up to 2^53";
    object.requirePresent(key, allowed);
    Optional<Node> node = object.node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = AxisValue.normal(YamlValue.json(node.get()));
    if (json instanceof LongNode whole && AxisValue.isScalar(whole)) {
      return Optional.of(BigDecimal.valueOf(whole.longValue()));
    }
    if (json instanceof DoubleNode real
        && Math.abs(real.doubleValue()) <= CanonicalJson.MAX_INTEGER) {
      return Optional.of(BigDecimal.valueOf(real.doubleValue()));
    }
    object.problem(key, YamlValue.kind(node.get()), allowed);
    return Optional.empty();
  }
}
