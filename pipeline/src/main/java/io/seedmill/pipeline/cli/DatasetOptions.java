package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Overrides;
import io.seedmill.pipeline.dataset.FilterException;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecPreparation;
import io.seedmill.pipeline.dataset.SpecReader;
import io.seedmill.pipeline.plan.RunEstimate;
import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options for a dataset, and for changes to its spec. */
final class DatasetOptions {

  static final List<String> BUILT_IN =
      List.of(
          "quickstart",
          "benchmark",
          "code-samples",
          "example-repos",
          "inference-sweep",
          "pattern-detectors",
          "reasoning",
          "salary-postings",
          "smart-money-flow",
          "test-suites",
          "vision-tasks");

  static final String DEFAULT = "quickstart";

  /** The built-in datasets that do not start quickly. The script 'seedmill' says the same. */
  private static final List<String> LONG = List.of("benchmark", "salary-postings");

  /** The script 'seedmill' says the same. */
  private static final long MOST_OF_QUICK_START = 2_000;

  private static final String LONG_LISTS =
      "long lists in files of their own: itemsFrom, queries: {file: …}";

  @Parameters(
      arity = "0..1",
      paramLabel = "<dataset>",
      completionCandidates = Candidates.Datasets.class,
      description = "The dataset, as --dataset names it.")
  private String argument;

  @Option(
      names = "--dataset",
      paramLabel = "<name or file>",
      completionCandidates = Candidates.Datasets.class,
      description =
          "A built-in dataset (quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks) or a YAML file; default: "
              + DEFAULT
              + ".")
  private String option;

  @Option(
      names = {"--samples", "-n"},
      paramLabel = "<n>",
      description = "In place of every generator's count in the spec.")
  Long samples;

  @Option(names = "--seed", paramLabel = "<n>", description = "In place of the spec's seed.")
  Long seed;

  @Option(
      names = {"--shard-size", "--shardSize"},
      paramLabel = "<n>",
      description = "Samples per shard; does not affect the data.")
  Long shardSize;

  @Option(
      names = "--parts",
      paramLabel = "<n>",
      description = "The number of files of the dataset.")
  Integer parts;

  @Option(
      names = "--politeness",
      paramLabel = "<limit>=<value>",
      split = ",",
      description =
          "Rate limits of APIs in place of the spec's, such as requestsPerSecond=2,concurrency=1;"
              + " does not affect the data.")
  Map<String, String> politeness = Map.of();

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Mixin FilterOptions filters;

  @Mixin PluginOptions plugins;

  @Mixin SweepOptions sweep;

  /**
   * Reads the spec, with the overrides in place, and the cells that the filters leave, and looks at
   * the programs and files that it names.
   *
   * @param inputs reads files
   */
  DatasetSpec read(InputFiles inputs)
      throws BadInputException, InvalidSpecException, InterruptedException {
    return read(inputs, true, false);
  }

  /** Reads the spec for a command that names every program that cannot be used. */
  DatasetSpec readToCheck(InputFiles inputs)
      throws BadInputException, InvalidSpecException, InterruptedException {
    return read(inputs, true, true);
  }

  /** Reads the spec for a command that makes no sample: the variables that it names may lack. */
  DatasetSpec readToPlan(InputFiles inputs)
      throws BadInputException, InvalidSpecException, InterruptedException {
    return read(inputs, false, false);
  }

