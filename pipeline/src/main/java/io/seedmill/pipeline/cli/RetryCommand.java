package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.baseline.BaselineReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Overrides;
import io.seedmill.pipeline.dataset.FilterException;
import io.seedmill.pipeline.dataset.Filters;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecPreparation;
import io.seedmill.pipeline.dataset.SpecReader;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.raw.IncompleteRun;
import io.seedmill.pipeline.run.DatasetPipeline;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.run.Source;
import io.seedmill.pipeline.tasks.TaskFileException;
import io.seedmill.pipeline.tasks.TaskPlan;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.WorkerSettings;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.seedmill.transforms.publish.RetriedRun;
import io.seedmill.transforms.publish.RunDescription;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a run's failed samples again and publishes them with its others. */
@Command(
    name = "retry",
    description = {
      "Makes the failed samples of a published run again, and publishes a new run that has them"
          + " beside all others of that run: the bytes that it would have had without the"
          + " failures.",
      "The run itself stays as it is."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option goes to Beam and its runner.",
      "",
      "Examples:",
      "  seedmill retry --run-id=monday --output=out",
      "  seedmill retry --run-id=monday --output=out --dataset=mine.yaml --as=monday-2"
    })
final class RetryCommand extends GraphCommand {

  private static final String TASKS = "tasks";

  @Mixin private CacheOptions cache;

  @Mixin private PluginOptions plugins;

  @Mixin private AgainOption again;

  @Option(
      names = "--dataset",
      paramLabel = "<name or file>",
      completionCandidates = Candidates.Datasets.class,
      description =
          "The dataset as it is now, where it is not that of the run's manifest: with another time"
              + " limit, say, or where programs and files lie beside it; the seed must be the"
              + " same.")
  private String dataset;

  @Option(
      names = "--spec-folder",
      paramLabel = "<folder>",
      description =
          "Where relative names in the manifest's spec begin, of files and programs; default: the"
              + " working directory.")
  private Path specFolder;

  @Option(
      names = "--tasks",
      paramLabel = "<file>",
      description =
          "The tasks of a run of --tasks, which must be those that it made; default: those of its"
              + " manifest.")
  private Path tasks;

  @Option(
      names = "--as",
      paramLabel = "<name>",
      description = "The new run's name; default: the time, such as 2026-11-24T02-00-00Z.")
  private String newRun;

  private String failedRun;

  @Override
  void check() throws BadInputException {
    failedRun =
        output.requiredRunId(
            "a run in the output that has failed samples; 'seedmill runs' lists runs");
    output.runId = newRun;
    if (specFolder != null && dataset != null) {
      throw new BadInputException(
          "--spec-folder: found beside --dataset, which has a folder; allowed: one of the two");
    }
    if (specFolder != null && !Files.isDirectory(specFolder)) {
      throw new BadInputException(
          "--spec-folder: found '%s', which is no folder; allowed: the folder of the run's spec"
              .formatted(specFolder));
    }
  }

  @Override
  Work plan(DatasetJob job, InputFiles inputs) throws Exception {
    IncompleteRun published = published(failedRun, job);
    if (tasks != null && !published.isOfTasks()) {
      throw new BadInputException(
          "--tasks: found with run '%s', which made a dataset; allowed: a run of --tasks"
              .formatted(failedRun));
    }
    DatasetSpec spec = spec(published.manifest(), inputs);
    if (spec.countsUnique()) {
      throw new BadInputException(
          ("--run-id: found run '%s', whose entries end with 'unique'; allowed: 'seedmill run',"
                  + " which makes its failed samples again, too")
              .formatted(failedRun));
    }
    Baseline baseline = baseline(published.manifest(), spec, job);
    Plan planned =
        published.isOfTasks()
            ? planOfTasks(published.manifest(), spec)
            : new Planner(inputs).plan(spec, OptionalInt.empty());
    return plan(published, spec, baseline, job, planned);
  }

  private static IncompleteRun published(String run, DatasetJob job) throws BadInputException {
    try {
      return IncompleteRun.read(run, job.storage());
    } catch (IOException e) {
      throw new BadInputException("--run-id: " + e.getMessage(), e);
    }
  }

