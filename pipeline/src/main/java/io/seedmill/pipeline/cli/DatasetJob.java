package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.plugins.PluginJar;
import io.seedmill.pipeline.baseline.SplitMoves;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.run.Graph;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.PipelineRun;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.WorkerSettings;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run whose output is open and can be written to.
 *
 * @param place the output as workers know it
 * @param given the runner and its options
 * @param storages the storages, opened with the options
 * @param files the places of the run's files
 * @param keepLogs the logs of programs are kept
 * @param reserved folders that were made for the run, deepest first, which go if nothing is in them
 * @param begin when the command began
 */
record DatasetJob(
    String place,
    RunnerOptions given,
    OpenStorages storages,
    RunFiles files,
    boolean keepLogs,
    List<String> reserved,
    Instant begin)
    implements AutoCloseable {

  /** A condition for a run to go on. */
  @FunctionalInterface
  interface Condition {

    /** Requires it to hold. */
    void require() throws IOException;
  }

  /**
   * Opens the output.
   *
   * @param given the runner and its options
   * @param begin when the command began
   */
  static DatasetJob open(OutputOptions output, RunnerOptions given, Instant begin)
      throws BadInputException {
    String place = output.place(given);
    given.prepare();
    RunName.check(output.runId);
    OpenStorages storages = new OpenStorages(given.options());
    boolean isNew = Storage.isLocal(place) && !Files.exists(Path.of(place));
    try {
      RunFiles files = new OutputCheck(storages).open(place, output.runId, given);
      List<String> reserved = new ArrayList<>();
      if (output.runId == null) {
        reserved.addAll(List.of(files.layout().metadata(), DatasetLayout.METADATA));
        reserved.addAll(isNew ? List.of("") : List.of());
      }
      return new DatasetJob(place, given, storages, files, output.keepLogs, reserved, begin);
    } catch (BadInputException | RuntimeException e) {
      storages.close();
      throw e;
    }
  }

  /** Returns the plan for the workers of this run, who find the jars of plugins in the output. */
  Plan forWorkers(Plan plan) throws IOException {
    WorkerSettings settings = plan.generation().settings();
    List<PluginJar> jars = new ArrayList<>();
    for (PluginJar jar : settings.plugins()) {
      jars.add(given.isRemote() ? shipped(jar) : jar);
    }
    return plan.with(
        settings
            .withPlugins(jars)
            .withKeepLogs(keepLogs)
            .of(given.workers(), files.output(), files.layout()));
  }

  private PluginJar shipped(PluginJar jar) throws IOException {
    String path = DatasetLayout.PLUGINS + "/" + jar.sha256() + ".jar";
    if (storage().size(path).isEmpty() || !storage().sha256(path).equals(jar.sha256())) {
      byte[] bytes = Files.readAllBytes(Path.of(jar.place()));
      try (PendingFile file =
          storage().createReplacing(files.layout().temporary(jar.name()), path)) {
        file.write(bytes, 0, bytes.length);
        file.commit();
      }
    }
    return jar.at(place.replaceAll("/+$", "") + "/" + path);
  }

  /** Returns the options as Beam has them. */
  PipelineOptions options() {
    return given.options();
  }

  /** Returns the output. */
  Storage storage() {
    return storages.at(place);
  }

  /**
   * Returns the manifest of a run that is published under the name which the user gave this one.
   *
   * @throws BadInputException if it cannot be read
   */
  Optional<Manifest> published() throws BadInputException, IOException {
    try {
      return Optional.of(Manifest.parse(storage().read(files.layout().manifest())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "--run-id: run '%s' is published in this output already, and its manifest is damaged (%s);"
                  .formatted(files.layout().run(), CanonicalJson.problem(e))
              + " allowed: another name",
          e);
    }
  }

  /** Returns a refusal of the name of a published run. */
  BadInputException isPublished() {
    return new BadInputException(
        ("--run-id: run '%s' is published in this output already and is never overwritten;"
                + " allowed: another name")
            .formatted(files.layout().run()));
  }

  /**
   * Returns true if a run that is published lacks the last step: no pointer names it or a newer
   * one.
   */
  boolean lacksPointer(Manifest manifest) throws IOException {
    if (!manifest.status().equals(Manifest.COMPLETE)) {
      return false;
    }
    try {
      LatestRun latest = LatestRun.parse(storage().read(DatasetLayout.LATEST_RUN));
      Manifest newest =
          Manifest.parse(storage().read(new DatasetLayout(latest.run(), "").manifest()));
      return !latest.isTo(manifest)
          && Instant.parse(newest.finishedAt()).isBefore(Instant.parse(manifest.finishedAt()));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return true;
    }
  }

  /** Warns if samples are in other splits than in the newest run of the output. */
  void printMoves(JsonNode spec, PrintWriter err) throws IOException {
    try {
      LatestRun latest = LatestRun.parse(storage().read(DatasetLayout.LATEST_RUN));
      Manifest newest = Manifest.parse(storage().read(latest.manifest()));
      String warning = SplitMoves.warning(newest.run(), newest.spec(), spec);
      if (!warning.isEmpty()) {
        err.println("seedmill: " + warning);
      }
    } catch (NoSuchFileException | JsonProcessingException e) {
      return; // there is no newest run to compare with
    }
  }

  /** Warns if the list of all runs is damaged, because the run makes it anew. */
  void printRegistry(PrintWriter err) throws IOException {
    try {
      Optional<String> text = Registry.read(storage());
      if (text.isPresent()) {
        Registry.parse(text.get());
      }
    } catch (JsonProcessingException e) {
      err.printf(
          "seedmill: %s is damaged (%s); it is made anew from the manifests, and versions may get"
              + " other numbers%n",
          DatasetLayout.REGISTRY, CanonicalJson.problem(e));
    }
  }

  /** Returns a job that differs in the run's name; the name that was chosen is given back. */
  DatasetJob of(String run) throws IOException {
    if (!reserved.isEmpty() && !run.equals(files.layout().run())) {
      storage().deleteIfEmpty(files.layout().metadata());
    }
    return new DatasetJob(place, given, storages, files.of(run), keepLogs, reserved, begin);
  }

  /**
   * Runs a graph.
   *
   * @param name the dataset's name, for the name of the job
   * @param made what is generated, for the progress
   * @param command the command that shows it
   * @param condition is asked a few times a second whether the run may go on
   */
  Outcome run(
      String name, Graph graph, GenerationPlan made, CommandSpec command, Condition condition)
      throws IOException {
    PipelineOptions options = given.options();
    if (!given.namesJob()) {
      options.setJobName("seedmill-%s-%s".formatted(name, files.layout().run()));
    }
    try (ProgressDisplay progress = ProgressDisplay.of(command)) {
      return new PipelineRun(graph, storages)
          .run(
              given.engine(made, graph.tasks(made)),
              options,
              advance -> {
                condition.require();
                progress.update(advance);
              });
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (String folder : reserved) {
        storage().deleteIfEmpty(folder);
      }
    } finally {
      storages.close();
    }
  }
}
