package io.seedmill.pipeline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the built-in datasets, or prints the spec of one. */
@Command(
    name = "datasets",
    description = "Lists the built-in datasets, or prints the spec of one to start from.")
final class DatasetsCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "<name>",
      completionCandidates = Candidates.Datasets.class,
      description = "The dataset to print.")
  private String name;

  @Override
  public Integer call() throws BadInputException {
    PrintWriter out = command.commandLine().getOut();
    if (name != null) {
      DatasetOptions.builtIn("datasets", name).lines().forEach(out::println);
      return ExitCode.DONE;
    }
    for (String each : DatasetOptions.BUILT_IN) {
      String about =
          DatasetOptions.builtIn("datasets", each)
              .lines()
              .takeWhile(line -> line.startsWith("#"))
              .map(line -> line.substring(1).strip())
              .collect(Collectors.joining(" "));
      out.println(each + ": " + about);
    }
    out.println();
    out.println("'seedmill datasets <name>' prints the spec of one: > mine.yaml keeps it.");
    return ExitCode.DONE;
  }
}
