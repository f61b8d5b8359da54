package io.seedmill.pipeline.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options for a run's output, its name and its runner. */
final class OutputOptions {

  @Option(
      names = {"--output", "-o"},
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
      description =
          "The run's name. 'generate', 'consolidate' and 'retry' need it, since they continue a run;"
              + " 'run' takes the time, such as 2026-11-24T02-00-00Z, if it has none.")
  String runId;

  @Option(
      names = {"--keep-logs", "--keepLogs"},
      description =
          "Keep what programs say on standard error, in <output>/logs/<run>, a file for each"
              + " process.")
  boolean keepLogs;

  @Option(
      names = "--runner",
      paramLabel = "<runner>",
      completionCandidates = Candidates.RunnerNames.class,
      description =
          "Beam's runner; default: DirectRunner, or the one whose own client starts Seedmill.")
  String runner;

  /**
   * Reads the options for Beam.
   *
   * @param others the options that the command does not know itself
   */
  RunnerOptions runnerOptions(CommandSpec command, List<String> others) throws BadInputException {
    return RunnerOptions.of(command.name(), SeedmillCommand.of(command).runners, runner, others);
  }

  /** Returns the output as workers know it. */
  String place(RunnerOptions given) throws BadInputException {
    return OutputCheck.place(output, given, sharedOutput);
  }

  /** Returns the name that all batches of a run share, which the user must give. */
  String requiredRunId() throws BadInputException {
    return requiredRunId("the name that all batches of the run share");
  }

  /**
   * Returns the run's name, which the user must give.
   *
   * @param allowed what it names, for a message
   */
  String requiredRunId(String allowed) throws BadInputException {
    if (runId == null) {
      throw new BadInputException("--run-id: found nothing; allowed: " + allowed);
    }
    RunName.check(runId);
    return runId;
  }
}
