package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.check.Difference;
import io.seedmill.pipeline.check.GeneratorCheck;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.Pilot;
import io.seedmill.pipeline.plan.PilotResult;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Tests what generators promise. */
@Command(
    name = "check",
    description = {
      "Makes the first samples of each generator again and again: in another order, alone, in a"
          + " fresh process, in another environment. Equal bytes each time, or it says which sample"
          + " differs in which field.",
      "Shows the rate of duplicates and the speed as well. All cells of a matrix are checked, or 200"
          + " of them, spread evenly, if there are more.",
      "With --suggest it finds out how the files that a program leaves become samples, instead."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all promises are kept",
      "1:one is broken, or every sample fails",
      "2:your input is wrong; nothing was done"
    },
    footer = {
      "",
      "Examples:",
      "  seedmill check mine.yaml",
      "  seedmill check --suggest mine.yaml"
    })
final class CheckCommand implements Callable<Integer> {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final int FOR_SPEED = 200;
  private static final int MOST_CELLS = 200;
  private static final long FEW = 20;
  private static final long MANY = 1_000;
  private static final Duration BUDGET = Duration.ofMinutes(1);

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Mixin private DatasetOptions dataset;

  @Mixin private CacheOptions cache;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Option(
      names = "--first",
      paramLabel = "<n>",
      description =
          "How many samples are made each time; default: as many as take about a minute for all"
              + " cells, from 20 to 1,000.")
  private Long first;

  @Option(
      names = "--suggest",
      description =
          "Run each program with 'mode: files' once, and print its entry with the 'collect' that"
              + " fits what it left. Nothing is checked.")
  private boolean suggest;

  @Override
  public Integer call() throws Exception {
    if (first != null && (first < 1 || first > 100_000)) {
      throw new BadInputException(
          "--first: found %d; allowed: a whole number from 1 to 100000".formatted(first));
    }
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec read = dataset.readToCheck(inputs);
      boolean good = true;
      for (GeneratorSpec generator : read.generators()) {
        List<DatasetSpec.Entry> usable = usable(generator);
        good &= usable.size() == generator.cells().size();
        if (suggest && !usable.isEmpty()) {
          good &= CollectAdvice.print(read, generator.withCells(usable), inputs, command);
        } else if (!usable.isEmpty() || generator.cells().isEmpty()) {
          good &= check(read, generator.withCells(usable), inputs);
        }
      }
      return good ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  /** Returns the cells that can be checked, and names the others. */
  private List<DatasetSpec.Entry> usable(GeneratorSpec generator) {
    List<DatasetSpec.Entry> usable = new ArrayList<>();
    for (DatasetSpec.Entry cell : generator.cells()) {
      Optional<UnusableException> failure =
          Optional.ofNullable(cell.prepared()).flatMap(Prepared::failure);
      if (failure.isPresent()) {
        command
            .commandLine()
            .getOut()
            .printf(
                "%s: cannot be used%n  failed     %s%n", cell.name(), failure.get().getMessage());
      } else {
        usable.add(cell);
      }
    }
    return usable;
  }

  private boolean check(DatasetSpec read, GeneratorSpec generator, InputFiles inputs)
      throws Exception {
    PrintWriter out = command.commandLine().getOut();
    List<DatasetSpec.Entry> all =
        generator.cells().stream().filter(each -> each.samples() > 0).toList();
    if (all.isEmpty()) {
      out.println(generator.name() + ": has no samples");
      return true;
    }
    if (!generator.factory().traits().reproducible()) {
      out.println(
          generator.name()
              + ": answers change with time, so nothing is promised; --cache-only makes the same"
              + " bytes of the same cache");
      return true;
    }
    int count = Math.min(MOST_CELLS, all.size());
    List<DatasetSpec.Entry> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(all.get((int) ((long) i * all.size() / count)));
    }
    if (count < all.size()) {
      out.printf(
          Locale.ROOT, "%s: %d of %,d cells are checked%n", generator.name(), count, all.size());
    }
    FilesBesideCode beside =
        FilesBesideCode.of(
            cells.stream()
                .flatMap(cell -> Stream.ofNullable(cell.prepared()))
                .flatMap(prepared -> prepared.sources().stream())
                .toList());
    boolean good = check(read, cells, inputs);
    for (Path written : beside.changed()) {
      out.printf(
          "  wrote      '%s', beside its code: a sample that depends on what is there is not the"
              + " same again; write to $TMPDIR, which each process has for itself%n",
          written);
    }
    measure(read, generator, inputs, out);
    return good;
  }

  /** Checks cells at the same time, and prints their results in order as they come. */
  private boolean check(DatasetSpec read, List<DatasetSpec.Entry> cells, InputFiles inputs)
      throws Exception {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    int threads = Runtime.getRuntime().availableProcessors();
    Duration share = BUDGET.multipliedBy(threads).dividedBy((long) cells.size() + threads - 1);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<GeneratorCheck.Result>> results = new ArrayList<>();
      for (DatasetSpec.Entry cell : cells) {
        results.add(workers.submit(() -> result(read, cell, inputs, share)));
      }
      boolean good = true;
      for (int i = 0; i < results.size(); i++) {
        GeneratorCheck.Result result;
        for (result = null; result == null; ) {
          try {
            result = results.get(i).get(10, TimeUnit.SECONDS);
          } catch (TimeoutException e) {
            long done = results.stream().filter(Future::isDone).count();
            err.printf("checking %s: %d of %d done%n", cells.get(i).name(), done, cells.size());
            err.flush();
          }
        }
        print(cells.get(i), result, out);
        out.flush();
        good &= result.isKept() && result.failed() < result.samples();
      }
      return good;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      workers.shutdownNow();
    }
  }

  /** Checks as many samples as the time allows, but a few at least. */
  private GeneratorCheck.Result result(
      DatasetSpec read, DatasetSpec.Entry cell, InputFiles inputs, Duration share)
      throws Exception {
    WorkerContext context =
        WorkerContext.alone(cell.name(), cell.type(), inputs).withCache(cache.settings());
    GeneratorCheck check =
        first == null
            ? new GeneratorCheck(read, cell, context, FEW, MANY, share)
            : new GeneratorCheck(read, cell, context, first);
    return check.run();
  }

  private static void print(
      DatasetSpec.Entry entry, GeneratorCheck.Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: the first %d %s%s%n",
        entry.name(),
        result.samples(),
        RunReport.indices(Stream.of(entry.factory().name())),
        result.failed() == 0 ? "" : ", of which %d fail".formatted(result.failed()));
    if (result.failed() > 0) {
      out.println("  failed     " + SampleFailure.inOneLine(result.firstFailure()));
    }
    if (result.failed() == result.samples()) {
      out.println("  no sample was made, so there is nothing to compare");
      return;
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
        ? "one seed for each task of "
            + Counted.of(entry.prepared().taskSize().getAsLong(), "sample")
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
        "  duplicates %,d among %s%n",
        trial.compared() - trial.distinct(),
        Counted.of(trial.compared(), "sample"));
  }
}
