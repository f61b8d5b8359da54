package io.seedmill.pipeline.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Against;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.dedupe.DeduplicateSamples;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.near.EarlierSamples;
import io.seedmill.transforms.near.RemoveNearDuplicates;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.PublishDataset;
import io.seedmill.transforms.publish.RunDescription;
import io.seedmill.transforms.publish.SamePlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.WriteParts;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;

/**
 * The graph: from a plan to a published dataset.
 *
 * @param plan what is generated
 * @param earlier the samples that earlier runs published
 * @param source where the samples come from
 * @param known the keys of what earlier runs published
 * @param files where the run's files lie
 * @param run what the manifest says besides
 * @param datasetFiles the files that hold the samples
 * @param against the evaluation texts that samples must not repeat; null for none
 */
public record DatasetPipeline(
    Plan plan,
    List<KnownKeys> known,
    EarlierSamples earlier,
    Source source,
    RunFiles files,
    RunDescription run,
    DatasetFiles datasetFiles,
    Against against)
    implements Graph {

  /**
   * Describes a run for its manifest.
   *
   * @param planDigest the fingerprint of the plan, the baseline's part in it included
   * @param baseline the runs that it continues
   * @param options the options that the run is started with
   * @param begin when the command began
   */
  public static RunDescription describe(
      DatasetSpec spec,
      String planDigest,
      Baseline baseline,
      PipelineOptions options,
      Instant begin) {
    TreeMap<String, Double> rates = new TreeMap<>();
    spec.entries()
        .forEach(
            entry ->
                entry.cell().maxFailureRate().ifPresent(rate -> rates.put(entry.name(), rate)));
    return new RunDescription(
        spec.name(),
        planDigest,
        options.getRunner().getSimpleName(),
        CanonicalJson.write(spec.toJson()),
        spec.filters().isEmpty() ? null : CanonicalJson.write(spec.filters()),
        begin.truncatedTo(ChronoUnit.MILLIS).toString(),
        spec.maxFailureRate(),
        rates,
        baseline.reports(),
        null,
        false,
        report(spec.against()),
        spec.near(),
        null);
  }

  private static AgainstReport report(Against against) {
    return against == null
        ? null
        : new AgainstReport(
            against.texts().files(),
            against.ngrams(),
            against.texts().texts(),
            against.texts().tooShort(),
            "sha256:" + against.texts().sha256(),
            null);
  }

  @Override
  public void prepare(OpenStorages storages) throws IOException {
    if (against != null) {
      against.texts().write(storages.at(files.spill()), texts().path());
    }
  }

  private Contamination texts() {
    return new Contamination(files.spill(), files.layout().temporary("evaluation-texts"));
  }

  private DeduplicateSamples deduplicate() {
    DeduplicateSamples equal =
        DeduplicateSamples.of(plan.generation(), plan.buckets()).withKnown(known);
    return against == null ? equal : equal.without(texts(), files.output(), files.layout());
  }

  /** Leaves out near duplicates, where the spec wants that. */
  private PCollection<UniqueSamples> apart(PCollection<UniqueSamples> unique) {
    return run.near() == null
        ? unique
        : unique.apply(
            "Remove near duplicates",
            RemoveNearDuplicates.by(
                    run.near(),
                    plan.generation(),
                    plan.buckets(),
                    new RemoveNearDuplicates.Place(files.spill(), files.output(), files.layout()))
                .butFor(earlier));
  }

  /** Adds the graph to {@code pipeline}; its result is the manifest, as JSON. */
  @Override
  public PCollection<String> build(Pipeline pipeline) {
    String output = files.output();
    SampleSteps samples = SampleSteps.build(pipeline, plan, files, source);
    return apart(samples.blocks().apply("Deduplicate", deduplicate()))
        .apply("Write", WriteParts.to(output, files.layout()).withFiles(datasetFiles))
        .apply(
            "Publish",
            PublishDataset.to(output, files.layout(), plan.generation(), run, plan.buckets())
                .withSpillIn(files.spill())
                .withMissing(samples.missing()));
  }

  @Override
  public Outcome outcome(Storage output) throws IOException {
    String own = files.layout().manifest();
    if (!run.oncePerPlan() || output.size(own).isPresent()) {
      return new Outcome.Published(Manifest.parse(output.read(own)));
    }
    LatestRun latest = LatestRun.parse(output.read(DatasetLayout.LATEST_RUN));
    Manifest newest = Manifest.parse(output.read(latest.manifest()));
    return new Outcome.SameData(
        newest.plan().equals(run.planDigest())
            ? newest
            : SamePlan.in(output, run.planDigest(), CanonicalJson.parse(run.spec().getBytes(UTF_8)))
                .newest()
                .orElseThrow());
  }

  @Override
  public long tasks(GenerationPlan made) {
    return source.tasks(made);
  }

  @Override
  public boolean goesOn() {
    return source instanceof Source.Checkpoints;
  }

  @Override
  public List<String> results() {
    List<String> paths = new ArrayList<>();
    datasetFiles.all().forEach(part -> paths.add(part.path(files.layout())));
    paths.add(files.layout().failures());
    paths.add(files.layout().keys());
    for (Reason reason : Reason.values()) {
      paths.add(reason.path(files.layout()));
    }
    return paths;
  }
}
