package io.seedmill.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Writes the page about a run anew. */
@Command(
    name = "report",
    description = {
      "Writes report.html beside the manifest of a run, in place of the one that is there: counts,"
          + " duplicates, failures, lengths, a forecast, and samples. 'run', 'consolidate' and"
          + " 'retry' write it too, but not where a job goes on without the command."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill report out",
      "  seedmill report s3://bucket/mine/metadata/monday"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Parameters(
      arity = "0..1",
      paramLabel = "<output or run>",
      defaultValue = "out",
      description =
          "An output, for its newest complete run, or <output>/metadata/<run>; default:"
              + " ${DEFAULT-VALUE}.")
  private String place;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (PublishedRun run = PublishedRun.open("<output or run>", place, given, command)) {
      FailureSummary failures = FailureSummary.of(run.manifest(), run.storage(), "");
      String path = new ReportFile(run.storage(), run.manifest()).write(failures.most());
      String output = place.replaceFirst("/metadata/[^/]+/?$", "");
      command.commandLine().getOut().println("report    " + RunReport.root(output) + path);
    }
    return ExitCode.DONE;
  }
}
