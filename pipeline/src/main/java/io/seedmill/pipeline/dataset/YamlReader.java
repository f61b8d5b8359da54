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
import io.seedmill.generators.input.InputProblem.Kind;
import io.seedmill.pipeline.matrix.AxisValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
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
 * Reads the one mapping that a text in YAML holds, as a tree of bounded depth and size, and turns
 * it into JSON. Values on which versions of YAML disagree are refused.
 */
final class YamlReader {

  static final String WHOLE_FILE = "(the file)";

  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 1_000_000;

  private static final String MOST =
      "at most %d; a 'matrix', or a file ('itemsFrom', 'queries: {file: …}'), makes more entries"
          .formatted(MOST_VALUES);

  private static final Pattern INDENT = Pattern.compile("^[ \t]+", Pattern.MULTILINE);

  /** A spec that a manifest holds may have a long list of items. */
  public static final int MOST_CHARACTERS = 64 << 20;

  /** A text that is so long is counted before it becomes a tree, which takes far more memory. */
  private static final int LONG_TEXT = 4 << 20;

  /**
   * Characters that are read at a time: each time, all of the scalar that has been read is copied.
   */
  private static final int LARGEST_BUFFER = 1 << 20;

  private static final int LEAST_BUFFER = 1 << 10;

  private static final Pattern OTHER_VERSION = Pattern.compile("%YAML[ \\t]+(?!1\\.2\\b).*");

  /** Characters that look like blanks, line ends or colons, and are letters in YAML 1.2. */
  private static final Pattern LOOKALIKE =
      Pattern.compile("[\u00A0\u0085\u2000-\u200D\u2028\u2029\u202F\u3000\uFEFF\uFF1A]");

  /** The tags of values in YAML 1.2. Another tag would change a value, or have no effect. */
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

  /** Longer numbers, which nothing allows, take a time that grows with the square. */
  private static final int MOST_DIGITS = 1_000;

  private final List<SpecProblem> problems = new ArrayList<>();
  private int values;
  private long characters;

  /** Returns everything that was wrong so far. */
  List<SpecProblem> problems() {
    return problems;
  }

  /** Returns the mapping; empty, with a problem, where it cannot be read any further. */
  Optional<MappingNode> read(String yaml) {
    Optional<Node> root;
    try {
      root = compose(yaml);
    } catch (StackOverflowError e) {
      add(Optional.empty(), "", "values within values without end", depth());
      return Optional.empty();
    }
    if (root.isPresent() && root.get() instanceof MappingNode mapping) {
      return isTree(mapping, "", 0) ? Optional.of(mapping) : Optional.empty();
    }
    if (problems.isEmpty()) {
      String found = root.map(YamlReader::found).orElse("nothing");
      add(root.flatMap(Node::getStartMark), "", found, "a mapping, such as 'name: value'");
    }
    return Optional.empty();
  }

