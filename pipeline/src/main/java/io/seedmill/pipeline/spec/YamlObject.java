package io.seedmill.pipeline.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A mapping of a YAML file that knows where each of its values stands, so that a value of the wrong
 * kind becomes a problem with a place instead of an exception.
 */
final class YamlObject {

  private final String path;
  private final Node node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlObject(String path, MappingNode node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      String key = text(tuple.getKeyNode());
      keys.put(key, tuple.getKeyNode());
      if (values.put(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), join(path, key), "the key a second time", "each key once");
      }
    }
  }

  /** Reads the one mapping that a file holds; empty, with a problem, where there is none. */
  static Optional<YamlObject> parse(String yaml, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setSchema(new CoreSchema()).setUseMarks(true).build();
    Optional<Node> root;
    try {
      root = new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      problems.add(
          new SpecProblem(
              mark.map(Mark::getLine).orElse(0) + 1,
              mark.map(Mark::getColumn).orElse(0) + 1,
              "(the file)",
              e.getProblem() + ofNullable(e.getContext()),
              "YAML 1.2"));
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.add(new SpecProblem(1, 1, "(the file)", e.getMessage(), "YAML 1.2"));
      return Optional.empty();
    }
    if (root.isPresent() && root.get() instanceof MappingNode mapping) {
      return Optional.of(new YamlObject("", mapping, problems));
    }
    problems.add(
        new SpecProblem(
            1, 1, "(the file)", root.isPresent() ? kind(root.get()) : "nothing", "a mapping"));
    return Optional.empty();
  }

  private static String ofNullable(String context) {
    return context == null ? "" : " " + context;
  }

  Optional<String> requiredText(String key, String allowed) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      requirePresent(key, allowed);
      return Optional.empty();
    }
    if (value.get() instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return Optional.of(scalar.getValue());
    }
    problem(value.get(), join(path, key), kind(value.get()), allowed);
    return Optional.empty();
  }

  /** A name of a certain form; empty where there is none. */
  Optional<String> name(String key, Pattern form, String allowed) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof ScalarNode scalar && form.matcher(scalar.getValue()).matches()) {
      return Optional.of(scalar.getValue());
    }
    problem(value.get(), join(path, key), kind(value.get()), allowed);
    return Optional.empty();
  }

  OptionalLong integer(String key, long min, long max) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode json = json(value.get());
    if (json.isIntegralNumber()
        && json.canConvertToLong()
        && json.longValue() >= min
        && json.longValue() <= max) {
      return OptionalLong.of(json.longValue());
    }
    String range =
        max >= Long.MAX_VALUE >> 8 && min > Long.MIN_VALUE
            ? " of at least " + min
            : " from " + min + " to " + max;
    problem(value.get(), join(path, key), kind(value.get()), "a whole number" + range);
    return OptionalLong.empty();
  }

  OptionalDouble real(String key, double min, double max) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    JsonNode json = json(value.get());
    if (json.isNumber() && json.doubleValue() >= min && json.doubleValue() <= max) {
      return OptionalDouble.of(json.doubleValue());
    }
    problem(
        value.get(),
        join(path, key),
        kind(value.get()),
        "a number from %s to %s".formatted(json(min), json(max)));
    return OptionalDouble.empty();
  }

  private static String json(double bound) {
    return bound == StrictMath.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  Optional<YamlObject> object(String key) {
    Optional<Node> value = value(key);
    if (value.isPresent() && value.get() instanceof MappingNode mapping) {
      return Optional.of(new YamlObject(join(path, key), mapping, problems));
    }
    value.ifPresent(other -> problem(other, join(path, key), kind(other), "a mapping"));
    return Optional.empty();
  }

  List<YamlObject> requiredObjects(String key, String allowed) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      requirePresent(key, allowed);
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problem(value.get(), join(path, key), kind(value.get()), allowed);
      return List.of();
    }
    List<YamlObject> objects = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node item = sequence.getValue().get(i);
      String itemPath = join(path, key) + "[" + i + "]";
      if (item instanceof MappingNode mapping) {
        objects.add(new YamlObject(itemPath, mapping, problems));
      } else {
        problem(item, itemPath, kind(item), "a mapping with 'generator' and 'samples'");
      }
    }
    return objects;
  }

  List<String> names(String key, String allowed) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      requirePresent(key, allowed);
      return List.of();
    }
    List<String> names = new ArrayList<>();
    if (value.get() instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
          names.add(scalar.getValue());
        } else {
          problem(item, join(path, key), kind(item), allowed);
        }
      }
    } else {
      problem(value.get(), join(path, key), kind(value.get()), allowed);
    }
    return names;
  }

  /** Refuses an item of a list that was read with {@link #names}. */
  void refuseItem(String key, String item, String allowed) {
    if (values.get(key) instanceof SequenceNode sequence) {
      for (Node found : sequence.getValue()) {
        if (text(found).equals(item)) {
          problem(found, join(path, key), "'" + item + "'", allowed);
        }
      }
    }
  }

  /** A mapping as JSON; an empty one where there is none. */
  ObjectNode json(String key) {
    Optional<Node> value = value(key);
    if (value.isPresent() && json(value.get()) instanceof ObjectNode object) {
      return object;
    }
    value.ifPresent(other -> problem(other, join(path, key), kind(other), "a mapping"));
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a problem with the value of {@code key}. */
  void problem(String key, String found, String allowed) {
    problem(values.getOrDefault(key, node), join(path, key), found, allowed);
  }

  /** Adds a problem with what a JSON pointer leads to, from the value of {@code key}. */
  void problemAt(String key, String pointer, String found, String allowed) {
    Node at = values.getOrDefault(key, node);
    StringBuilder name = new StringBuilder(join(path, key));
    for (String step : pointer.substring(1).split("/", -1)) {
      Node next = null;
      if (at instanceof MappingNode mapping) {
        name.append('.').append(step);
        for (NodeTuple tuple : mapping.getValue()) {
          next = text(tuple.getKeyNode()).equals(step) ? tuple.getValueNode() : next;
        }
      } else if (at instanceof SequenceNode sequence && step.matches("\\d{1,9}")) {
        name.append('[').append(step).append(']');
        int index = Integer.parseInt(step);
        next = index < sequence.getValue().size() ? sequence.getValue().get(index) : null;
      }
      at = next == null ? at : next;
    }
    problem(at, name.toString(), found, allowed);
  }

  /** Adds a problem where a key is missing altogether. */
  void requirePresent(String key, String allowed) {
    if (!values.containsKey(key)) {
      problem(node, join(path, key), "nothing", allowed);
    }
  }

  /** Adds a problem for every key that nobody asked for. */
  void refuseOtherKeys() {
    keys.forEach(
        (key, keyNode) -> {
          if (!asked.contains(key)) {
            problem(
                keyNode,
                join(path, key),
                "the unknown key '" + key + "'",
                NearestName.advice(key, asked));
          }
        });
  }

  private Optional<Node> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  private void problem(Node at, String where, String found, String allowed) {
    Optional<Mark> mark = at.getStartMark();
    problems.add(
        new SpecProblem(
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            where,
            found,
            allowed));
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : kind(node);
  }

  private static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag().equals(Tag.STR)
          ? "the text '" + scalar.getValue() + "'"
          : scalar.getTag().equals(Tag.NULL) ? "nothing" : scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        object.set(text(tuple.getKeyNode()), json(tuple.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return json((ScalarNode) node);
  }

  private static JsonNode json(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    if (tag.equals(Tag.FLOAT)) {
      return DoubleNode.valueOf(
          Double.parseDouble(text.replace(".inf", "Infinity").replace(".nan", "NaN")));
    }
    if (tag.equals(Tag.BOOL)) {
      return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
    }
    return tag.equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  private static JsonNode integer(String text) {
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o")
                ? new BigInteger(text.substring(2), 8)
                : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    return value.bitLength() < Long.SIZE
        ? LongNode.valueOf(value.longValue())
        : BigIntegerNode.valueOf(value);
  }
}
