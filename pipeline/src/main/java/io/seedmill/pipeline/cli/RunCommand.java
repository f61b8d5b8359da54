package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.DiskEstimate;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.RunEstimate;
import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.pipeline.raw.Resume;
import io.seedmill.pipeline.run.Attempts;
import io.seedmill.pipeline.run.RunOwner;
import io.seedmill.pipeline.run.Source;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.Estimate;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "  seedmill run --queue=https://sqs.eu-west-1.amazonaws.com/123456789012/tasks",
      "  seedmill run --queue=https://sqs.eu-west-1.amazonaws.com/123456789012/tasks --worker"
          + " --run-id=monday --output=s3://bucket/mine",
      "  seedmill run --config=runner-configs/flink-embedded.properties --parallelism=4"
    })
final class RunCommand extends DatasetCommand {

  @Option(
      names = "--buckets",
      paramLabel = "<n>",
      description =
          "For experiments: the number of hash buckets, a power of two up to "
              + RangeDigests.RANGES
              + ";"
              + " does not affect the data.")
  private Integer buckets;

  @Option(
      names = "--force",
      description = "Run even if the heap seems too small for the DirectRunner.")
  private boolean force;

  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--reuse",
      description =
          "Take what published runs have made with the same program, files or plugin, as is always"
              + " done with built-in generators; never the answers of an API.")
  private boolean reuse;

  @Mixin private AgainOption again;

  @Mixin private QueueOptions queue;

  private LeasedTasks leased;
  private RunOwner owner;

  @Override
  boolean again() {
    return again.again;
  }

  @Override
  void check() throws BadInputException {
    int most = RangeDigests.RANGES;
    if (buckets != null && (buckets < 1 || buckets > most || Integer.bitCount(buckets) != 1)) {
      throw new BadInputException(
          "--buckets: found %d; allowed: a power of two from 1 to %d".formatted(buckets, most));
    }
    if (checkpoints.fresh && reuse) {
      throw new BadInputException("--reuse: found --fresh too; allowed: one of them");
    }
    if (queue.check()) {
      work.expectQueue();
    }
    if (queue.worker) {
      output.requiredRunId();
    }
  }

  @Override
  int execute(DatasetJob job, StorageInputs inputs) throws Exception {
    if (!queue.worker) {
      try {
        return super.execute(job, inputs);
      } finally {
        disown();
      }
    }
    if (job.given().isRemote()) {
      throw new BadInputException(
          "--worker: found a cluster; allowed: workers that are processes of their own, with"
              + " --runner=DirectRunner");
    }
    if (!inputs.useS3() && !job.storages().useS3()) {
      job.given().useNoS3(command.commandLine().getErr());
    }
    return new QueueWorker(queue, spec, work.catalogue(), work, job, command).run();
  }

  @Override
  Duration patience() {
    return queue.worker ? queue.grace().plusSeconds(2) : Duration.ZERO;
  }

  @Override
  void requireGoing() throws IOException {
    if (leased != null) {
      leased.requireHeld();
    }
    if (owner != null) {
      owner.require();
    }
  }

  @Override
  void describe(ObjectNode result) {
    if (leased != null) {
      leased.describe(result);
    }
  }

  @Override
  void begin(DatasetSpec spec, DatasetJob job) throws Exception {
    if (queue.check()) {
      leased = LeasedTasks.lease(queue, job, command.commandLine().getErr());
      work.take(leased.plan(spec, work.catalogue(), buckets()));
    }
  }

  @Override
  void published(PrintWriter out) throws IOException {
    if (leased != null) {
      leased.delete(out);
    }
  }

  @Override
  void release() throws IOException {
    if (leased != null) {
      leased.close();
    }
  }

  @Override
  OptionalInt buckets() {
    return buckets == null ? OptionalInt.empty() : OptionalInt.of(buckets);
  }

  @Override
  Work work(PlannedDataset planned, DatasetJob job) throws Exception {
    if (!checkpoints.fresh
        && planned.earlier().filter(run -> hasTheSameData(run, planned)).isPresent()) {
      return Work.same(job, planned.earlier().get());
    }
    PlannedDataset estimated = planned.withEstimate(estimate(planned, job));
    checkRoom(planned.plan(), planned.spec(), job);
    if (!checkpoints.areKept(planned.spec())) {
      return estimated.published(
          job, new Source.Generators(), planned.plan().generation(), OptionalLong.empty());
    }
    String run = planned.spec().countsUnique() ? job.files().layout().run() : output.runId;
    Resume resume = resume(job.forWorkers(planned.plan()), job, run);
    Coverage found = resume.found();
    return (found.samples() == 0 ? estimated : planned)
        .published(
            resume.unfinished().isPresent() ? job.of(resume.unfinished().get()) : job,
            new Source.Checkpoints(found),
            found.rest(),
            OptionalLong.of(found.samples()));
  }

  @Override
  UniqueRounds rounds(DatasetSpec spec, Plan plan, Baseline baseline, DatasetJob job)
      throws BadInputException, IOException {
    checkRoom(plan, spec, job);
    if (!checkpoints.areKept(spec) || checkpoints.fresh) {
      return new UniqueRounds(job, spec, plan, baseline, round -> null, command);
    }
    String digest = plan.digest() + "-unique"; // no samples of a run without rounds are taken
    Resume resume = resume(job.forWorkers(plan.withDigest(digest)), job, output.runId);
    String run = resume.unfinished().orElse(job.files().layout().run());
    DatasetJob going = job.of(run);
    return new UniqueRounds(
        going,
        spec,
        plan.withDigest(digest),
        baseline,
        round -> Resume.in(going.storage(), round, digest, Optional.of(run), reuse()).found(),
        command);
  }

  /**
   * Returns true if a run of the same plan would have the same data, so that it need not be made.
   */
  private boolean hasTheSameData(Manifest earlier, PlannedDataset planned) {
    return earlier.failures() == null
        && earlier.generators().values().stream().allMatch(entry -> entry.nearLimit() == 0)
        && planned.plan().generation().entries().stream().allMatch(reuse().entries());
  }

  private Resume.Reuse reuse() {
    return reuse ? Resume.Reuse.REPRODUCIBLE : Resume.Reuse.BUILT_IN;
  }

  private Resume resume(Plan plan, DatasetJob job, String run) throws IOException {
    Optional<String> wanted = Optional.ofNullable(run);
    Resume resume =
        checkpoints.fresh
            ? Resume.fresh(plan.generation())
            : Resume.in(job.storage(), plan.generation(), plan.digest(), wanted, reuse());
    if (resume.unfinished().isPresent()
        && Storage.isLocal(job.place())
        && new Attempts(Path.of(job.place())).isRunning(resume.unfinished().get())) {
      throw new IOException(
          ("run '%s' of this plan is running in another process; wait for it, or start another"
                  + " run with --fresh")
              .formatted(resume.unfinished().get()));
    }
    own(resume.unfinished().orElse(job.files().layout().run()), job);
    resume.removeFilesWithoutNote(job.storage());
    announce(resume, plan.generation());
    return resume;
  }

  /** Makes a run this process's own where no lock tells that; nothing of it is touched before. */
  private void own(String run, DatasetJob job) throws IOException {
    if (Storage.isLocal(job.place()) || (owner != null && owner.isOf(run))) {
      return;
    }
    disown();
    PrintWriter err = command.commandLine().getErr();
    owner =
        RunOwner.take(
            job.storage(),
            run,
            line -> {
              err.println("seedmill: " + line);
              err.flush();
            });
  }

  private void disown() throws IOException {
    if (owner != null) {
      owner.close();
      owner = null;
    }
  }

  private void announce(Resume resume, GenerationPlan plan) {
    PrintWriter err = command.commandLine().getErr();
    CheckpointOptions.announce(resume, plan, err);
    if (resume.left() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d samples that published runs have are made again, since what makes them may"
              + " have changed; --reuse takes them%n",
          resume.left());
    }
    err.flush();
  }

  private Estimate estimate(PlannedDataset planned, DatasetJob job) {
    if (planned.plan().pilot().isEmpty() || planned.spec().countsUnique()) {
      return null; // tasks of a file have no pilot
    }
    RunEstimate estimate = new RunEstimate(planned.spec(), planned.plan(), work.dataset.start());
    if (estimate.isPartial()) {
      return null; // what the pilot did not ask would be missing from every figure
    }
    RunnerOptions given = job.given();
    int workers = given.workers();
    return estimate.kept(
        given.runner().keepsElementsInHeap()
            ? estimate.seconds(workers)
            : estimate.flinkSeconds(workers),
        memory(planned.plan(), planned.spec(), job).bytes());
  }

  private MemoryEstimate memory(Plan plan, DatasetSpec spec, DatasetJob job) {
    RunnerOptions given = job.given();
    long buffers =
        Storage.isLocal(output.output) ? 0 : S3StorageOptions.bufferBytes(given.options());
    return MemoryEstimate.of(plan, spec, given.workers(), buffers);
  }

  private void checkRoom(Plan plan, DatasetSpec spec, DatasetJob job) throws BadInputException {
    PrintWriter err = command.commandLine().getErr();
    new DiskCheck()
        .tooSmall(job.files(), DiskEstimate.of(spec, plan))
        .forEach(sentence -> err.println("seedmill: " + sentence));
    err.flush();
    RunnerOptions given = job.given();
    if (!force && given.runner().keepsElementsInHeap()) {
      new HeapCheck(given.runner(), SeedmillCommand.of(command).runners)
          .require(memory(plan, spec, job), plan.generation().samples());
    }
  }
}