  private Optional<Node> compose(String yaml) {
    if (isOfOtherVersion(yaml)) {
      add(Optional.empty(), "", "a directive %YAML of another version", "YAML 1.2");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setBufferSize(Math.max(LEAST_BUFFER, Math.min(yaml.length(), LARGEST_BUFFER)))
            .setSchema(new CoreSchema())
            .setUseMarks(true)
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(MOST_VALUES)
            .setAllowNonScalarKeys(true) // refused below, with their place
            .build();
    try {
      String text =
          indentedByBlanks(yaml.replaceFirst("^\uFEFF+", "")); // of files that were joined
      if (text.length() > LONG_TEXT && hasTooMany(new Parse(settings).parseString(text))) {
        return Optional.empty();
      }
      if (text.contains(MergeKeys.KEY) && hasBadMerge(new Parse(settings).parseString(text))) {
        return Optional.empty();
      }
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      String context =
          e.getContext() == null || e.getContext().isEmpty() ? "" : e.getContext() + ", ";
      String lookalike = mark.map(place -> lookalike(yaml, place)).orElse("");
      add(
          mark,
          "",
          unreadable(context + e.getProblem()) + lookalike,
          "YAML 1.2" + advice(yaml, mark, context + e.getProblem()));
    } catch (YamlEngineException e) {
      add(Optional.empty(), "", unreadable(e.getMessage()), "YAML 1.2");
    }
    return Optional.empty();
  }

  private static boolean isOfOtherVersion(String yaml) {
    return yaml.lines()
        .map(line -> line.replace("\uFEFF", ""))
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .takeWhile(line -> line.startsWith("%"))
        .anyMatch(line -> OTHER_VERSION.matcher(line).matches());
  }

  /** Refuses more scalars, lists and mappings, keys included, than so many values can have. */
  private boolean hasTooMany(Iterable<Event> events) {
    int nodes = 0;
    for (Event event : events) {
      if (event instanceof NodeEvent && ++nodes > 2 * MOST_VALUES) {
        add(event.getStartMark(), "", "more than " + MOST_VALUES + " values", MOST);
        return true;
      }
    }
    return false;
  }

  /** Returns JSON, which may be indented by tabs, in the form that YAML knows; columns stay. */
  private static String indentedByBlanks(String text) {
    boolean json = text.stripLeading().startsWith("{");
    return json && text.indexOf('\t') >= 0
        ? INDENT.matcher(text).replaceAll(tabs -> tabs.group().replace('\t', ' '))
        : text;
  }

  /** Names the last character before a place that looks like another. */
  private static String lookalike(String yaml, Mark place) {
    String told = "";
    List<String> lines = yaml.lines().limit(place.getLine() + 1L).toList();
    for (int i = Math.max(0, place.getLine() - 1); i < lines.size(); i++) {
      Matcher found = LOOKALIKE.matcher(lines.get(i));
      if (found.find()) {
        told =
            " behind U+%04X in line %d, which is neither blank, line end nor colon in YAML"
                .formatted((int) found.group().charAt(0), i + 1);
      }
    }
    return told;
  }

  /** Says what to write in place of what is a sign of YAML. */
  private static String advice(String yaml, Optional<Mark> mark, String problem) {
    if (problem.contains("scanning an alias") || problem.contains("undefined alias")) {
      return ", where '*name' stands for what '&name' marks before it; a text that begins with '*'"
          + " needs quotes around it";
    }
    return mark.filter(place -> isPlaceholder(yaml, place)).isPresent()
        ? ", where '${…}' within braces needs quotes around it"
        : "";
  }

  private boolean hasBadMerge(Iterable<Event> events) {
    Optional<MergeKeys.Problem> problem = MergeKeys.problem(events);
    problem.ifPresent(each -> add(each.place(), "", each.found(), each.allowed()));
    return problem.isPresent();
  }

  private static boolean isPlaceholder(String yaml, Mark place) {
    String line = yaml.lines().skip(place.getLine()).findFirst().orElse("");
    return line.startsWith("${", place.getColumn() - 1);
  }

  private static String unreadable(String reason) {
    return "what cannot be read (" + reason + ")";
  }

  private static String depth() {
    return "values at most " + DEEPEST + " deep";
  }

  /** Returns whether the node can be walked to its leaves; notes keys that stand there twice. */
  private boolean isTree(Node node, String path, int depth) {
    if (node.isRecursive()) {
      String name = node.getAnchor().map(Anchor::getValue).orElse("");
      return refuse(node, path, "the alias *" + name + " within itself", "aliases elsewhere");
    }
    if (depth > DEEPEST) {
      return refuse(node, path, "a value within " + depth + " others", depth());
    }
    if (!TAGS.contains(node.getTag())) {
      return refuse(node, path, "the tag " + node.getTag(), "values without a tag");
    }
    if (++values > MOST_VALUES) {
      String found = "more than " + MOST_VALUES + " values, aliases followed";
      return refuse(node, path, found, MOST);
    }
    if (node instanceof ScalarNode scalar) {
      characters += scalar.getValue().length();
      if (characters > MOST_CHARACTERS) {
        String found = "more than " + MOST_CHARACTERS + " characters, aliases followed";
        return refuse(
            node, path, found, "at most " + MOST_CHARACTERS + "; aliases of shorter texts");
      }
    }
    if (node instanceof MappingNode mapping) {
      return isTree(mapping, path, depth);
    }
    if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node item : sequence.getValue()) {
        if (!isTree(item, path + "[" + index++ + "]", depth + 1)) {
          return false;
        }
      }
    }
    return !(node instanceof ScalarNode scalar) || isClear(scalar, path);
  }

  private boolean isTree(MappingNode mapping, String path, int depth) {
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        String found = text(tuple.getKeyNode()) + " as a key";
        return refuse(tuple.getKeyNode(), path, found, "keys of one value, such as 'name: value'");
      }
      String key = text(tuple.getKeyNode());
      String keyPath = SpecFile.join(path, key);
      if (!AxisValue.isWhole(key)) {
        refuse(tuple.getKeyNode(), path, "a key with half a surrogate pair", "whole characters");
      } else if (isRestOfNumber(mapping, tuple)) {
        String found = "'" + key + "' without a value, as a comma in a number leaves it";
        refuse(tuple.getKeyNode(), keyPath, found, "numbers without commas, keys with values");
      } else if (!keys.add(key)) {
        refuse(tuple.getKeyNode(), keyPath, "the key a second time", "each key once");
      }
      if (!isTree(tuple.getValueNode(), keyPath, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Tells if a key is what follows the comma in {@code {size: 1,000}}. */
  private static boolean isRestOfNumber(MappingNode mapping, NodeTuple tuple) {
    return mapping.getFlowStyle() == FlowStyle.FLOW
        && tuple.getKeyNode() instanceof ScalarNode key
        && key.isPlain()
        && key.getValue().matches("[0-9]{3}(\\.[0-9]*)?")
        && tuple.getValueNode() instanceof ScalarNode value
        && value.isPlain()
        && value.getValue().isEmpty();
  }

  /** Notes a scalar that readers would take for different values; reading goes on. */
  private boolean isClear(ScalarNode scalar, String path) {
    String text = scalar.getValue();
    if (scalar.getTag().equals(Tag.BOOL) && !text.matches("(?i)true|false")) {
      refuse(scalar, path, "!!bool " + text, "true or false");
    } else if (!AxisValue.isWhole(text)) {
      refuse(scalar, path, "a text with half a surrogate pair", "whole characters");
    }
    return true;
  }

  private boolean refuse(Node node, String path, String found, String allowed) {
    add(node.getStartMark(), path, found, allowed);
    return false;
  }

  private void add(Optional<Mark> mark, String path, String found, String allowed) {
    problems.add(
        new SpecProblem(
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            path.isEmpty() ? WHOLE_FILE : path,
            Kind.RULE,
            "found " + found + "; allowed: " + allowed));
  }

  private static String found(Node node) {
    if (node instanceof SequenceNode) {
      return "a list";
    }
    String text = text(node);
    return node.getTag().equals(Tag.NULL) ? "nothing" : "the text '" + text + "'";
  }

  /** Returns a scalar as it is written; the kind of anything else. */
  static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  /** Returns a mapping that was read as JSON. */
  ObjectNode toJson(MappingNode mapping) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      object.set(text(tuple.getKeyNode()), json(tuple.getValueNode()));
    }
    return object;
  }

  private JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      return toJson(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return json((ScalarNode) node);
  }

  /** Returns a scalar; a number that JSON does not have, such as {@code .inf}, stays text. */
  static JsonNode json(ScalarNode scalar) {
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
