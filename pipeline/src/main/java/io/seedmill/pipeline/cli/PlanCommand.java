package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.FilterException;
import io.seedmill.pipeline.dataset.Prices;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Pilot;
import io.seedmill.pipeline.plan.PilotResult;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows what would run. */
@Command(
    name = "plan",
    description = "Shows what would run, and in which batches, before anything runs.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A batch is some shards of the plan: slices of it, unless the spec has 'groupBy' or 'weight'.",
      "",
      "Examples:",
      "  seedmill plan --dataset=mine.yaml",
      "  seedmill plan --dataset=mine.yaml --pilot --only=size=9,11",
      "  seedmill plan --dataset=mine.yaml --estimate --slots=8 --prices=prices.yaml",
      "  seedmill plan --dataset=mine.yaml --max-batch-size=100 --get-batch-count",
      "  seedmill plan --dataset=mine.yaml --max-batch-size=100 --batch-index=3",
      "  seedmill plan --dataset=mine.yaml --format=github-matrix",
      "  seedmill plan --dataset=mine.yaml --format=github-matrix --batch-per=cell",
      "  seedmill plan --dataset=mine.yaml --format=tasks > tasks.jsonl",
      "  seedmill plan --dataset=inference-sweep --config-files=master.yaml --format=json"
    })
final class PlanCommand implements Callable<Integer> {

  private static final String TABLE = "table";
  private static final String JSON = "json";
  private static final String GITHUB_MATRIX = "github-matrix";
  private static final String TASKS = "tasks";
  static final List<String> FORMATS = List.of(TABLE, JSON, GITHUB_MATRIX, TASKS);

