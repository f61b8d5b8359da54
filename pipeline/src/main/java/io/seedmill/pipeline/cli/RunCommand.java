package io.seedmill.pipeline.cli;

import io.seedmill.generators.InputFiles;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.Resume;
import io.seedmill.pipeline.run.Attempts;
import io.seedmill.pipeline.run.DatasetPipeline;
import io.seedmill.pipeline.run.Graph;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.Source;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageInputs;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

  @Mixin private WorkOptions work;

  @Mixin ConfigOption config;

  @Mixin private OutputOptions output;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  @Mixin private BaselineOptions earlier;

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

  @Option(
      names = "--checkpoint",
      description =
          "Keep every finished task in the output's data/raw, so that the same command goes on"
              + " after a crash and a longer run takes what a shorter one has made.")
  private boolean checkpoint;

  @Option(
      names = "--fresh",
      description = "Make everything, whatever an unfinished or a shorter run has left.")
  private boolean fresh;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    if (buckets != null && (buckets < 1 || buckets > 4096 || Integer.bitCount(buckets) != 1)) {
      throw new BadInputException(
          "--buckets: found %d; allowed: a power of two from 1 to 4096".formatted(buckets));
    }
    SeedmillCommand top = (SeedmillCommand) command.root().userObject();
    RunnerOptions given = output.runnerOptions(top, runnerOptions);
    try (StorageInputs inputs = given.inputs()) {
      return run(work.spec(command, inputs), given, inputs, start);
    }
  }

  private int run(DatasetSpec spec, RunnerOptions given, InputFiles inputs, long start)
      throws Exception {
    Optional<String> earlierPlace = earlier.place(given, output.sharedOutput);
    try (DatasetJob opened = DatasetJob.open(output, given)) {
      Baseline baseline = earlier.read(earlierPlace, opened.place(), spec, opened.storages());
      OptionalInt wanted = buckets == null ? OptionalInt.empty() : OptionalInt.of(buckets);
      Plan plan = baseline.continued(work.plan(spec, wanted, inputs));
      checkHeap(plan, given, opened.options());
      if (!checkpoint && !spec.checkpoint()) {
        Plan planned = opened.forWorkers(plan);
        Outcome outcome = run(spec, planned, baseline, new Source.Generators(), opened);
        return report(outcome, opened, null, start);
      }
      Resume resume = resume(opened.forWorkers(plan), opened);
      DatasetJob job = resume.unfinished().map(opened::of).orElse(opened);
      Source source = new Source.Checkpoints(resume.found());
      Outcome outcome = run(spec, job.forWorkers(plan), baseline, source, job);
      return report(outcome, job, resume, start);
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  private Outcome run(DatasetSpec spec, Plan plan, Baseline baseline, Source source, DatasetJob job)
      throws IOException {
    GenerationPlan made =
        source instanceof Source.Checkpoints checkpoints
            ? checkpoints.found().rest()
            : plan.generation();
    Graph graph =
        DatasetPipeline.of(spec, plan, baseline, source, job.files(), job.options())
            .describedBy(work.described(spec, plan));
    return job.run(spec.name(), graph, made, command.commandLine().getErr());
  }

  private Resume resume(Plan plan, DatasetJob job) throws IOException {
    Optional<String> wanted = Optional.ofNullable(output.runId);
    Resume resume =
        fresh
            ? Resume.fresh(plan.generation())
            : Resume.in(job.storage(), plan.generation(), plan.digest(), wanted);
    if (resume.unfinished().isPresent()
        && Storage.isLocal(job.place())
        && new Attempts(Path.of(job.place())).isRunning(resume.unfinished().get())) {
      throw new IOException(
          ("run '%s' of this plan goes on in another process; wait for it, or take --fresh for"
                  + " another run")
              .formatted(resume.unfinished().get()));
    }
    resume.removeFilesWithoutNote(job.storage());
    return resume;
  }

  private int report(Outcome outcome, DatasetJob job, Resume resume, long start)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    if (outcome instanceof Outcome.Submitted submitted) {
      out.println(submitted.job());
      RunReport.printPlaces(out, output.output, submitted.run());
      return ExitCode.DONE;
    }
    Manifest manifest = ((Outcome.Published) outcome).manifest();
    FailureSummary failures = FailureSummary.of(manifest, job.storage(), work.replay());
    RunReport report = new RunReport(manifest, output.output, failures, System.nanoTime() - start);
    report.print(out, command.commandLine().getErr());
    if (resume != null) {
      RunReport.printReused(out, resume.found().samples(), manifest.counts().requested());
    }
    return manifest.status().equals(Manifest.COMPLETE) ? ExitCode.DONE : ExitCode.TOO_MANY_FAILURES;
  }

  private void checkHeap(Plan plan, RunnerOptions given, PipelineOptions options)
      throws BadInputException {
    if (!force && HeapCheck.concerns(options.getRunner().getSimpleName())) {
      int workers = given.value("targetParallelism").map(Integer::parseInt).orElse(1);
      long buffers = Storage.isLocal(output.output) ? 0 : S3StorageOptions.bufferBytes(options);
      new HeapCheck()
          .require(MemoryEstimate.of(plan, workers, buffers), plan.generation().samples());
    }
  }
}
