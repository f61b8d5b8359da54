package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.core.JsonPointer;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A mapping in YAML 1.1, as Python reads it: {@code yes} is true, {@code 010} is 8, {@code 1e3} is
 * a text, and the keys that {@code <<} merges come first. Knows the line of each value.
 */
final class PlainYaml {

  private static final Pattern FLAG =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Set<String> TRUE = Set.of("yes", "true", "on");
  private static final Pattern INTEGER =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?");
  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
  private static final String MERGE = "<<";
  private static final Tag UNTAGGED = new Tag("untagged");
  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_DIGITS = 100;

  private final String file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final List<String> repeated = new ArrayList<>();
  private final ObjectNode json;
  private int values;

  private PlainYaml(String file, String text) throws MasterException {
    this.file = file;
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setBufferSize(Math.max(1024, Math.min(text.length(), 1 << 20)))
              .setSchema(new Untagged())
              .setUseMarks(true)
              .setCodePointLimit(Integer.MAX_VALUE)
              .setMaxAliasesForCollections(MOST_VALUES)
              .build();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty() || !(root.get() instanceof MappingNode mapping)) {
        throw new MasterException(file + ", which holds no mapping", "a mapping of names");
      }
      this.json = object(mapping, JsonPointer.empty(), 0);
    } catch (MarkedYamlEngineException e) {
      throw new MasterException(
          file
              + e.getProblemMark().map(mark -> ":" + line(mark)).orElse("")
              + ": "
              + e.getProblem(),
          "YAML");
    } catch (YamlEngineException e) {
      throw new MasterException(file + ": " + e.getMessage(), "YAML");
    }
  }

  /** Leaves it to this class what a plain scalar is. */
  private static final class Untagged extends FailsafeSchema {

    @Override
    public ScalarResolver getScalarResolver() {
      return (value, plain) -> plain ? UNTAGGED : Tag.STR;
    }
  }

  /**
   * Reads a text.
   *
   * @param file its name in messages
   */
  static PlainYaml read(String file, String text) throws MasterException {
    return new PlainYaml(file, text);
  }

  ObjectNode json() {
    return json;
  }

  /** Returns the keys that stand twice in one mapping, with their lines: the last one counts. */
  List<String> repeated() {
    return repeated;
  }

  /** Returns the file and the line of a value, or of the nearest one around it. */
  String placeOf(JsonPointer at) {
    JsonPointer place = at;
    while (place != null && !lines.containsKey(place)) {
      place = place.head();
    }
    return place == null ? file : file + ":" + lines.get(place);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private static int line(Node node) {
    return node.getStartMark().map(PlainYaml::line).orElse(0);
  }

  private JsonNode value(Node node, JsonPointer at, int depth) throws MasterException {
    if (node.isRecursive() || depth > DEEPEST || ++values > MOST_VALUES) {
      throw new MasterException(
          file + ":" + line(node) + ": values within values without end",
          "at most %d levels and %d values".formatted(DEEPEST, MOST_VALUES));
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping, at, depth);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node item : sequence.getValue()) {
        JsonPointer place = at.appendIndex(array.size());
        lines.put(place, line(item));
        array.add(value(item, place, depth + 1));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode object(MappingNode mapping, JsonPointer at, int depth) throws MasterException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : merged(mapping, depth)) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      JsonPointer place = at.appendProperty(key);
      lines.put(place, line(tuple.getKeyNode()));
      object.set(key, value(tuple.getValueNode(), place, depth + 1));
    }
    return object;
  }

  /** Returns the members of a mapping behind those that it merges. */
  private List<NodeTuple> merged(MappingNode mapping, int depth) throws MasterException {
    if (depth > DEEPEST) {
      throw new MasterException(
          file + ":" + line(mapping) + ": a mapping that merges itself", "mappings before it");
    }
    List<NodeTuple> all = new ArrayList<>();
    List<NodeTuple> own = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean merges = false;
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        own.add(tuple);
      } else if (key.getValue().equals(MERGE) && key.getScalarStyle() == ScalarStyle.PLAIN) {
        if (merges) {
          throw new MasterException(
              file + ":" + line(key) + ": a second '<<' in one mapping", "one '<<', with a list");
        }
        merges = true;
        all.addAll(sources(tuple.getValueNode(), depth));
      } else {
        own.add(tuple);
        if (!names.add(key.getValue())) {
          repeated.add("'" + key.getValue() + "' in " + file + ":" + line(key));
        }
      }
    }
    all.addAll(own);
    return all;
  }

  /** Returns the members of what is merged: of several mappings those of the first count. */
  private List<NodeTuple> sources(Node merged, int depth) throws MasterException {
    if (merged instanceof MappingNode mapping) {
      return merged(mapping, depth + 1);
    }
    List<NodeTuple> all = new ArrayList<>();
    if (merged instanceof SequenceNode sequence) {
      for (int i = sequence.getValue().size() - 1; i >= 0; i--) {
        if (sequence.getValue().get(i) instanceof MappingNode mapping) {
          all.addAll(merged(mapping, depth + 1));
        }
      }
      return all;
    }
    throw new MasterException(
        file + ":" + line(merged) + ": '<<' with a value", "'<<' with a mapping, such as '*name'");
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.STR)) {
      return TextNode.valueOf(text);
    }
    if (NOTHING.matcher(text).matches()) {
      return NullNode.getInstance();
    }
    if (FLAG.matcher(text).matches()) {
      return BooleanNode.valueOf(TRUE.contains(text.toLowerCase(Locale.ROOT)));
    }
    if (text.length() <= MOST_DIGITS && INTEGER.matcher(text).matches()) {
      BigInteger number = integer(text.replace("_", ""));
      return number.bitLength() < Long.SIZE
          ? LongNode.valueOf(number.longValue())
          : BigIntegerNode.valueOf(number);
    }
    return REAL.matcher(text).matches()
        ? DoubleNode.valueOf(Double.parseDouble(text.replace("_", "")))
        : TextNode.valueOf(text);
  }

  private static BigInteger integer(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    BigInteger size = size(digits);
    return text.startsWith("-") ? size.negate() : size;
  }

  private static BigInteger size(String digits) {
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.length() > 1 && digits.startsWith("0")) {
      return new BigInteger(digits, 8);
    }
    BigInteger size = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) { // 1:30 is a number of base 60
      size = size.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return size;
  }
}
