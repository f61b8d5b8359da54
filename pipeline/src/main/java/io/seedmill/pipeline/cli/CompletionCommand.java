package io.seedmill.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script by which bash and zsh complete commands, options and values. */
@Command(
    name = "generate-completion",
    description = {
      "Prints a script by which bash and zsh complete commands, options and values:",
      "  source <(seedmill generate-completion)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** The part that is written by hand: values behind '=', and files where nothing else fits. */
  private static final String VALUES = "completion.sh";

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    CommandLine all = command.root().commandLine();
    out.print(AutoComplete.bash(all.getCommandName(), all));
    try (InputStream in = CompletionCommand.class.getResourceAsStream(VALUES)) {
      out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    out.flush();
    return ExitCode.DONE;
  }
}
