package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.run.DatasetRun;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine;
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
      "  seedmill run --config=runner-configs/flink-embedded.properties --parallelism=4"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Option(
      names = "--output",
      paramLabel = "<place>",
      defaultValue = "out",
      description =
          "Where the dataset lands: a folder, or s3://bucket/prefix; default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(
      names = {"--run-id", "--runId"},
      paramLabel = "<name>",
      description = "The run's name; default: the time, such as 2026-11-24T02-00-00Z.")
  private String runId;

  @Option(
      names = "--runner",
      paramLabel = "<runner>",
      defaultValue = "DirectRunner",
      description = "Beam's runner; default: ${DEFAULT-VALUE}.")
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
    RunnerOptions given = new RunnerOptions(runner, runnerOptions);
    PipelineOptions options = given.create();
    RunName.check(runId);
    CommandLine commandLine = command.commandLine();
    Manifest manifest;
    try (OpenStorages storages = new OpenStorages(options)) {
      RunFiles files = new OutputCheck(storages).open(output, runId, options);
      Plan plan =
          new Planner().plan(spec, buckets == null ? OptionalInt.empty() : OptionalInt.of(buckets));
      checkHeap(plan, given, options);
      try (ProgressDisplay progress =
          ProgressDisplay.of(commandLine.getErr(), plan.generation().samples())) {
        manifest = new DatasetRun(spec, plan, files, storages).run(options, progress);
      }
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
    RunReport report = new RunReport(manifest, output, System.nanoTime() - start);
    report.print(commandLine.getOut(), commandLine.getErr());
    return manifest.status().equals(Manifest.COMPLETE) ? ExitCode.DONE : ExitCode.TOO_MANY_FAILURES;
  }

  private void checkHeap(Plan plan, RunnerOptions given, PipelineOptions options)
      throws BadInputException {
    if (!force && HeapCheck.concerns(runner)) {
      int workers = given.value("targetParallelism").map(Integer::parseInt).orElse(1);
      long buffers = Storage.isLocal(output) ? 0 : S3StorageOptions.bufferBytes(options);
      new HeapCheck()
          .require(MemoryEstimate.of(plan, workers, buffers), plan.generation().samples());
    }
  }
}
