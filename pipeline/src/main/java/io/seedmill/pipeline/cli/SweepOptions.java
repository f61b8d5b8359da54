package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options for the sweep of a benchmark, in place of what the spec says of it. */
final class SweepOptions {

  @Option(
      names = {"--config-files", "--configFiles"},
      arity = "1..*",
      split = ",",
      paramLabel = "<file>",
      description = "Of a sweep: its master files.")
  private List<String> configFiles = List.of();

  @Option(
      names = {"--runner-config", "--runnerConfig"},
      paramLabel = "<file>",
      description = "Of a sweep: the file of runners by label.")
  private String runnerConfig;

  @Option(
      names = "--edition",
      paramLabel = "<month>",
      description = "Of a sweep: the month whose tool is followed, such as 2026-02.")
  private String edition;

  @Option(
      names = {"--model-prefix", "--modelPrefix"},
      arity = "1..*",
      split = ",",
      paramLabel = "<text>",
      description = "Of a sweep: only entries whose name begins so.")
  private List<String> modelPrefix = List.of();

  @Option(
      names = "--precision",
      arity = "1..*",
      split = ",",
      paramLabel = "<name>",
      description = "Of a sweep: only these precisions.")
  private List<String> precision = List.of();

  @Option(
      names = "--framework",
      arity = "1..*",
      split = ",",
      paramLabel = "<name>",
      description = "Of a sweep: only these frameworks.")
  private List<String> framework = List.of();

  @Option(
      names = {"--runner-type", "--runnerType"},
      arity = "1..*",
      split = ",",
      paramLabel = "<label>",
      description = "Of a sweep: only these labels of runners.")
  private List<String> runnerType = List.of();

  @Option(
      names = {"--runner-node-filter", "--runnerNodeFilter"},
      paramLabel = "<text>",
      description = "Of a sweep: each runner whose name has this part, in place of its label.")
  private String runnerNodeFilter;

  @Option(
      names = {"--seq-lens", "--seqLens"},
      arity = "1..*",
      split = ",",
      paramLabel = "<lengths>",
      description = "Of a sweep: only these sequence lengths: 1k1k, 1k8k, 8k1k.")
  private List<String> seqLens = List.of();

  @Option(
      names = {"--scenario-type", "--scenarioType"},
      arity = "1..*",
      split = ",",
      paramLabel = "<name>",
      description = "Of a sweep: only these scenarios: fixed-seq-len, agentic-coding.")
  private List<String> scenarioType = List.of();

  @Option(
      names = {"--single-node", "--singleNode"},
      description = "Of a sweep: only entries on one node.")
  private boolean singleNode;

  @Option(
      names = {"--multi-node", "--multiNode"},
      description = "Of a sweep: only entries on several nodes.")
  private boolean multiNode;

  @Option(
      names = {"--step-size", "--stepSize"},
      paramLabel = "<n>",
      description = "Of a sweep: the factor between concurrencies; default: 2.")
  private Long stepSize;

  @Option(
      names = {"--min-conc", "--minConc"},
      paramLabel = "<n>",
      description = "Of a sweep: the least concurrency.")
  private Long minConc;

  @Option(
      names = {"--max-conc", "--maxConc"},
      paramLabel = "<n>",
      description = "Of a sweep: the greatest concurrency.")
  private Long maxConc;

  @Option(
      names = {"--max-tp", "--maxTp"},
      paramLabel = "<n>",
      description = "Of a sweep: the greatest tensor parallelism on one node.")
  private Long maxTp;

  @Option(
      names = {"--max-ep", "--maxEp"},
      paramLabel = "<n>",
      description = "Of a sweep: the greatest expert parallelism on one node.")
  private Long maxEp;

  @Option(
      names = {"--config-keys", "--configKeys"},
      arity = "1..*",
      split = ",",
      paramLabel = "<name>",
      description =
          "Of a sweep: only entries of these names; '*' and '?' stand for any characters.")
  private List<String> configKeys = List.of();

  @Option(
      names = "--conc",
      arity = "1..*",
      split = ",",
      paramLabel = "<n>",
      description =
          "Of a sweep, with --config-keys: only these concurrencies; with --runner-model-sweep: the"
              + " one that is tried.")
  private List<Long> conc = List.of();

  @Option(
      names = {"--exp-names", "--expNames"},
      arity = "1..*",
      split = ",",
      paramLabel = "<name>",
      description = "Of a sweep, with --config-keys: only the configurations of these names.")
  private List<String> expNames = List.of();

  @Option(
      names = {"--runner-model-sweep", "--runnerModelSweep"},
      description =
          "Of a sweep, with one --runner-type: each entry once on each of its runners, at 1k1k.")
  private boolean runnerModelSweep;

