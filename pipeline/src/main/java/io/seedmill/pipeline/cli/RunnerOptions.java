package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.Runners;
import io.seedmill.pipeline.runner.UnusableOptionException;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.S3Region;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The runner that the user chose, and its options.
 *
 * @param runner the runner
 * @param options its options as Beam has read them
 * @param named the names of those that the user gave, in camel case
 */
record RunnerOptions(Runner runner, PipelineOptions options, Set<String> named) {

  private static final String REGION = "awsRegion";
  private static final String ENDPOINT = "endpoint";

  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '(\\w+)'");
  private static final Pattern OTHER_TYPE =
      Pattern.compile(
          "Cannot (?:deserialize|construct) .*?(?:type|instance of) `(?:[\\w.]+\\.)?(\\w+)");

  /** The values of an option of a type, in words. */
  private static final Map<String, String> VALUES =
      Map.of(
          "int", "a whole number",
          "Integer", "a whole number",
          "long", "a whole number",
          "Long", "a whole number",
          "float", "a number",
          "double", "a number",
          "boolean", "true or false",
          "Boolean", "true or false");

  private static final Pattern RUNNERS = Pattern.compile("pipeline runners \\[(.*)\\]");

  /*
   * Every file that is being written holds as many parts as there are threads, and one more. Beam's
   * 50 parts of 64 MB would be 3 GB; parts of 8 MB still allow files of 80 GB.
   */
  private static final List<String> FOR_S3 =
      List.of("--s3UploadBufferSizeBytes=" + (8 << 20), "--s3ThreadPoolSize=4");

