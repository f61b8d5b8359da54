package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.Printable;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.runner.Runners;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole. */
@Command(
    name = "seedmill",
    description =
        "Generates machine-learning datasets: in parallel, deduplicated, the same bytes"
            + " every time.",
    mixinStandardHelpOptions = true,
    versionProvider = SeedmillCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that is not your input",
      "2:your input is wrong; nothing was done",
      "3:done, but more samples failed than maxFailureRate allows",
      "4:'validate' found a file that is not as its run left it"
    })
public final class SeedmillCommand {

  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          InitCommand.class,
          PreviewCommand.class,
          PlanCommand.class,
          GenerateCommand.class,
          ConsolidateCommand.class,
          SubmitCommand.class,
          GeneratorsCommand.class,
          DatasetsCommand.class,
          SchemaCommand.class,
          CheckCommand.class,
          ReplayCommand.class,
          ValidateCommand.class,
          ReportCommand.class,
          CardCommand.class,
          RunsCommand.class,
          DiffCommand.class,
          ScoreCommand.class,
          RetryCommand.class,
          CleanCommand.class,
          ExportCommand.class,
          BenchmarkCommand.class);

  /** Those that need to know all others. */
  private static final List<Class<?>> OF_ALL =
      List.of(CompletionCommand.class, CommandLine.HelpCommand.class);

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the code an error came from.")
  boolean stacktrace;

  @Mixin final ResultOutput result = new ResultOutput();

  final Runners runners;

  /** Standard error, for what is drawn there and has no text from elsewhere. */
  PrintWriter terminal;

  private SeedmillCommand(Runners runners) {
    this.runners = runners;
  }

  /** Returns the command line that a command is part of. */
  static SeedmillCommand of(CommandSpec command) {
    return (SeedmillCommand) command.root().userObject();
  }

  /** Returns true for a help text or a preview on a terminal, which see to text from elsewhere. */
  private static boolean hasStyles(String... args) {
    List<String> words = List.of(args);
    String first = words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("help");
    boolean isStyled = List.of("help", "preview").contains(first);
    return CommandLine.Help.Ansi.AUTO.enabled()
        && (isStyled || words.contains("--help") || words.contains("-h"));
  }

  /**
   * Runs one command.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return execute(Runners.installed(), out, err, args);
  }

  /**
   * Runs one command, given the runners to choose from.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public static int execute(Runners runners, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine =
        commandLine(runners, args.length == 0 ? "" : args[0])
            .setOut(
                new PrintWriter(
                    hasStyles(args) ? Printable.steering(out) : new Printable(out), true))
            .setErr(new PrintWriter(new Printable(err), true));
    of(commandLine.getCommandSpec()).terminal = new PrintWriter(Printable.steering(err), true);
    Arguments arguments;
    try {
      arguments = Arguments.of(commandLine, args);
    } catch (BadInputException e) {
      err.println("seedmill: " + e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    commandLine.setExecutionExceptionHandler(
        (thrown, command, parsed) -> report(thrown, command, arguments));
    commandLine.setExecutionStrategy(of(commandLine.getCommandSpec()).result::run);
    commandLine.setParameterExceptionHandler(new UsageReport(arguments));
    int exitCode;
    try {
      exitCode = commandLine.execute(arguments.all());
    } catch (Error e) {
      exitCode = report(e, commandLine, arguments);
    }
    if (out.checkError()) {
      commandLine
          .getErr()
          .println(
              "seedmill: standard output: not all could be written, so it lacks its end;"
                  + " is the disk full?");
      return exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode;
    }
    return exitCode;
  }

  /** Returns the names of all commands. */
  static List<String> commands() {
    return List.copyOf(commandLine(Runners.installed(), "").getSubcommands().keySet());
  }

  /** The names, in camel case, of the options of {@code run}. */
  public static List<String> runOptions() {
    return optionsOf("run");
  }

  /** The names, in camel case, of the options of a command. */
  static List<String> optionsOf(String command) {
    return options(commandLine(Runners.installed(), command).getSubcommands().get(command));
  }

  /** The names, in camel case, of the options that a command has of its own. */
  static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      for (String name : option.names()) {
        String bare = name.replaceFirst("^-+", "");
        if (name.startsWith("--")
            && !bare.contains("-")
            && !option.usageHelp()
            && !option.versionHelp()) {
          names.add(bare);
        }
      }
    }
    return names;
  }

  /** Knows one command where its name is the first argument, because all take a while. */
  private static CommandLine commandLine(Runners runners, String first) {
    CommandLine commandLine = new CommandLine(new SeedmillCommand(runners));
    List<Class<?>> asked =
        COMMANDS.stream()
            .filter(each -> each.getAnnotation(Command.class).name().equals(first))
            .toList();
    if (asked.isEmpty()) {
      COMMANDS.forEach(commandLine::addSubcommand);
      OF_ALL.forEach(commandLine::addSubcommand);
    } else {
      asked.forEach(commandLine::addSubcommand);
    }
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExpandAtFiles(false); // a dataset may have such a name
    NumberOption.register(commandLine);
    return commandLine;
  }

  private static int report(Throwable thrown, CommandLine commandLine, Arguments arguments) {
    PrintWriter err = commandLine.getErr();
    message(thrown).lines().forEach(line -> err.println("seedmill: " + arguments.placed(line)));
    if (of(commandLine.getCommandSpec()).stacktrace) {
      thrown.printStackTrace(err);
    }
    return exitCode(thrown);
  }

  /** Returns the exit code of a command that ended so. */
  static int exitCode(Throwable thrown) {
    boolean input = thrown instanceof BadInputException || thrown instanceof InvalidSpecException;
    return input ? ExitCode.BAD_INPUT : ExitCode.FAILED;
  }

  /** Returns what is said of the end of a command. */
  public static String message(Throwable thrown) {
    Optional<String> lacking = Reason.find(thrown, OutOfMemoryError.class);
    if (lacking.isPresent() && lacking.get().contains("native thread")) {
      return "no more threads can be started; allowed: a higher limit of processes (ulimit -u, or that of"
          + " the container or service), or fewer processes beside this one";
    }
    if (lacking.isPresent()) {
      return "the heap of %,d MB is too small; allowed: more, such as SEEDMILL_JAVA_OPTS=-Xmx4g"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    boolean isOnlyAName = thrown instanceof FileSystemException; // the class says what happened
    return isOnlyAName || thrown instanceof Error || thrown.getMessage() == null
        ? Reason.of(thrown)
        : thrown.getMessage();
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SeedmillCommand.class.getPackage().getImplementationVersion();
      return new String[] {"seedmill " + (version == null ? "(not packaged)" : version)};
    }
  }
}
