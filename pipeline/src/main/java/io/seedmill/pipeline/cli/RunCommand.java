package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.run.DatasetRun;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Generates a dataset and publishes it. */
@Command(
    name = "run",
    description = "Generates a dataset and publishes it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --targetParallelism=4 or --target-parallelism=4, goes to Beam"
          + " and its runner.",
      "",
      "Examples:",
      "  seedmill run",
      "  seedmill run --dataset=mine.yaml --output=datasets",
      "  seedmill run --dataset=mine.yaml --samples=20 --run-id=trial",
      "  seedmill run --dataset=mine.yaml --output=datasets --incremental",
      "  seedmill run --config=runner-configs/flink-embedded.properties --parallelism=4"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Mixin private BaselineOptions earlier;

  @Option(
      names = "--output",
      paramLabel = "<place>",
      defaultValue = "out",
      description =
          "Where the dataset lands: a folder, or s3://bucket/prefix; default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(
      names = {"--shared-output", "--sharedOutput"},
      description =
          "The output is a folder that this machine and all workers of a cluster share,"
              + " under the same name.")
  private boolean sharedOutput;

  @Option(
      names = {"--run-id", "--runId"},
      paramLabel = "<name>",
      description = "The run's name; default: the time, such as 2026-11-24T02-00-00Z.")
  private String runId;

  @Option(
      names = "--runner",
      paramLabel = "<runner>",
      description = "Beam's runner; default: DirectRunner, in a Flink client FlinkRunner.")
  private String runner;

  @Option(
      names = "--buckets",
      paramLabel = "<n>",
      description =
          "For experiments: the number of hash buckets, a power of two up to 4096;"
              + " changes nothing in the data.")
  private Integer buckets;

  @Option(
      names = "--force",
      description = "Run even if the heap seems too small for the DirectRunner.")
  private boolean force;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    DatasetSpec spec = dataset.read(Catalogue.load());
    if (buckets != null && (buckets < 1 || buckets > 4096 || Integer.bitCount(buckets) != 1)) {
      throw new BadInputException(
          "--buckets: found %d; allowed: a power of two from 1 to 4096".formatted(buckets));
    }
    SeedmillCommand top = (SeedmillCommand) command.root().userObject();
    RunnerOptions given = new RunnerOptions(top.entryPoint, runner, runnerOptions);
    String place = OutputCheck.place(output, given, sharedOutput);
    Optional<String> earlierPlace = earlier.place(given, sharedOutput);
    PipelineOptions options = given.create();
    RunName.check(runId);
    try (OpenStorages storages = new OpenStorages(options)) {
      RunFiles files = new OutputCheck(storages).open(place, runId, given, options);
      Baseline baseline = earlier.read(earlierPlace, place, spec.dedupeFields(), storages);
      Plan planned =
          new Planner().plan(spec, buckets == null ? OptionalInt.empty() : OptionalInt.of(buckets));
      Plan plan = baseline.continued(planned);
      checkHeap(plan, given, options);
      if (!given.given("--jobName")) {
        options.setJobName("seedmill-%s-%s".formatted(spec.name(), files.layout().run()));
      }
      DatasetRun run = new DatasetRun(spec, plan, baseline, files, storages);
      return report(run(run, plan, given, options), start);
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  private Outcome run(DatasetRun run, Plan plan, RunnerOptions given, PipelineOptions options)
      throws IOException {
    try (ProgressDisplay progress = ProgressDisplay.of(command.commandLine().getErr())) {
      return run.run(given.engine(plan.generation()), options, progress);
    }
  }

  private int report(Outcome outcome, long start) {
    PrintWriter out = command.commandLine().getOut();
    if (outcome instanceof Outcome.Submitted submitted) {
      out.println(submitted.job());
      RunReport.printPlaces(out, output, submitted.run());
      return ExitCode.DONE;
    }
    Manifest manifest = ((Outcome.Published) outcome).manifest();
    RunReport report = new RunReport(manifest, output, System.nanoTime() - start);
    report.print(out, command.commandLine().getErr());
    return manifest.status().equals(Manifest.COMPLETE) ? ExitCode.DONE : ExitCode.TOO_MANY_FAILURES;
  }

  private void checkHeap(Plan plan, RunnerOptions given, PipelineOptions options)
      throws BadInputException {
    if (!force && HeapCheck.concerns(options.getRunner().getSimpleName())) {
      int workers = given.value("targetParallelism").map(Integer::parseInt).orElse(1);
      long buffers = Storage.isLocal(output) ? 0 : S3StorageOptions.bufferBytes(options);
      new HeapCheck()
          .require(MemoryEstimate.of(plan, workers, buffers), plan.generation().samples());
    }
  }
}
