package io.seedmill.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.commons.text.CaseUtils;

/** The options that go to Beam: what the user typed, on top of what suits a runner. */
final class RunnerOptions {

  private static final Pattern OPTION =
      Pattern.compile("--([A-Za-z][A-Za-z0-9-]*)(=.*)?", Pattern.DOTALL);
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '(\\w+)'");

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

  private final List<String> arguments = new ArrayList<>();

  RunnerOptions(String runner, List<String> given) throws BadInputException {
    arguments.add("--runner=" + runner);
    List<String> camelCase = new ArrayList<>();
    for (String option : given) {
      camelCase.add(camelCase(option));
    }
    for (String suitable : SUITABLE.getOrDefault(runner, List.of())) {
      String name = suitable.substring(0, suitable.indexOf('=') + 1);
      if (camelCase.stream().noneMatch(option -> option.startsWith(name))) {
        arguments.add(suitable);
      }
    }
    arguments.addAll(camelCase);
  }

  /** Refuses what Beam and its runner do not know. */
  void validate() throws BadInputException {
    try {
      create();
    } catch (IllegalArgumentException e) {
      Matcher unknown = UNKNOWN.matcher(e.getMessage());
      throw new BadInputException(
          unknown.find()
              ? "--%s: there is no such option; see 'seedmill help run'".formatted(unknown.group(1))
              : e.getMessage(),
          e);
    }
  }

  /** The options as Beam reads them. */
  PipelineOptions create() {
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
        .withValidation()
        .create();
  }

  private static String camelCase(String argument) throws BadInputException {
    Matcher option = OPTION.matcher(argument);
    if (!option.matches()) {
      throw new BadInputException(
          "found '%s'; allowed: options such as --samples=1000".formatted(argument));
    }
    String name = option.group(1);
    String value = option.group(2) == null ? "" : option.group(2);
    String camelCase = name.contains("-") ? CaseUtils.toCamelCase(name, false, '-') : name;
    return "--" + camelCase + value;
  }
}
