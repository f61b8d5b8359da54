package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.NearestName;
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
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

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

  YamlObject(String path, MappingNode node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      String key = YamlValue.text(tuple.getKeyNode());
      keys.put(key, tuple.getKeyNode());
      values.put(key, tuple.getValueNode());
    }
  }

  /** The path of what stands under {@code key} in the mapping at {@code path}. */
  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The path of what stands under {@code key}. */
  String pathOf(String key) {
    return join(path, key);
  }

  /** The value of a key as it stands in the file. */
  Optional<Node> node(String key) {
    return value(key);
  }

  /** True or false; false where there is neither. */
  boolean flag(String key) {
    Optional<Node> value = value(key);
    boolean good = value.isEmpty() || YamlValue.json(value.get()).isBoolean();
    if (!good) {
      refuse(value.get(), key, "true or false");
    }
    return good && value.isPresent() && YamlValue.json(value.get()).booleanValue();
  }

  Optional<String> requiredText(String key, String allowed) {
    requirePresent(key, allowed);
    return value(key).flatMap(value -> word(value, join(path, key), allowed));
  }

  /** A name of a certain form; empty where there is none. */
  Optional<String> name(String key, Pattern form, String allowed) {
    Optional<Node> value = value(key);
    Optional<String> name =
        value.filter(YamlValue::isWord).map(YamlValue::text).filter(form.asMatchPredicate());
    if (value.isPresent() && name.isEmpty()) {
      refuse(value.get(), key, allowed);
    }
    return name;
  }

  OptionalLong integer(String key, long min, long max) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode json = YamlValue.json(value.get());
    if (json.isIntegralNumber()
        && json.canConvertToLong()
        && json.longValue() >= min
        && json.longValue() <= max) {
      return OptionalLong.of(json.longValue());
    }
    refuse(value.get(), key, "a whole number from " + min + " to " + max);
    return OptionalLong.empty();
  }

  /** A number from 0 to 1. */
  OptionalDouble share(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    JsonNode json = YamlValue.json(value.get());
    if (json.isNumber() && json.doubleValue() >= 0 && json.doubleValue() <= 1) {
      return OptionalDouble.of(json.doubleValue());
    }
    refuse(value.get(), key, "a number from 0 to 1");
    return OptionalDouble.empty();
  }

  Optional<YamlObject> object(String key) {
    Optional<Node> value = value(key);
    if (value.isPresent() && value.get() instanceof MappingNode mapping) {
      return Optional.of(new YamlObject(join(path, key), mapping, problems));
    }
    value.ifPresent(other -> refuse(other, key, "a mapping"));
    return Optional.empty();
  }

  List<YamlObject> requiredObjects(String key, String allowed, String allowedItem) {
    requirePresent(key, allowed);
    List<YamlObject> objects = new ArrayList<>();
    int index = 0;
    for (Node item : items(key, allowed)) {
      String itemPath = join(path, key) + "[" + index++ + "]";
      if (item instanceof MappingNode mapping) {
        objects.add(new YamlObject(itemPath, mapping, problems));
      } else {
        problems.add(item, itemPath, YamlValue.kind(item), allowedItem);
      }
    }
    return objects;
  }

  /**
   * Words that differ from each other.
   *
   * @param refused words that may not stand there
   */
  List<String> requiredWords(String key, Set<String> refused, String allowed) {
    requirePresent(key, allowed);
    List<String> words = new ArrayList<>();
    int index = 0;
    for (Node item : items(key, allowed)) {
      String itemPath = join(path, key) + "[" + index++ + "]";
      Optional<String> word = word(item, itemPath, allowed);
      if (word.isPresent() && (refused.contains(word.get()) || words.contains(word.get()))) {
        String again = words.contains(word.get()) ? " a second time" : "";
        problems.add(item, itemPath, "'" + word.get() + "'" + again, allowed);
      } else {
        word.ifPresent(words::add);
      }
    }
    return words;
  }

  /** A mapping as JSON; an empty one where there is none. */
  ObjectNode json(String key) {
    Optional<Node> value = value(key);
    if (value.isPresent() && YamlValue.json(value.get()) instanceof ObjectNode object) {
      return object;
    }
    value.ifPresent(other -> refuse(other, key, "a mapping"));
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a problem with the value of {@code key}. */
  void problem(String key, String found, String allowed) {
    problems.add(values.getOrDefault(key, node), join(path, key), found, allowed);
  }

  /**
   * Adds a problem with what a JSON pointer leads to, from the value of {@code key}; where it leads
   * nowhere, the place is the last that it passes.
   */
  void problemAt(String key, JsonPointer pointer, String found, String allowed) {
    Node at = values.getOrDefault(key, node);
    String name = join(path, key);
    for (JsonPointer left = pointer; !left.matches(); left = left.tail()) {
      Node next = null;
      if (at instanceof SequenceNode sequence && left.mayMatchElement()) {
        name += "[" + left.getMatchingIndex() + "]";
        next =
            left.getMatchingIndex() < sequence.getValue().size()
                ? sequence.getValue().get(left.getMatchingIndex())
                : null;
      } else {
        name = join(name, left.getMatchingProperty());
        next = member(at, left.getMatchingProperty()).map(NodeTuple::getValueNode).orElse(null);
      }
      at = next == null ? at : next;
    }
    problems.add(at, name, found, allowed);
  }

  /** Adds a problem with a key of the mapping that is the value of {@code key}. */
  void unknownKeyIn(String key, String inner, String found, String allowed) {
    Node outer = values.getOrDefault(key, node);
    Node at = member(outer, inner).map(NodeTuple::getKeyNode).orElse(outer);
    problems.add(at, join(join(path, key), inner), found, allowed);
  }

  /** Adds a problem where a key is missing altogether. */
  void requirePresent(String key, String allowed) {
    if (!has(key)) {
      problem(key, "nothing", allowed);
    }
  }

  /** Adds a problem for every key that nobody asked for. */
  void refuseOtherKeys() {
    keys.forEach(
        (key, keyNode) -> {
          if (!asked.contains(key)) {
            problems.add(
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

  /** The items of a list that is not empty; none, with a problem, where there is no such list. */
  private List<Node> items(String key, String allowed) {
    Optional<Node> value = value(key);
    if (value.isPresent()
        && value.get() instanceof SequenceNode sequence
        && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    value.ifPresent(other -> refuse(other, key, allowed));
    return List.of();
  }

  private Optional<String> word(Node value, String valuePath, String allowed) {
    if (YamlValue.isWord(value)) {
      return Optional.of(YamlValue.text(value));
    }
    problems.add(value, valuePath, YamlValue.kind(value), allowed);
    return Optional.empty();
  }

  private static Optional<NodeTuple> member(Node object, String key) {
    return object instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> YamlValue.text(tuple.getKeyNode()).equals(key))
            .findFirst()
        : Optional.empty();
  }

  private void refuse(Node value, String key, String allowed) {
    problems.add(value, join(path, key), YamlValue.kind(value), allowed);
  }
}
