package io.seedmill.pipeline.dataset;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads the one mapping that a file holds. What it returns is a tree of bounded depth and size, in
 * which no key stands twice, so that whoever reads on need not look out for aliases.
 */
final class YamlFile {

  private static final String WHOLE_FILE = "(the file)";
  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 1_000_000;

  /** A spec that a manifest holds may have a long list of items. */
  private static final int MOST_CHARACTERS = 64 << 20;

  private final Problems problems;
  private int values;

  private YamlFile(Problems problems) {
    this.problems = problems;
  }

  /** Returns the file's mapping; empty, with a problem, where it cannot be read any further. */
  static Optional<YamlObject> parse(String yaml, Problems problems) {
    Optional<Node> root;
    try {
      root = compose(yaml, problems);
    } catch (StackOverflowError e) {
      problems.add(new SpecProblem(1, 1, WHOLE_FILE, "values within values without end", depth()));
      return Optional.empty();
    }
    if (root.isPresent()) {
      if (root.get() instanceof MappingNode mapping) {
        return new YamlFile(problems).isTree(mapping, "", 0)
            ? Optional.of(new YamlObject("", mapping, problems))
            : Optional.empty();
      }
      problems.add(root.get(), WHOLE_FILE, YamlValue.kind(root.get()), "a mapping");
    } else if (problems.isEmpty()) {
      problems.add(new SpecProblem(1, 1, WHOLE_FILE, "nothing", "a mapping"));
    }
    return Optional.empty();
  }

  private static Optional<Node> compose(String yaml, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setUseMarks(true)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      return new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      problems.add(
          new SpecProblem(
              mark.map(Mark::getLine).orElse(0) + 1,
              mark.map(Mark::getColumn).orElse(0) + 1,
              WHOLE_FILE,
              broken(context + e.getProblem()),
              mark.filter(place -> isPlaceholder(yaml, place)).isPresent()
                  ? "YAML 1.2, where '${…}' within braces needs quotes around it"
                  : "YAML 1.2"));
    } catch (YamlEngineException e) {
      problems.add(new SpecProblem(1, 1, WHOLE_FILE, broken(e.getMessage()), "YAML 1.2"));
    }
    return Optional.empty();
  }

  private static boolean isPlaceholder(String yaml, Mark place) {
    String line = yaml.lines().skip(place.getLine()).findFirst().orElse("");
    return line.startsWith("${", place.getColumn() - 1);
  }

  private static String broken(String reason) {
    return "what cannot be read (" + reason + ")";
  }

  private static String depth() {
    return "values at most " + DEEPEST + " deep";
  }

  /** Whether the node can be walked to its leaves; notes the keys that stand there twice. */
  private boolean isTree(Node node, String path, int depth) {
    if (node.isRecursive()) {
      String name = node.getAnchor().map(Anchor::getValue).orElse("");
      problems.add(node, name(path), "the alias *" + name + " within itself", "aliases elsewhere");
      return false;
    }
    if (depth > DEEPEST) {
      problems.add(node, name(path), "a value within " + depth + " others", depth());
      return false;
    }
    if (++values > MOST_VALUES) {
      problems.add(
          node,
          name(path),
          "more than " + MOST_VALUES + " values, aliases followed",
          "at most " + MOST_VALUES);
      return false;
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
    return true;
  }

  private boolean isTree(MappingNode mapping, String path, int depth) {
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = YamlValue.text(tuple.getKeyNode());
      String keyPath = YamlObject.join(path, key);
      if (!keys.add(key)) {
        problems.add(tuple.getKeyNode(), keyPath, "the key a second time", "each key once");
      }
      if (!isTree(tuple.getValueNode(), keyPath, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static String name(String path) {
    return path.isEmpty() ? WHOLE_FILE : path;
  }
}
