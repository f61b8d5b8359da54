package io.seedmill.pipeline.cli;

import io.seedmill.generators.sources.plugins.PluginJar;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.run.Graph;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.PipelineRun;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.WorkerSettings;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a command that runs a graph has opened before it knows what to run: the output, which can be
 * written to, and the options.
 *
 * @param place the output, in the words that workers understand
 * @param given what the user typed
 * @param options the options as Beam has them
 * @param storages the storages, opened with the options
 * @param files where the files of the run will lie
 */
record DatasetJob(
    String place,
    RunnerOptions given,
    PipelineOptions options,
    OpenStorages storages,
    RunFiles files)
    implements AutoCloseable {

  /**
   * Opens the output.
   *
   * @param given what the user typed
   */
  static DatasetJob open(OutputOptions output, RunnerOptions given) throws BadInputException {
    String place = output.place(given);
    PipelineOptions options = given.create();
    RunName.check(output.runId);
    OpenStorages storages = new OpenStorages(options);
    try {
      RunFiles files = new OutputCheck(storages).open(place, output.runId, given, options);
      return new DatasetJob(place, given, options, storages, files);
    } catch (BadInputException | RuntimeException e) {
      storages.close();
      throw e;
    }
  }

  /** The same plan for the workers of this run, who find the jars of plugins in the output. */
  Plan forWorkers(Plan plan) throws IOException {
    WorkerSettings settings = plan.generation().settings();
    List<PluginJar> jars = new ArrayList<>();
    for (PluginJar jar : settings.plugins()) {
      jars.add(given.onCluster() ? shipped(jar) : jar);
    }
    return plan.with(
        settings.with(jars).of(given.workers(options), files.output(), files.layout()));
  }

  private PluginJar shipped(PluginJar jar) throws IOException {
    String path = DatasetLayout.PLUGINS + "/" + jar.sha256() + ".jar";
    if (storage().size(path).isEmpty()) {
      byte[] bytes = Files.readAllBytes(Path.of(jar.place()));
      try (PendingFile file =
          storage().createReplacing(files.layout().temporary(jar.name()), path)) {
        file.write(bytes, 0, bytes.length);
        file.commit();
      }
    }
    return jar.at(place.replaceAll("/+$", "") + "/" + path);
  }

  /** The output. */
  Storage storage() {
    return storages.at(place);
  }

  /** The same for another run. */
  DatasetJob of(String run) {
    return new DatasetJob(place, given, options, storages, files.of(run));
  }

  /**
   * Runs a graph.
   *
   * @param name what it makes, for the name of the job
   * @param made what is to be made, for the progress
   */
  Outcome run(String name, Graph graph, GenerationPlan made, PrintWriter err) throws IOException {
    if (!given.given("--jobName")) {
      options.setJobName("seedmill-%s-%s".formatted(name, files.layout().run()));
    }
    try (ProgressDisplay progress = ProgressDisplay.of(err)) {
      return new PipelineRun(graph, storages).run(given.engine(made), options, progress);
    }
  }

  @Override
  public void close() {
    storages.close();
  }
}
