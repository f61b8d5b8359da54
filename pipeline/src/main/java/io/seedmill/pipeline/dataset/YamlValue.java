package io.seedmill.pipeline.dataset;

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
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a YAML value is: as JSON, and in the words of a message. */
final class YamlValue {

  /** Longer numbers, which nothing allows, take a time that grows with the square. */
  private static final int MOST_DIGITS = 1_000;

  private YamlValue() {}

  /** A scalar as it is written; the kind of anything else. */
  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : kind(node);
  }

  /** What stands there, for a message. */
  static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.NULL)) {
        return "nothing";
      }
      return scalar.getTag().equals(Tag.STR)
          ? "the text '" + scalar.getValue() + "'"
          : scalar.getValue();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().isEmpty() ? "an empty list" : "a list";
    }
    return "a mapping";
  }

  /** Whether it is a scalar that says something. */
  static boolean isWord(Node node) {
    return node instanceof ScalarNode scalar
        && !scalar.getTag().equals(Tag.NULL)
        && !scalar.getValue().isEmpty();
  }

  static JsonNode json(Node node) {
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

  /** A number that JSON does not have, such as {@code .inf} or {@code 1e400}, stays text. */
  private static JsonNode json(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.INT)) {
        return integer(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        double real = Double.parseDouble(text);
        return Double.isFinite(real) ? DoubleNode.valueOf(real) : TextNode.valueOf(text);
      }
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
    if (tag.equals(Tag.BOOL)) {
      return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
    }
    return tag.equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  private static JsonNode integer(String text) {
    if (text.length() > MOST_DIGITS) {
      return TextNode.valueOf(text);
    }
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