  private DatasetSpec spec(Manifest manifest, InputFiles inputs)
      throws BadInputException, InvalidSpecException, InterruptedException {
    ObjectNode written = ((ObjectNode) manifest.spec()).deepCopy();
    written.remove(TASKS);
    if (dataset == null && written.path("generators").isEmpty()) {
      return DatasetSpec.ofTasks(written.path("name").asText());
    }
    String file = dataset == null ? nameOfSpec(manifest) : dataset;
    String text = dataset == null ? written.toPrettyString() : DatasetOptions.text(dataset);
    SpecFile specFile = SpecFile.parse(file, text);
    DatasetSpec spec = new SpecReader(plugins.catalogue()).read(specFile, Overrides.NONE);
    long seed = manifest.spec().path("seed").asLong();
    if (spec.seed() != seed) {
      throw new BadInputException(
          "--dataset: found the seed %d; allowed: %d, with which run '%s' was made"
              .formatted(spec.seed(), seed, manifest.run()));
    }
    if (!spec.schema().equals(schemaOf(manifest))) {
      throw new BadInputException(
          ("--dataset: found another 'output.schema' than that of run '%s'; allowed: the same,"
                  + " because the samples that the run has stay as they are")
              .formatted(manifest.run()));
    }
    try {
      DatasetSpec filtered = spec.filtered(Filters.of(manifest.filters()));
      return new SpecPreparation(specFile, System.getenv(), inputs, true).prepare(filtered);
    } catch (FilterException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** Names the manifest's spec as a file beside those that it names. */
  private String nameOfSpec(Manifest manifest) {
    String name = "the spec of run '" + manifest.run() + "'";
    return specFolder == null ? name : specFolder.resolve(name).toString();
  }

  private static RecordSchema schemaOf(Manifest manifest) {
    return manifest.spec().path("output").path("schema") instanceof ObjectNode schema
        ? RecordSchema.of(schema)
        : RecordSchema.NONE;
  }

  /** Plans the tasks that the run made; of a file, no others are taken. */
  private Plan planOfTasks(Manifest manifest, DatasetSpec spec) throws BadInputException {
    String made = "the tasks of run '" + manifest.run() + "'";
    try {
      Plan plan = TaskPlan.again(manifest.spec().get(TASKS), made, spec, plugins.catalogue());
      if (tasks != null) {
        Plan given = TaskPlan.of(tasks, spec, plugins.catalogue(), OptionalInt.empty());
        if (!given.digest().equals(plan.digest())) {
          throw new BadInputException(
              "--tasks: found other tasks in '%s'; allowed: %s, or no --tasks"
                  .formatted(tasks, made));
        }
      }
      return plan;
    } catch (TaskFileException e) {
      throw new BadInputException("--tasks: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(
          "--tasks: '%s' cannot be read (%s); allowed: a file of UTF-8, a JSON object a line"
              .formatted(tasks, Reason.of(e)),
          e);
    }
  }

  private Work plan(
      IncompleteRun published, DatasetSpec spec, Baseline baseline, DatasetJob job, Plan planned)
      throws IOException, BadInputException {
    GenerationPlan whole;
    GenerationPlan rest;
    try {
      whole = published.of(planned.generation());
    } catch (IOException e) {
      throw new BadInputException(
          (dataset == null ? "--run-id: " : "--dataset: ") + e.getMessage(), e);
    }
    try {
      rest = published.lacking(whole, job.storage());
    } catch (IOException e) {
      throw new BadInputException("--run-id: " + e.getMessage(), e);
    }
    WorkerSettings settings =
        whole.settings().withCache(cache.settings()).withPlugins(plugins.jars());
    Plan plan =
        job.forWorkers(
            planned.with(whole.withSettings(settings), baseline.digest(planned.digest())));
    Manifest manifest = published.manifest();
    Optional<Manifest> before = job.published();
    if (before.isPresent()) {
      return rest(before.get(), manifest, plan, job);
    }
    announce(manifest, plan, rest);
    Source source =
        new Source.Published(published.parts(), rest.withSettings(plan.generation().settings()));
    ObjectNode described = spec.toJson();
    if (published.isOfTasks()) {
      described.set(TASKS, manifest.spec().get(TASKS));
    }
    RunDescription run =
        DatasetPipeline.describe(spec, plan.digest(), baseline, job.options(), job.begin())
            .withSpec(CanonicalJson.write(described))
            .withRetried(RetriedRun.of(manifest))
            .withOncePerPlan(!again.again);
    DatasetPipeline graph =
        new DatasetPipeline(
            plan,
            baseline.keys(),
            baseline.samples(),
            source,
            job.files(),
            run,
            spec.files(plan.generation().names()),
            spec.against());
    return new Work(job, spec.name(), graph, rest, OptionalLong.empty());
  }

  /** Completes a run of the same plan, retrying the same run, whose last step is lacking. */
  private static Work rest(Manifest before, Manifest failed, Plan plan, DatasetJob job)
      throws BadInputException, IOException {
    boolean isTheSame =
        before.plan().equals(plan.digest())
            && before.retryOf() != null
            && before.retryOf().run().equals(failed.run());
    if (!isTheSame || !job.lacksPointer(before)) {
      throw job.isPublished();
    }
    return Work.same(job, before);
  }

  private void announce(Manifest manifest, Plan plan, GenerationPlan rest) {
    PrintWriter err = command.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "seedmill: %,d of %,d %s of run '%s' are made again%n",
        rest.samples(),
        plan.generation().samples(),
        RunReport.indices(plan.generation()),
        manifest.run());
    if (!plan.digest().equals(manifest.plan())) {
      err.println(
          "seedmill: the dataset has changed since then; the samples that the run has stay as they"
              + " are");
    }
  }

  /** The runs that the failed one continued: what they published is known here too. */
  private static Baseline baseline(Manifest manifest, DatasetSpec spec, DatasetJob job)
      throws IOException, BadInputException {
    if (manifest.baseline() == null) {
      return Baseline.NONE;
    }
    List<BaselineRun> wanted = manifest.baseline().runs();
    Baseline all = Baseline.NONE;
    for (String place : wanted.stream().map(BaselineRun::output).distinct().toList()) {
      all = all.and(new BaselineReader(place, job.storages().at(place), spec).read());
    }
    Baseline found = all.only(wanted);
    if (found.reports().size() < wanted.size()) {
      throw new BadInputException(
          "--run-id: found only %d of the %d runs that '%s' continues; allowed: all of them"
              .formatted(found.reports().size(), wanted.size(), manifest.run()));
    }
    return found;
  }

  /** Without a file of the dataset there is nothing to make a sample of. */
  @Override
  String replay() {
    return dataset == null
        ? ""
        : "seedmill replay --dataset=" + ShellWord.quoted(dataset) + plugins.given();
  }

  @Override
  String retryOptions(boolean readsFiles) {
    return (dataset == null ? "" : " --dataset=" + ShellWord.quoted(dataset))
        + (specFolder == null ? "" : " --spec-folder=" + ShellWord.quoted(specFolder.toString()))
        + plugins.given()
        + cache.given();
  }
}
