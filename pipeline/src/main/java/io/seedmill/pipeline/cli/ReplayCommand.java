package io.seedmill.pipeline.cli;

import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.storage.StorageInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Makes one sample again. */
@Command(
    name = "replay",
    description = "Makes one sample of a dataset again and prints it, after its seed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Where the run had a --seed of its own, name it here too.",
      "",
      "Example:",
      "  seedmill replay --dataset=mine.yaml --generator=maze --index=17"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Mixin private CacheOptions cache;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Option(
      names = "--generator",
      required = true,
      paramLabel = "<entry>",
      description = "The entry's name, as in a record's field 'generator'.")
  private String generator;

  @Option(
      names = "--index",
      required = true,
      paramLabel = "<n>",
      description = "The sample's index, as in a record's field 'index'.")
  private long index;

  @Override
  public Integer call() throws Exception {
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (StorageInputs inputs = given.inputs()) {
      return replay(dataset.read(inputs), inputs);
    }
  }

  private int replay(DatasetSpec spec, InputFiles inputs) throws Exception {
    DatasetSpec.Entry entry =
        spec.entries().stream()
            .filter(candidate -> candidate.name().equals(generator))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--generator: found '%s'; allowed: %s"
                            .formatted(
                                generator,
                                NearestName.advice(
                                    generator,
                                    spec.entries().stream()
                                        .map(DatasetSpec.Entry::name)
                                        .toList()))));
    if (index < 0) {
      throw new BadInputException(
          "--index: found %d; allowed: a whole number of at least 0".formatted(index));
    }
    WorkerContext context =
        WorkerContext.alone(entry.name(), entry.type(), inputs).withCache(cache.settings());
    SampleLines sample = SampleLines.make(entry, spec, IndexRange.of(index), context);
    command
        .commandLine()
        .getOut()
        .println("seed " + SampleSeeds.of(spec.seed(), entry.name()).seedOf(index));
    sample.lines().forEach(command.commandLine().getOut()::println);
    return !sample.failures().isEmpty() ? ExitCode.TOO_MANY_FAILURES : ExitCode.DONE;
  }
}