  @Option(
      names = {"--trim-conc", "--trimConc"},
      description = "Of a sweep: of each topology the least concurrency.")
  private boolean trimConc;

  @Option(
      names = "--evals",
      paramLabel = "<word>",
      description =
          "Of a sweep: usual (default), none, marked, only, all or smoke: the configurations that are"
              + " marked for an evaluation of answers.")
  private String evals;

  @Option(
      names = {"--no-evals", "--noEvals"},
      hidden = true)
  private boolean noEvals;

  @Option(
      names = {"--run-evals", "--runEvals"},
      hidden = true)
  private boolean runEvals;

  @Option(
      names = {"--evals-only", "--evalsOnly"},
      hidden = true)
  private boolean evalsOnly;

  @Option(
      names = {"--all-evals", "--allEvals"},
      hidden = true)
  private boolean allEvals;

  @Option(names = "--smoke", hidden = true)
  private boolean smoke;

  /** Returns the keys of an entry that the options stand for. */
  Map<String, JsonNode> keys(boolean testMode) {
    Map<String, JsonNode> keys = new LinkedHashMap<>();
    texts(keys, "sweep", configFiles.stream().map(SweepOptions::file).toList());
    text(keys, "runners", runnerConfig == null ? null : file(runnerConfig));
    text(keys, "edition", edition);
    texts(keys, "modelPrefix", modelPrefix);
    texts(keys, "precision", precision);
    texts(keys, "framework", framework);
    texts(keys, "runnerType", runnerType);
    text(keys, "runnerNodeFilter", runnerNodeFilter);
    texts(keys, "seqLens", seqLens);
    texts(keys, "scenarioType", scenarioType);
    flag(keys, "singleNode", singleNode);
    flag(keys, "multiNode", multiNode);
    number(keys, "stepSize", stepSize);
    number(keys, "minConc", minConc);
    number(keys, "maxConc", maxConc);
    number(keys, "maxTp", maxTp);
    number(keys, "maxEp", maxEp);
    texts(keys, "configKeys", configKeys);
    if (!conc.isEmpty()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      conc.forEach(list::add);
      keys.put("conc", list);
    }
    texts(keys, "expNames", expNames);
    flag(keys, "runnerModelSweep", runnerModelSweep);
    flag(keys, "trimConc", trimConc);
    text(keys, "evals", evals());
    flag(keys, "testMode", testMode);
    return keys;
  }

  /** Returns the word of '--evals', or that of an option which the tool of the project has. */
  private String evals() {
    Set<String> words = evalWords();
    return words.isEmpty() ? null : words.iterator().next();
  }

  /** Returns the words that are given: those for every evaluation include those for them alone. */
  private Set<String> evalWords() {
    Set<String> words = new LinkedHashSet<>();
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("none", noEvals);
    options.put("marked", runEvals);
    options.put("only", evalsOnly && !allEvals);
    options.put("all", allEvals);
    options.put("smoke", smoke);
    options.forEach(
        (word, isGiven) -> {
          if (isGiven) {
            words.add(word);
          }
        });
    if (evals != null) {
      words.add(evals);
    }
    return words;
  }

  /** Refuses options for a dataset that they say nothing about, and such as exclude each other. */
  void requireSweep(boolean hasSweep) throws BadInputException {
    Map<String, JsonNode> given = keys(false);
    if (evalWords().size() > 1) {
      throw new BadInputException(
          "--evals: found %s; allowed: one of them".formatted(String.join(" and ", evalWords())));
    }
    if (!hasSweep && !given.isEmpty()) {
      String first = given.keySet().iterator().next();
      throw new BadInputException(
          ("--%s: found a dataset without a sweep; allowed: a dataset with the key 'sweep', such as"
                  + " inference-sweep")
              .formatted(option(first)));
    }
  }

  private static String option(String key) {
    return switch (key) {
      case "sweep" -> "config-files";
      case "runners" -> "runner-config";
      default -> key.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    };
  }

  /** The command line's files are relative to the working folder, not to the spec. */
  private static String file(String name) {
    return name.contains("://") ? name : Path.of(name).toAbsolutePath().toString();
  }

  private static void texts(Map<String, JsonNode> keys, String key, List<String> given) {
    if (!given.isEmpty()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      given.forEach(list::add);
      keys.put(key, list);
    }
  }

  private static void text(Map<String, JsonNode> keys, String key, String given) {
    if (given != null) {
      keys.put(key, TextNode.valueOf(given));
    }
  }

  private static void flag(Map<String, JsonNode> keys, String key, boolean given) {
    if (given) {
      keys.put(key, BooleanNode.TRUE);
    }
  }

  private static void number(Map<String, JsonNode> keys, String key, Long given) {
    if (given != null) {
      keys.put(key, LongNode.valueOf(given));
    }
  }
}
