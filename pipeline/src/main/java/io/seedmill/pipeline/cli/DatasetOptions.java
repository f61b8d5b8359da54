package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.pipeline.spec.DatasetSpec.Overrides;
import io.seedmill.pipeline.spec.InvalidSpecException;
import io.seedmill.pipeline.spec.NearestName;
import io.seedmill.pipeline.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Which dataset, and what the command line changes in it. */
final class DatasetOptions {

  private static final List<String> BUILT_IN = List.of("quickstart", "benchmark");

  @Option(
      names = "--dataset",
      paramLabel = "<name or file>",
      defaultValue = "quickstart",
      description =
          "A built-in dataset (quickstart, benchmark) or a YAML file;"
              + " default: ${DEFAULT-VALUE}.")
  String dataset;

  @Option(
      names = "--samples",
      paramLabel = "<n>",
      description = "In place of every generator's count in the spec.")
  Long samples;

  @Option(names = "--seed", paramLabel = "<n>", description = "In place of the spec's seed.")
  Long seed;

  @Option(
      names = {"--shard-size", "--shardSize"},
      paramLabel = "<n>",
      description = "How many samples a task makes; changes nothing in the data.")
  Long shardSize;

  @Option(
      names = "--parts",
      paramLabel = "<n>",
      description = "In how many files the dataset is written.")
  Integer parts;

  /** Reads the spec, with the overrides in place. */
  DatasetSpec read(Catalogue catalogue) throws BadInputException, InvalidSpecException {
    atLeast("--samples", samples, 0);
    atLeast("--shard-size", shardSize, 1);
    atLeast("--parts", parts == null ? null : parts.longValue(), 1);
    Overrides overrides =
        new Overrides(
            optional(samples),
            optional(seed),
            optional(shardSize),
            parts == null ? OptionalInt.empty() : OptionalInt.of(parts));
    return new SpecReader(catalogue).read(dataset, text()).with(overrides);
  }

  private String text() throws BadInputException {
    Path file = Path.of(dataset);
    boolean looksLikeFile = dataset.matches(".*[./\\\\].*") || Files.exists(file);
    if (!looksLikeFile) {
      return builtIn();
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new BadInputException(dataset + ": found bytes that are not UTF-8; allowed: UTF-8", e);
    } catch (IOException e) {
      throw new BadInputException(
          "--dataset=%s: cannot be read (%s); allowed: a YAML file, or a built-in dataset: %s"
              .formatted(dataset, reason(e), String.join(", ", BUILT_IN)),
          e);
    }
  }

  private String builtIn() throws BadInputException {
    if (!BUILT_IN.contains(dataset)) {
      throw new BadInputException(
          "--dataset=%s: found neither a file nor a built-in dataset; allowed: %s"
              .formatted(dataset, NearestName.advice(dataset, BUILT_IN)));
    }
    try (InputStream in =
        DatasetOptions.class.getResourceAsStream("/datasets/" + dataset + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a built-in dataset cannot be read", e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName();
  }

  private static void atLeast(String option, Long value, long least) throws BadInputException {
    if (value != null && value < least) {
      throw new BadInputException(
          "%s: found %d; allowed: a whole number of at least %d".formatted(option, value, least));
    }
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