  private static final int PILOT_SAMPLES = 20;
  private static final int MOST_PILOT_SAMPLES = 1_000_000;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration EACH = Duration.ofSeconds(10);
  private static final Duration ALL = Duration.ofMinutes(2);

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Mixin private BatchOptions batching;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Option(
      names = {"--get-batch-count", "--getBatchCount"},
      description = "Print how many batches there are, and nothing else.")
  private boolean getBatchCount;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      completionCandidates = Candidates.PlanFormats.class,
      defaultValue = TABLE,
      description =
          "table (default), json, github-matrix (one line for 'fromJson' in a workflow), or tasks (a"
              + " line of JSON for each shard).")
  private String format;

  @Option(
      names = "--pilot",
      arity = "0..1",
      fallbackValue = "20",
      paramLabel = "<n>",
      description =
          "Make some samples of each generator (20 unless a number is given) and estimate time,"
              + " bytes, duplicates and memory from them. A generator has 10 s, all of them 2 min.")
  private Integer pilot;

  @Mixin private EstimateOptions estimating;

  @Option(
      names = "--sources",
      description = "List the files whose content counts as that of a program.")
  private boolean sources;

  @Option(
      names = {"--allow-empty", "--allowEmpty"},
      description =
          "Accept filters that leave no cell, or no sample: print '[]' in JSON and as a GitHub matrix,"
              + " 0 batches, no task.")
  private boolean allowEmpty;

  @Override
  public Integer call() throws Exception {
    check();
    if (ResultOutput.of(command).isJson() && format.equals(TABLE)) {
      format = JSON;
    }
    if (estimating.printPrices) {
      command.commandLine().getOut().print(Prices.shippedText());
      return ExitCode.DONE;
    }
    Optional<Prices> prices =
        estimating.prices(); // a mistake in them is told before anything is made
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec spec = pilot == null ? dataset.readToPlan(inputs) : dataset.read(inputs);
      return plan(spec, prices, inputs);
    } catch (BadInputException e) {
      if (allowEmpty && e.getCause() instanceof FilterException filter && filter.leavesNone()) {
        printEmpty(out());
        return ExitCode.DONE;
      }
      throw e;
    }
  }

  private void printEmpty(PrintWriter out) {
    if (getBatchCount) {
      out.println(0);
    } else if (format.equals(TABLE) && batching.batchIndex == null) {
      out.println("no cells");
    } else if (!format.equals(TASKS)) {
      out.println("[]");
    }
  }

  private int plan(DatasetSpec spec, Optional<Prices> prices, InputFiles inputs) throws Exception {
    PrintWriter out = out();
    boolean wantsJson = format.equals(JSON) || (batching.batchIndex != null && isSummary());
    if (ConfigurationPrinter.isSweep(spec) && wantsJson && !getBatchCount) {
      new ConfigurationPrinter(spec, out).print(batching);
      return ExitCode.DONE;
    }
    if (getBatchCount || batching.batchIndex != null || !isSummary()) {
      Plan plan = new Planner().outline(spec);
      printBatches(new BatchPrinter(spec, plan, out), plan, out);
      return ExitCode.DONE;
    }
    List<PilotResult> results =
        pilot == null ? List.of() : new Pilot(pilot, WARM_UP, EACH, ALL).run(spec, inputs);
    Plan plan =
        pilot == null
            ? new Planner().outline(spec)
            : new Planner().plan(spec, OptionalInt.empty(), results);
    PlanReport report = new PlanReport(spec, plan, batching);
    PilotReport trial = new PilotReport(spec, plan, results, EACH);
    Batches batches = batching.of(plan);
    Optional<EstimateReport> estimate =
        prices.map(
            each ->
                new EstimateReport(spec, plan, dataset.start(), batches, each, estimating.slots));
    if (format.equals(JSON)) {
      ObjectNode json = report.toJson(trial);
      estimate.ifPresent(each -> json.set("estimate", each.toJson()));
      out.println(json.toPrettyString());
    } else {
      report.print(out, sources);
      trial.print(out);
      if (estimate.isPresent()) {
        estimate.get().print(out, trial);
      } else {
        trial.printSummary(out);
      }
    }
    return ExitCode.DONE;
  }

  /** Every format but the table is JSON, and so is a number. */
  private PrintWriter out() {
    return ResultOutput.of(command).isJson()
        ? ResultOutput.of(command).lines()
        : command.commandLine().getOut();
  }

  private boolean isSummary() {
    return format.equals(TABLE) || format.equals(JSON);
  }

  private void check() throws BadInputException {
    estimating.check();
    if (estimating.estimate && pilot == null) {
      pilot = PILOT_SAMPLES;
    }
    if (!FORMATS.contains(format)) {
      throw new BadInputException(
          "--format: found '%s'; allowed: %s"
              .formatted(format, NearestName.advice(format, FORMATS)));
    }
    if (pilot != null && (pilot < 1 || pilot > MOST_PILOT_SAMPLES)) {
      throw new BadInputException(
          "--pilot: found %d; allowed: a whole number from 1 to %d"
              .formatted(pilot, MOST_PILOT_SAMPLES));
    }
    boolean several = getBatchCount && batching.batchIndex != null;
    if (several || (batching.batchIndex != null && format.equals(GITHUB_MATRIX))) {
      throw new BadInputException(
          "--batch-index: found beside %s; allowed: one of the two"
              .formatted(several ? "--get-batch-count" : "--format=github-matrix"));
    }
  }

  private void printBatches(BatchPrinter printer, Plan plan, PrintWriter out) throws Exception {
    if (format.equals(TASKS) && batching.batchIndex == null && !getBatchCount) {
      if (plan.generation().shards() == 0 && !allowEmpty) {
        throw new BadInputException(
            "--format: found tasks for a dataset without samples, and a run refuses a file without"
                + " tasks; allowed: a dataset with samples, or --allow-empty, which prints nothing");
      }
      printer.tasks();
      return;
    }
    Batches batches = batching.of(plan);
    if (getBatchCount) {
      out.println(batches.count());
    } else if (batching.batchIndex == null && allowEmpty && batches.count() == 0) {
      printEmpty(out);
    } else if (batching.batchIndex == null) {
      Set<String> differing = printer.githubMatrix(batches, most -> batching.advice(plan, most));
      if (!differing.isEmpty()) {
        command
            .commandLine()
            .getErr()
            .printf(
                "seedmill: the values of %s differ within a batch, so its job does not get them;"
                    + " --batch-per=cell makes a job for each cell%n",
                String.join(", ", differing));
      }
    } else if (format.equals(TASKS)) {
      printer.tasks(batches.numbers(batching.index(batches)));
    } else {
      printer.batch(batches.numbers(batching.index(batches)));
    }
  }
}
