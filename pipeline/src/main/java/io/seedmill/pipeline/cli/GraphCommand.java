package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.cli.report.ReportWarmUp;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.PipelineRun;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.publish.AbsentFieldException;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageInputs;
import io.seedmill.transforms.storage.StorageUnusableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that runs a graph. It reads what the user wrote, opens the output, plans, runs, reports
 * and tells the exit code; a subclass says what is read and what is planned.
 */
abstract class GraphCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Mixin OutputOptions output;

  @Mixin ConfigOption config;

  @Mixin private SummaryOption summary;

  @Unmatched private List<String> runnerOptions = new ArrayList<>();

  /** Checks the options that can be checked before anything is read. */
  void check() throws BadInputException {}

  /** Reads what the user wrote, before the output is opened. */
  void read(RunnerOptions given, InputFiles inputs) throws Exception {}

  /** Plans what is run. */
  abstract Work plan(DatasetJob job, InputFiles inputs) throws Exception;

  /** Returns the share of samples that may fail. */
  double maxFailureRate() {
    return 1;
  }

  /** Tells where a dataset is not as it was asked for. */
  void compare(Manifest published, PrintWriter err) {}

  /** Makes sure that the graph may go on; is asked a few times a second. */
  void requireGoing() throws IOException {}

  /** Adds to the result what the manifest does not say. */
  void describe(ObjectNode result) {}

  /** Returns how long the command needs to end by itself, if a signal ends the program. */
  Duration patience() {
    return Duration.ZERO;
  }

  /** Is told that the dataset is published, by this run or an earlier one. */
  void published(PrintWriter out) throws IOException {}

  /** Gives back what was fetched to be done, if anything. */
  void release() throws IOException {}

  /** Returns the command that makes a sample again; empty where there is none. */
  String replay() {
    return "";
  }

  /**
   * Returns options without which a retry of this run would be refused.
   *
   * @param readsFiles true if the spec names files or programs, which lie beside it
   */
  abstract String retryOptions(boolean readsFiles);

  @Override
  public final Integer call() throws Exception {
    Thread end = PipelineRun.hookBefore();
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return summary.around(command, patience(), this::run);
    } finally {
      PipelineRun.remove(end);
    }
  }

  private int run() throws Exception {
    Instant begin = Instant.now();
    check();
    RunnerOptions given = output.runnerOptions(command, runnerOptions);
    try (StorageInputs inputs = given.inputs()) {
      read(given, inputs);
      try (DatasetJob job = DatasetJob.open(output, given, begin)) {
        return execute(job, inputs);
      } finally {
        release();
      }
    } catch (NothingToDoException e) {
      command.commandLine().getOut().println(e.getMessage());
      ResultOutput.of(command)
          .print(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("outcome", "nothing-to-do")
                  .put("reason", e.getMessage()));
      return ExitCode.DONE;
    } catch (AbsentFieldException e) {
      throw new BadInputException(e.getMessage(), e);
    } catch (StorageUnusableException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  /** Does the work, once the output is open; returns the exit code. */
  int execute(DatasetJob job, StorageInputs inputs) throws Exception {
    Work work = plan(job, inputs);
    if (!inputs.useS3() && !job.storages().useS3()) {
      job.given().useNoS3(command.commandLine().getErr());
    }
    if (work.graph() != null && work.publishes() && !job.given().isRemote()) {
      ReportWarmUp.start();
    }
    Outcome outcome = work.run(command, this::requireGoing);
    int exitCode = report(outcome, work);
    printLogs(job);
    if (exitCode == ExitCode.DONE && !(outcome instanceof Outcome.Submitted)) {
      published(command.commandLine().getOut());
    }
    return exitCode;
  }

  private int report(Outcome outcome, Work work) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    if (outcome instanceof Outcome.Published published) {
      return report(published.manifest(), work, out);
    }
    if (outcome instanceof Outcome.SameData same) {
      RunReport.printSame(
          out, same.earlier(), output.output, latest(same.earlier(), work.job().storage()));
      writeLackingReport(same.earlier(), work.job(), out);
      ResultOutput.of(command)
          .print(RunResult.of("same-data", same.earlier(), output.output).put("published", false));
    } else if (outcome instanceof Outcome.Submitted submitted) {
      out.println(submitted.job());
      if (work.publishes()) {
        RunReport.printPlaces(out, output.output, submitted.run());
      }
      ResultOutput.of(command).print(RunResult.submitted(submitted));
    } else if (outcome instanceof Outcome.BatchKept kept) {
      print(kept.note(), out);
    }
    return ExitCode.DONE;
  }

  /** Returns the links to a run; warns of what keeps them from being made. */
  private List<String> latest(Manifest manifest, Storage storage) throws IOException {
    for (String taken : LatestLinks.taken(manifest, storage)) {
      command
          .commandLine()
          .getErr()
          .printf(
              "seedmill: warning: %s%s is no link of Seedmill's: it stays, and has nothing of run"
                  + " '%s'; move it away, and the next run makes the link%n",
              RunReport.root(output.output), taken, manifest.run());
    }
    return LatestLinks.to(manifest, storage);
  }

  private void printLogs(DatasetJob job) throws IOException {
    if (output.keepLogs) {
      String logs = job.files().layout().logs();
      command
          .commandLine()
          .getOut()
          .println(
              "logs      "
                  + (job.storage().list(logs).isEmpty()
                      ? "no program has said anything yet"
                      : RunReport.root(output.output) + logs));
    }
  }

  private int report(Manifest manifest, Work work, PrintWriter out) throws IOException {
    FailureSummary failures = failures(manifest, work.job());
    List<String> latest = latest(manifest, work.job().storage());
    new RunReport(manifest, output.output, latest, failures)
        .print(
            out,
            command.commandLine().getErr(),
            retryOptions(RunReport.readsFiles(manifest.spec()))
                + RunnerOptions.ofStore(runnerOptions));
    compare(manifest, command.commandLine().getErr());
    if (work.reused().orElse(0) > 0) {
      RunReport.printReused(out, work.reused().getAsLong(), manifest);
    }
    writeReport(manifest, work.job(), failures, out);
    ObjectNode result = RunResult.of("published", manifest, output.output).put("published", true);
    describe(result);
    RunResult.add(result, manifest, latest, failures, work.reused());
    ResultOutput.of(command).print(result);
    return manifest.status().equals(Manifest.TOO_MANY_FAILURES)
        ? ExitCode.TOO_MANY_FAILURES
        : ExitCode.DONE;
  }

  private FailureSummary failures(Manifest manifest, DatasetJob job) throws IOException {
    String replay = replay();
    if (!replay.isEmpty() && manifest.spec().toString().contains("\"s3://")) {
      replay += RunnerOptions.ofStore(runnerOptions); // its files are in a store
    }
    return FailureSummary.of(manifest, job.storage(), replay);
  }

  /** A run whose last step failed has no page yet. */
  private void writeLackingReport(Manifest manifest, DatasetJob job, PrintWriter out)
      throws IOException {
    if (job.storage().size(new DatasetLayout(manifest.run(), "").report()).isEmpty()) {
      writeReport(manifest, job, failures(manifest, job), out);
    }
  }

  /** The run is published, so a page that cannot be written fails nothing. */
  private void writeReport(
      Manifest manifest, DatasetJob job, FailureSummary failures, PrintWriter out) {
    try {
      String path = new ReportFile(job.storage(), manifest).write(failures.most());
      out.println("report    " + RunReport.root(output.output) + path);
    } catch (IOException | BadInputException | RuntimeException e) {
      command
          .commandLine()
          .getErr()
          .printf(
              "seedmill: the report could not be written (%s); 'seedmill report' writes it%n",
              Reason.of(e));
    }
  }

  private void print(RawNote note, PrintWriter out) throws IOException {
    out.printf(
        Locale.ROOT,
        "batch %d of %d: %s,%s %,d failed, %s%n",
        note.batch().index(),
        note.batch().count(),
        Counted.of(note.samples(), "sample"),
        note.duplicates() == null
            ? ""
            : " " + Counted.of(note.duplicates(), "duplicate") + " left out,",
        note.failed(),
        Counted.of(note.bytes(), "byte"));
    out.println("file      " + RunReport.root(output.output) + note.path());
    ResultOutput.of(command).print(RunResult.of(note, output.output));
    long duplicates = note.duplicates() == null ? 0 : note.duplicates();
    long asked = note.samples() + duplicates + note.failed();
    if (note.failed() > maxFailureRate() * asked) {
      command
          .commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "seedmill: %,d of %,d samples of this batch failed, more than maxFailureRate %s"
                  + " allows; 'seedmill consolidate' decides about all batches together%n",
              note.failed(),
              asked,
              maxFailureRate());
    }
  }
}
