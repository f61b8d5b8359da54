package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.dataset.DatasetSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of a dataset spec, for editors. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of a dataset spec, with which an editor completes and"
        + " checks one.")
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private PluginOptions plugins;

  @Override
  public Integer call() throws BadInputException {
    PrintWriter out = command.commandLine().getOut();
    DatasetSchema.json(plugins.catalogue()).toPrettyString().lines().forEach(out::println);
    return ExitCode.DONE;
  }
}
