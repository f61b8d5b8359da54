package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.dataset.DatasetSchema;
import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of a dataset spec, for editors. */
@Command(
    name = "schema",
    description =
        "Prints the JSON Schema of a dataset spec, with which an editor completes and"
            + " checks one.")
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private PluginOptions plugins;

  @Option(names = "--file", paramLabel = "<file>", description = "Writes it to a file instead.")
  private Path file;

  @Override
  public Integer call() throws BadInputException {
    String schema = DatasetSchema.json(plugins.catalogue()).toPrettyString();
    if (file == null) {
      schema.lines().forEach(command.commandLine().getOut()::println);
      return ExitCode.DONE;
    }
    try {
      Files.writeString(file, schema + "\n");
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new BadInputException(
          "--file: cannot be written (%s); allowed: a file in a folder that is there"
              .formatted(Reason.of(e)),
          e);
    }
  }
}
