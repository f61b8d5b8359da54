package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.NearestName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with the arguments, and where to read on. */
final class UsageReport implements IParameterExceptionHandler {

  /** Dashes and minus signs that text programs write in place of that of a keyboard. */
  private static final Pattern DASH =
      Pattern.compile("[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]+[A-Za-z].*", Pattern.DOTALL);

  private static final Pattern NEGATIVE = Pattern.compile("no([A-Z])(\\w*)");

  private static final Pattern DATASET =
      Pattern.compile("\\S+\\.(?:ya?ml|json)", Pattern.CASE_INSENSITIVE);

  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("Unknown subcommand '(.*)'\\.", Pattern.DOTALL);

  private static final List<String> VERSION = List.of("version", "-v");

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
    Matcher negative = NEGATIVE.matcher(OptionName.camelCase(option));
    if (negative.matches()) {
      String positive = negative.group(1).toLowerCase(Locale.ROOT) + negative.group(2);
      if (known.contains(positive)) {
        return "--%s: there is no such option; allowed: to leave out --%s, or --%2$s=false"
            .formatted(option, positive);
      }
    }
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
    if (mistake instanceof MissingParameterException missing
        && !missing.getMissing().isEmpty()
        && missing.getMissing().get(0) instanceof OptionSpec option
        && missing.getMessage().startsWith("Missing required parameter")) {
      return "%s: found no value behind it; allowed: %s"
          .formatted(option.longestName(), option.paramLabel());
    }
    if (mistake instanceof OverwrittenOptionException again
        && again.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + ": found several times; allowed: once";
    }
    Matcher unknown = UNKNOWN_COMMAND.matcher(mistake.getMessage());
    if (unknown.matches()) {
      return "found '%s'; allowed: %s"
          .formatted(
              unknown.group(1),
              NearestName.advice(unknown.group(1), commandLine.getSubcommands().keySet()));
    }
    return mistake.getMessage().replaceFirst("\\.$", "");
  }

  /** Returns what to say of an argument that begins with a dash which is none of a keyboard's. */
  static Optional<String> dashed(String argument) {
    Matcher dash = DASH.matcher(argument);
    return dash.matches()
        ? Optional.of(
            "found '%s', whose first character is a dash, but not '-'; allowed: options such as --samples=1000"
                .formatted(argument))
        : Optional.empty();
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
    if (dashed(argument).isPresent()) {
      return dashed(argument).get();
    }
    if (!commandLine.getSubcommands().isEmpty()) {
      if (VERSION.contains(argument)) {
        return "found '%s'; allowed: --version".formatted(argument);
      }
      if (DATASET.matcher(argument).matches() || DatasetOptions.BUILT_IN.contains(argument)) {
        return "found '%s', a dataset; allowed: a command before it, such as 'seedmill run %1$s'"
            .formatted(argument);
      }
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
