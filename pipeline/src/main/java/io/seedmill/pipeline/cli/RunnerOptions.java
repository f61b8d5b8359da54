package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.flink.FlinkEngine;
import io.seedmill.pipeline.flink.FlinkTarget;
import io.seedmill.pipeline.run.BeamEngine;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options that go to Beam: what the user typed, on top of what suits a runner. */
final class RunnerOptions {

  private static final Pattern OPTION =
      Pattern.compile("--([A-Za-z][A-Za-z0-9-]*)(=.*)?", Pattern.DOTALL);
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '(\\w+)'");
  private static final Pattern RUNNERS = Pattern.compile("pipeline runners \\[(.*)\\]");

  /*
   * The DirectRunner checks every element by default, which is for tests; it blocks, which leaves
   * no chance to show progress; and it uses three threads even on a machine with two cores.
   */
  private static final List<String> FOR_DIRECT =
      List.of(
          "--enforceImmutability=false",
          "--enforceEncodability=false",
          "--blockOnRun=false",
          "--targetParallelism=" + Runtime.getRuntime().availableProcessors());

  /*
   * What is grouped waits on disk, so that after a failure only the steps that lost data run again.
   * Reuse of objects and Beam's faster copy are left off: with few and large elements they gained
   * nothing.
   */
  private static final List<String> FOR_FLINK = List.of("--executionModeForBatch=BATCH");

  /*
   * Every file that is being written holds as many parts as there are threads, and one more. Beam's
   * 50 parts of 64 MB would be 3 GB; parts of 8 MB still allow files of 80 GB.
   */
  private static final List<String> FOR_S3 =
      List.of("--s3UploadBufferSizeBytes=" + (8 << 20), "--s3ThreadPoolSize=4");

  /** Options that may hold secrets, and the words by which one is known. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "awsCredentialsProvider", "secret token",
          "proxyConfiguration", "password",
          "SSECustomerKey", "key");

  private static final String DIRECT = "DirectRunner";
  private static final String FLINK = "FlinkRunner";
  private static final String FLINK_MASTER = "--flinkMaster";

  private static final Map<String, List<String>> SUITABLE =
      Map.of(DIRECT, FOR_DIRECT, FLINK, FOR_FLINK);

  private static final String RUN = "run";

  /** The command that these options are for. */
  private final String command;

  private final String runner;

  /** By name, because an option that is a list may be given several times. */
  private final Map<String, List<String>> arguments = new LinkedHashMap<>();

  /** Where Flink runs; null where another runner does. */
  private final FlinkTarget flink;

  /**
   * Reads what the user typed.
   *
   * @param runner the runner's name; null where the user did not name one
   */
  RunnerOptions(EntryPoint entryPoint, String runner, List<String> given) throws BadInputException {
    this(RUN, entryPoint, runner, given);
  }

  /** The options of a command that runs nothing, which say how storage is reached. */
  static RunnerOptions forStorage(String command, EntryPoint entryPoint, List<String> given)
      throws BadInputException {
    for (String option : given) {
      if (name(camelCase(option)).equals("--runner")) {
        throw new BadInputException(unknown(command, "runner"));
      }
    }
    return new RunnerOptions(command, entryPoint, null, given);
  }

  private RunnerOptions(String command, EntryPoint entryPoint, String runner, List<String> given)
      throws BadInputException {
    this.command = command;
    boolean byFlink = entryPoint == EntryPoint.FLINK;
    this.runner = runner == null ? (byFlink ? FLINK : DIRECT) : runner;
    for (String option : given) {
      String argument = camelCase(option);
      arguments.computeIfAbsent(name(argument), name -> new ArrayList<>()).add(argument);
    }
    refuseSecrets();
    Stream.concat(FOR_S3.stream(), SUITABLE.getOrDefault(this.runner, List.of()).stream())
        .forEach(suitable -> arguments.putIfAbsent(name(suitable), List.of(suitable)));
    this.flink = byFlink ? surrounding() : flinkTarget();
  }

