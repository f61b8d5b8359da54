package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.check.Difference;
import io.seedmill.pipeline.check.GeneratorCheck;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.Pilot;
import io.seedmill.pipeline.plan.PilotResult;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Tests what generators promise. */
@Command(
    name = "check",
    description = {
      "Makes the first samples of each generator again and again: in another order, alone, in a"
          + " fresh process, in another environment. Equal bytes each time, or it says which sample"
          + " differs in which field.",
      "Shows the rate of duplicates and the speed as well. Of a matrix the first cell is checked;"
          + " --only chooses another."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all promises are kept",
      "1:one is broken, or every sample fails",
      "2:your input is wrong; nothing was done"
    },
    footer = {"", "Example:", "  seedmill check mine.yaml"})
final class CheckCommand implements Callable<Integer> {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final int FOR_SPEED = 200;

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Mixin private DatasetOptions dataset;

  @Mixin private CacheOptions cache;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Parameters(
      arity = "0..1",
      paramLabel = "<spec>",
      description = "The dataset, as --dataset names it.")
  private String spec;

  @Option(
      names = "--first",
      paramLabel = "<n>",
      defaultValue = "20",
      description = "How many samples are made each time; default: ${DEFAULT-VALUE}.")
  private long first;

  @Override
  public Integer call() throws Exception {
    if (first < 1 || first > 100_000) {
      throw new BadInputException(
          "--first: found %d; allowed: a whole number from 1 to 100000".formatted(first));
    }
    if (spec != null) {
      dataset.dataset = spec;
    }
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec read = dataset.read(inputs);
      boolean good = true;
      for (GeneratorSpec generator : read.generators()) {
        good &= check(read, generator, inputs);
      }
      return good ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private boolean check(DatasetSpec read, GeneratorSpec generator, InputFiles inputs)
      throws Exception {
    PrintWriter out = command.commandLine().getOut();
    Optional<DatasetSpec.Entry> cell =
        generator.cells().stream().filter(each -> each.samples() > 0).findFirst();
    if (cell.isEmpty()) {
      out.println(generator.name() + ": has no samples");
      return true;
    }
    DatasetSpec.Entry entry = cell.get();
    if (!entry.factory().traits().reproducible()) {
      out.println(
          entry.name()
              + ": answers change with time, so nothing is promised; --cache-only makes the same"
              + " bytes of the same cache");
      return true;
    }
    WorkerContext context =
        WorkerContext.alone(entry.name(), generator.name(), inputs).with(cache.settings());
    GeneratorCheck.Result result = new GeneratorCheck(read, entry, context, first).run();
    print(entry, result, out);
    measure(read, generator, inputs, out);
    return result.isKept() && result.failed() < result.samples();
  }

  private static void print(
      DatasetSpec.Entry entry, GeneratorCheck.Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: the first %d samples%s%n",
        entry.name(),
        result.samples(),
        result.failed() == 0 ? "" : ", of which %d fail".formatted(result.failed()));
    if (result.failed() > 0) {
      out.println("  failed     " + result.firstFailure().lines().findFirst().orElse(""));
    }
    for (GeneratorCheck.Finding finding : result.findings()) {
      out.printf(
          Locale.ROOT,
          "  %s %s%s%n",
          finding.difference().isEmpty() ? "equal     " : "DIFFERENT ",
          finding.promise(),
          finding.difference().map(CheckCommand::inWords).orElse(""));
    }
    out.println("  kind       " + kind(entry, result));
  }

  private static String inWords(Difference difference) {
    return ": %d of %d; sample %d: %s"
        .formatted(difference.indices(), difference.of(), difference.first(), difference.where());
  }

  private static String kind(DatasetSpec.Entry entry, GeneratorCheck.Result result) {
    Optional<String> advice = result.advice();
    if (advice.isPresent()) {
      return advice.get();
    }
    return entry.prepared() != null && entry.prepared().taskSize().isPresent()
        ? "one seed for each task of %d samples".formatted(entry.prepared().taskSize().getAsLong())
        : "a sample depends on its index alone";
  }

  /** Duplicates and speed, of as many samples as a few seconds allow. */
  private void measure(
      DatasetSpec read, GeneratorSpec generator, InputFiles inputs, PrintWriter out) {
    PilotResult trial = new Pilot(FOR_SPEED, WARM_UP, MOST, MOST).run(read, generator, inputs);
    if (trial.made() == 0 || trial.nanos().isEmpty()) {
      out.println("  speed      unknown: no sample was made in " + MOST.toSeconds() + " s");
      return;
    }
    out.printf(
        Locale.ROOT,
        "  speed      %,.0f samples a second on one worker%n",
        1e9 / trial.nanos().getAsDouble());
    out.printf(
        Locale.ROOT,
        "  duplicates %,d among %,d samples%n",
        trial.compared() - trial.distinct(),
        trial.compared());
  }
}
