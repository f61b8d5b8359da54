package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.spec.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final Map<String, List<String>> SUITABLE =
      Map.of(
          "DirectRunner",
          List.of(
              "--enforceImmutability=false",
              "--enforceEncodability=false",
              "--blockOnRun=false",
              "--targetParallelism=" + Runtime.getRuntime().availableProcessors()));

  private final String runner;

  /** By name, because an option that is a list may be given several times. */
  private final Map<String, List<String>> arguments = new LinkedHashMap<>();

  RunnerOptions(String runner, List<String> given) throws BadInputException {
    this.runner = runner;
    for (String option : given) {
      String argument = camelCase(option);
      arguments.computeIfAbsent(name(argument), name -> new ArrayList<>()).add(argument);
    }
    for (String suitable : SUITABLE.getOrDefault(runner, List.of())) {
      arguments.putIfAbsent(name(suitable), List.of(suitable));
    }
  }

  /** Reads the options as Beam does; refuses those that Beam and its runner do not know. */
  PipelineOptions create() throws BadInputException {
    try {
      return read(arguments.values().stream().flatMap(List::stream).toList());
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
        ? UsageReport.unknownOption(unknown.group(1), SeedmillCommand.runOptions())
            + "; see 'seedmill help run'"
        : option + ": " + message.lines().findFirst().orElse("cannot be used");
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