  /** Options are seen in process lists and in Flink's web interface. */
  private void refuseSecrets() throws BadInputException {
    for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
      String value = value(secret.getKey()).orElse("").toLowerCase(Locale.ROOT);
      if (Stream.of(secret.getValue().split(" ", -1)).anyMatch(value::contains)) {
        throw new BadInputException(
            ("--%s: found a secret, which others can see there; allowed: credentials in the"
                    + " environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), a profile or a role")
                .formatted(secret.getKey()));
      }
    }
  }

  private FlinkTarget surrounding() throws BadInputException {
    if (!runner.equals(FLINK)) {
      throw new BadInputException(
          "--runner: found '%s' in a program that Flink started; allowed: %s"
              .formatted(runner, FLINK));
    }
    if (arguments.containsKey(FLINK_MASTER)) {
      throw new BadInputException(
          "--flinkMaster: found in a program that Flink started, which decides where it runs;"
              + " allowed: no such option");
    }
    return new FlinkTarget.Surrounding();
  }

  private FlinkTarget flinkTarget() throws BadInputException {
    if (!runner.equals(FLINK)) {
      return null;
    }
    List<String> found = arguments.getOrDefault(FLINK_MASTER, List.of(FLINK_MASTER + "=[auto]"));
    try {
      return FlinkTarget.of(found.get(found.size() - 1).replaceFirst("^[^=]*=?", ""));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(FLINK_MASTER + ": " + e.getMessage(), e);
    }
  }

  /** Whether the run is on a cluster of other machines, as far as one can know. */
  boolean onCluster() {
    return flink != null && !(flink instanceof FlinkTarget.Embedded);
  }

  /** Whether the user gave an option, such as {@code --jobName}. */
  boolean given(String name) {
    return arguments.containsKey(name);
  }

  /** What runs a pipeline with these options. */
  Engine engine(GenerationPlan plan) {
    return flink == null ? new BeamEngine(plan.samples()) : new FlinkEngine(flink, plan.shards());
  }

  /** Reads the options as Beam does; refuses those that Beam and its runner do not know. */
  PipelineOptions create() throws BadInputException {
    try {
      PipelineOptions options = read(arguments.values().stream().flatMap(List::stream).toList());
      if (flink != null) {
        FlinkEngine.prepare(flink, options);
      }
      return options;
    } catch (IOException e) {
      throw new BadInputException(FLINK_MASTER + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      nameMistake();
      throw new BadInputException("options: " + e.getMessage(), e);
    }
  }

  /** How many workers there are in all, as far as one can know before they start. */
  int workers(PipelineOptions options) {
    return flink != null
        ? FlinkEngine.parallelism(options)
        : value("targetParallelism").map(Integer::parseInt).orElse(1);
  }

  /** Reads the files that a spec names. */
  StorageInputs inputs() throws BadInputException {
    try {
      return new StorageInputs(read(arguments.values().stream().flatMap(List::stream).toList()));
    } catch (IllegalArgumentException e) {
      nameMistake();
      throw new BadInputException("options: " + e.getMessage(), e);
    }
  }

  /** The last value of an option, as the user or the runner's defaults have it. */
  Optional<String> value(String name) {
    return Optional.ofNullable(arguments.get("--" + name))
        .map(given -> given.get(given.size() - 1).replaceFirst("(?s)^[^=]*=?", ""));
  }

  /** Finds the option that cannot be used, each by itself. */
  private void nameMistake() throws BadInputException {
    List<List<String>> options = new ArrayList<>(arguments.values());
    options.add(0, List.of());
    for (List<String> option : options) {
      try {
        read(option);
      } catch (IllegalArgumentException e) {
        throw new BadInputException(mistake(String.join(" ", option), e.getMessage()), e);
      }
    }
  }

  private String mistake(String option, String message) {
    Matcher runners = RUNNERS.matcher(message);
    if (runners.find()) {
      return "--runner: found '%s'; allowed: %s"
          .formatted(runner, NearestName.advice(runner, forUsers(runners.group(1))));
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

  private PipelineOptions read(List<String> some) {
    List<String> all = new ArrayList<>(some);
    all.add("--runner=" + runner);
    return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).withValidation().create();
  }

  private static String name(String argument) {
    return argument.replaceFirst("(?s)=.*", "");
  }

  private static String camelCase(String argument) throws BadInputException {
    Matcher option = OPTION.matcher(argument);
    if (!option.matches()) {
      throw new BadInputException(
          "found '%s'; allowed: options such as --samples=1000; see 'seedmill help run'"
              .formatted(argument));
    }
    String name = option.group(1);
    String value = option.group(2) == null ? "" : option.group(2);
    return "--" + OptionName.camelCase(name) + value;
  }
}