  /**
   * Reads the options of a command that runs a pipeline.
   *
   * @param name the runner's name; null where the user did not name one
   */
  static RunnerOptions of(String command, Runners runners, String name, List<String> given)
      throws BadInputException {
    try {
      Runner runner = runners.named(name);
      BeamArguments arguments = new BeamArguments(given);
      Set<String> named = arguments.names();
      refuseOptionsOfOthers(runner, runners.known(), arguments);
      arguments.addDefaults(FOR_S3);
      arguments.addDefaults(runner.suitableOptions());
      PipelineOptions options = read(command, runner.name(), arguments);
      runner.check(options);
      if (!named.contains(REGION)) {
        S3Region.setIfUnknownToStore(options);
      }
      return new RunnerOptions(runner, options, named);
    } catch (UnusableOptionException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** Refuses an option that only another runner uses, such as the address of its cluster. */
  private static void refuseOptionsOfOthers(
      Runner runner, List<Runner> known, BeamArguments arguments) throws BadInputException {
    for (Runner other : known) {
      for (String option : other.ownOptions()) {
        if (arguments.has(option) && !runner.ownOptions().contains(option)) {
          throw new BadInputException(
              "--%s: found it with the runner %s, which does not use it; allowed: with --runner=%s"
                  .formatted(option, runner.name(), other.name()));
        }
      }
    }
  }

  /** Reads the options of a command that runs nothing, which say how storage is reached. */
  static RunnerOptions forStorage(CommandSpec command, List<String> given)
      throws BadInputException {
    if (new BeamArguments(given).has("runner")) {
      throw new BadInputException(unknown(command.name(), "runner"));
    }
    return of(command.name(), SeedmillCommand.of(command).runners, null, given);
  }

  /**
   * Returns those of a command line's options that say how a store is reached, for another command
   * line, with a blank in front of each.
   */
  static String ofStore(List<String> given) {
    Set<String> names =
        Stream.of(S3StorageOptions.class.getMethods())
            .filter(method -> AwsOptions.class.isAssignableFrom(method.getDeclaringClass()))
            .map(method -> method.getName().replaceFirst("^[gs]et", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return given.stream()
        .filter(
            option -> {
              String name = OptionName.camelCase(option.replaceFirst("=.*", "").substring(2));
              return names.contains(name.toLowerCase(Locale.ROOT));
            })
        .map(option -> " " + ShellWord.quoted(option))
        .collect(Collectors.joining());
  }

  /**
   * Spares Beam the search for a region of S3, which asks the network, if S3 is not used; says so
   * if the user named a store.
   */
  void useNoS3(PrintWriter err) {
    if (named.contains(ENDPOINT)) {
      err.println(
          "seedmill: warning: --%s is not used: neither --output nor an input begins with s3://"
              .formatted(ENDPOINT));
    }
    if (!named.contains(REGION)) {
      S3Region.setIfUnknown(options);
    }
  }

  /** Returns true if the user gave the job a name. */
  boolean namesJob() {
    return named.contains("jobName");
  }

  /** Returns true if the workers are other machines. */
  boolean isRemote() {
    return runner.isRemote(options);
  }

  /** Makes sure that a pipeline can be started. */
  void prepare() throws BadInputException {
    try {
      runner.prepare(options);
    } catch (UnusableOptionException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /**
   * Returns what runs a pipeline with these options.
   *
   * @param plan what it generates
   * @param tasks the number of tasks that workers get
   */
  Engine engine(GenerationPlan plan, long tasks) {
    return runner.engine(options, plan, tasks);
  }

  /** Returns the number of workers in all, as far as it is known before they start. */
  int workers() {
    return runner.workers(options);
  }

  /** Returns what reads the files that a spec names. */
  StorageInputs inputs() {
    return new StorageInputs(options);
  }

  private static PipelineOptions read(String command, String runner, BeamArguments arguments)
      throws BadInputException {
    try {
      return read(runner, arguments.all());
    } catch (IllegalArgumentException e) {
      refuseEach(command, runner, arguments);
      throw new BadInputException("options: " + e.getMessage(), e);
    }
  }

  private static PipelineOptions read(String runner, List<String> some) {
    List<String> all = new ArrayList<>(some);
    all.add("--runner=" + runner);
    return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).withValidation().create();
  }

  /** Finds the option that cannot be used, by giving Beam each by itself. */
  private static void refuseEach(String command, String runner, BeamArguments arguments)
      throws BadInputException {
    List<List<String>> options =
        Stream.concat(Stream.of(List.<String>of()), arguments.byOption()).toList();
    for (List<String> option : options) {
      try {
        read(runner, option);
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            mistake(command, runner, String.join(" ", option), e.getMessage()), e);
      }
    }
  }

  private static String mistake(String command, String runner, String option, String message) {
    if (message.startsWith("expected one element")) {
      return option.replaceFirst("=.*", "") + ": found several times; allowed: once";
    }
    Matcher runners = RUNNERS.matcher(message);
    if (runners.find()) {
      return "--runner: found '%s'; allowed: %s"
          .formatted(runner, NearestName.advice(runner, forUsers(runners.group(1))));
    }
    Matcher other = OTHER_TYPE.matcher(message);
    if (other.find()) {
      String[] parts = option.split("=", 2);
      return "%s: found '%s'; allowed: %s"
          .formatted(
              parts[0],
              parts.length > 1 ? parts[1] : "",
              VALUES.getOrDefault(other.group(1), "what Beam reads as " + other.group(1)));
    }
    if (option.endsWith("=")) {
      return option.replaceFirst("=$", "")
          + ": found nothing; allowed: a value, or to leave the option out";
    }
    Matcher unknown = UNKNOWN.matcher(message);
    return unknown.find()
        ? unknown(command, unknown.group(1))
        : option + ": " + message.lines().findFirst().orElse("cannot be used");
  }

  private static String unknown(String command, String option) {
    return UsageReport.unknownOption(option, SeedmillCommand.optionsOf(command))
        + "; see 'seedmill help "
        + command
        + "'";
  }

  /** Runners bring variants of themselves for tests. */
  private static List<String> forUsers(String names) {
    return Stream.of(names.split(", ", -1)).filter(name -> !name.startsWith("Test")).toList();
  }
}