  private DatasetSpec read(InputFiles inputs, boolean generates, boolean checks)
      throws BadInputException, InvalidSpecException, InterruptedException {
    String dataset = dataset();
    SpecFile file = SpecFile.parse(dataset, text(dataset));
    requireApi(file);
    sweep.requireSweep(file.hasEntryWith("sweep"));
    file.warnings().forEach(command.commandLine().getErr()::println);
    DatasetSpec spec = read(file);
    try {
      DatasetSpec filtered = spec.filtered(filters.filters());
      SpecPreparation preparation = new SpecPreparation(file, System.getenv(), inputs, generates);
      if (checks) {
        return preparation.toCheck().prepare(filtered);
      }
      DatasetSpec prepared = preparation.prepare(filtered);
      preparation.warnings().forEach(command.commandLine().getErr()::println);
      return prepared;
    } catch (FilterException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** Reads a spec with the overrides in place. */
  DatasetSpec read(SpecFile file) throws BadInputException, InvalidSpecException {
    require("--samples", samples, 0, DatasetSpec.MOST_SAMPLES);
    require("--seed", seed, -DatasetSpec.LARGEST_SEED, DatasetSpec.LARGEST_SEED);
    require("--shard-size", shardSize, 1, DatasetSpec.MOST_SAMPLES);
    require("--parts", parts == null ? null : parts.longValue(), 1, DatasetSpec.MOST_PARTS);
    Overrides overrides =
        new Overrides(
            optional(samples),
            optional(seed),
            optional(shardSize),
            parts == null ? OptionalInt.empty() : OptionalInt.of(parts),
            politeness(),
            sweep.keys(filters.testMode));
    return new SpecReader(plugins.catalogue()).read(file, overrides);
  }

  /** Returns whether the user named the dataset. */
  boolean isNamed() {
    return argument != null || option != null;
  }

  /** Returns what the user named, or the default. */
  String dataset() throws BadInputException {
    if (argument != null && option != null) {
      throw new BadInputException(
          "--dataset: found '%s' beside '%s'; allowed: one dataset".formatted(option, argument));
    }
    return name();
  }

  /** Returns how the script 'seedmill' starts a run of the dataset. */
  RunEstimate.Start start() {
    boolean isSmall =
        samples == null
            ? BUILT_IN.contains(name()) && !LONG.contains(name())
            : samples <= MOST_OF_QUICK_START;
    return isSmall ? RunEstimate.Start.QUICK : RunEstimate.Start.FULL;
  }

  private String name() {
    return argument != null ? argument : option != null ? option : DEFAULT;
  }

  /** Names the dataset where the user did not. */
  void setDefault(String dataset) {
    if (!isNamed()) {
      option = dataset;
    }
  }

  private Map<String, JsonNode> politeness() {
    Map<String, JsonNode> limits = new TreeMap<>();
    politeness.forEach(
        (name, value) -> {
          boolean whole = value.matches("-?\\d{1,18}");
          boolean real = value.matches("-?\\d+\\.\\d+");
          limits.put(
              name,
              whole
                  ? LongNode.valueOf(Long.parseLong(value))
                  : real ? DoubleNode.valueOf(Double.parseDouble(value)) : TextNode.valueOf(value));
        });
    return limits;
  }

  private void requireApi(SpecFile file) throws BadInputException {
    if (!politeness.isEmpty() && !file.hasEntryWith("http")) {
      throw new BadInputException(
          "--politeness: found a dataset without APIs; allowed: a dataset with the key 'http'");
    }
  }

  /** The command that makes a sample of the dataset again, without the sample. */
  String replay() {
    StringBuilder command = new StringBuilder("seedmill replay --dataset=");
    command.append(ShellWord.quoted(name()));
    if (seed != null) {
      command.append(" --seed=").append(seed);
    }
    return command.append(plugins.given()).toString();
  }

  /**
   * The options without which a retry finds no plugins, or no files beside the spec. What was given
   * in place of the spec's values is in the manifest alone.
   */
  String retryOptions(boolean readsFiles) {
    boolean isAsWritten =
        seed == null
            && samples == null
            && shardSize == null
            && parts == null
            && politeness.isEmpty()
            && sweep.keys(filters.testMode).isEmpty();
    Path folder = isNamed() ? Path.of(name()).getParent() : null;
    Path here = Path.of("").toAbsolutePath();
    boolean isElsewhere = folder != null && !here.resolve(folder).normalize().equals(here);
    String spec =
        isAsWritten
            ? " --dataset=" + ShellWord.quoted(name())
            : " --spec-folder=" + ShellWord.quoted(String.valueOf(folder));
    return (readsFiles && isElsewhere ? spec : "") + plugins.given();
  }

  /** The text of a spec, by its file or by the name of a built-in dataset. */
  static String text(String dataset) throws BadInputException {
    boolean looksLikeFile = dataset.matches(".*[./\\\\].*");
    if (!looksLikeFile && (dataset.isEmpty() || !Files.exists(Path.of(dataset)))) {
      return builtIn("--dataset", dataset);
    }
    try {
      Path file = Path.of(dataset);
      if (Files.isDirectory(file)) {
        throw new FileSystemException(dataset, null, "it is a folder");
      }
      return InputText.read("--dataset", file, SpecFile.MOST_BYTES, LONG_LISTS);
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException(
          "--dataset: cannot be read (%s); allowed: a YAML file, or a built-in dataset: %s"
              .formatted(Reason.of(e), String.join(", ", BUILT_IN)),
          e);
    }
  }

  /** Returns the spec of a built-in dataset, which an argument names. */
  static String builtIn(String argument, String dataset) throws BadInputException {
    if (!BUILT_IN.contains(dataset)) {
      throw new BadInputException(
          UsageReport.dashed(dataset)
              .orElse(
                  "%s: found '%s', neither a file nor a built-in dataset; allowed: %s"
                      .formatted(argument, dataset, NearestName.advice(dataset, BUILT_IN))));
    }
    try (InputStream in =
        DatasetOptions.class.getResourceAsStream("/datasets/" + dataset + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a built-in dataset cannot be read", e);
    }
  }

  private static void require(String option, Long value, long min, long max)
      throws BadInputException {
    if (value != null && (value < min || value > max)) {
      throw new BadInputException(
          "%s: found %d; allowed: a whole number from %d to %d".formatted(option, value, min, max));
    }
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
