package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.NearestName;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with the arguments, and where to read on. */
final class UsageReport implements IParameterExceptionHandler {

  private final Arguments arguments;

  UsageReport(Arguments arguments) {
    this.arguments = arguments;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] args) {
    CommandLine commandLine = mistake.getCommandLine();
    PrintWriter err = commandLine.getErr();
    if (args.length == 0) {
      commandLine.usage(err, CommandLine.Help.Ansi.OFF);
    } else {
      String sentence = arguments.placed(sentence(mistake));
      err.println("seedmill: " + sentence + "; see '" + help(commandLine) + "'");
    }
    return ExitCode.BAD_INPUT;
  }

  /** Returns the message for an option that the command does not know. */
  static String unknownOption(String option, List<String> known) {
    return NearestName.find(option, known)
        .map(
            nearest ->
                "--%s: there is no such option (did you mean '--%s'?)".formatted(option, nearest))
        .orElse("--%s: there is no such option".formatted(option));
  }

  private static String sentence(ParameterException mistake) {
    CommandLine commandLine = mistake.getCommandLine();
    if (!commandLine.getUnmatchedArguments().isEmpty()) {
      return unmatched(commandLine.getUnmatchedArguments().get(0), commandLine);
    }
    if (mistake.getArgSpec() instanceof OptionSpec option && mistake.getValue() != null) {
      return "%s: found '%s'; allowed: %s"
          .formatted(option.longestName(), mistake.getValue(), allowed(option));
    }
    return mistake.getMessage().replaceFirst("\\.$", "");
  }

  private static String allowed(OptionSpec option) {
    if (option.typeInfo().isMap()) {
      return "a list such as name=value,name=value";
    }
    return option.type() == boolean.class
        ? "the option by itself, or true or false"
        : "a whole number";
  }

  private static String unmatched(String argument, CommandLine commandLine) {
    if (argument.startsWith("--")) {
      return unknownOption(
          argument.substring(2).replaceFirst("=.*", ""), SeedmillCommand.options(commandLine));
    }
    return "found '%s'; allowed: %s"
        .formatted(
            argument,
            commandLine.getSubcommands().isEmpty()
                ? "options such as --seed=42"
                : NearestName.advice(argument, commandLine.getSubcommands().keySet()));
  }

  private static String help(CommandLine commandLine) {
    return commandLine.getParent() == null
        ? "seedmill help"
        : "seedmill help " + commandLine.getCommandName();
  }
}
