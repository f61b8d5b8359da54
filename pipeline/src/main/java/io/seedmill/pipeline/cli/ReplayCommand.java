package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.pipeline.spec.NearestName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
    DatasetSpec spec = dataset.read(Catalogue.load());
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
    OneSample sample = OneSample.make(entry, spec.seed(), spec.maxSampleBytes(), index);
    command
        .commandLine()
        .getOut()
        .println("seed " + SampleSeeds.of(spec.seed(), entry.name()).seedOf(index));
    command.commandLine().getOut().println(sample.line());
    return sample.failed() ? ExitCode.TOO_MANY_FAILURES : ExitCode.DONE;
  }
}
