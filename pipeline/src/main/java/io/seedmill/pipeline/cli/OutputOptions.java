package io.seedmill.pipeline.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Where a run's results land, under which name, and what runs it. */
final class OutputOptions {

  @Option(
      names = "--output",
      paramLabel = "<place>",
      defaultValue = "out",
      description =
          "Where the dataset lands: a folder, or s3://bucket/prefix; default: ${DEFAULT-VALUE}.")
  String output;

  @Option(
      names = {"--shared-output", "--sharedOutput"},
      description =
          "The output is a folder that this machine and all workers of a cluster share,"
              + " under the same name.")
  boolean sharedOutput;

  @Option(
      names = {"--run-id", "--runId"},
      paramLabel = "<name>",
      description = "The run's name; default: the time, such as 2026-11-24T02-00-00Z.")
  String runId;

  @Option(
      names = "--runner",
      paramLabel = "<runner>",
      description = "Beam's runner; default: DirectRunner, in a Flink client FlinkRunner.")
  String runner;

  /**
   * The options that go to Beam.
   *
   * @param others what the command does not know itself
   */
  RunnerOptions runnerOptions(SeedmillCommand top, List<String> others) throws BadInputException {
    return new RunnerOptions(top.entryPoint, runner, others);
  }

  /** What the user calls the output, in the words that workers understand. */
  String place(RunnerOptions given) throws BadInputException {
    return OutputCheck.place(output, given, sharedOutput);
  }

  /** A run's name that a command cannot do without. */
  String requiredRunId() throws BadInputException {
    if (runId == null) {
      throw new BadInputException(
          "--run-id: found nothing; allowed: the name that all batches of the run share");
    }
    RunName.check(runId);
    return runId;
  }
}
