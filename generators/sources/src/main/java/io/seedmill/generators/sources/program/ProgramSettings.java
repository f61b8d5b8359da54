package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.LargeIntegers;
import io.seedmill.generators.sources.files.FieldSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The settings of a program.
 *
 * @param words the command, files of the spec's folder as absolute paths
 * @param cwd where the program runs; in a folder of its own, unless given
 * @param sources its code as it was when the plan was made
 * @param programs the folders in which programs are found before those of the PATH
 * @param bare each line is a sample, in the order of the indices
 * @param files the program writes a folder for each task, instead of lines
 * @param params the parameters that are passed to the program
 * @param env its environment variables, with references to those of the worker
 * @param taskSize the number of samples of a task, for a program with one seed for each task
 * @param perSample the longest time between two samples
 * @param perTask the longest time for a task
 * @param firstAnswer the longest time for the first line of a program that has never answered
 * @param start the additional time for the first line of another process
 * @param limits the limits of its memory, processes and files
 * @param collect the rule by which files become samples
 * @param fields the fields of a sample; empty for all
 * @param integers what becomes of large integers in samples
 */
record ProgramSettings(
    List<String> words,
    Optional<Path> cwd,
    PlannedSources sources,
    List<Path> programs,
    boolean bare,
    boolean files,
    ObjectNode params,
    Map<String, String> env,
    OptionalLong taskSize,
    Optional<Duration> perSample,
    Optional<Duration> perTask,
    Optional<Duration> firstAnswer,
    Duration start,
    ResourceLimits limits,
    CollectRule collect,
    Optional<FieldSelection> fields,
    LargeIntegers integers) {

  /** The time for the first line, unless the spec sets it, or a longer time for each sample. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);

  private static final Duration USUAL_SAMPLE = Duration.ofSeconds(60);

  /** Returns the settings of a program that is in no repository of its own. */
  static ProgramSettings of(Parameters parameters, Prepared prepared) {
    Optional<Path> cwd =
        Optional.ofNullable(prepared.place().get("cwd")).map(folder -> Path.of(folder.textValue()));
    return of(parameters, prepared, cwd, List.of());
  }

  /**
   * Returns the settings of a program.
   *
   * @param cwd where it runs
   * @param programs the folders in which programs are found before those of the PATH
   */
  static ProgramSettings of(
      Parameters parameters, Prepared prepared, Optional<Path> cwd, List<Path> programs) {
    List<String> words = new ArrayList<>();
    prepared.place().path("words").forEach(word -> words.add(word.asText()));
    Optional<Duration> perSample = parameters.optional("timeoutPerSample", Parameters::duration);
    Optional<Duration> start = parameters.optional("startTimeout", Parameters::duration);
    return new ProgramSettings(
        words,
        cwd,
        PlannedSources.of(prepared.place(), cwd.orElse(Path.of(""))),
        programs,
        parameters.choice("lines").equals("bare"),
        parameters.choice("mode").equals("files"),
        (ObjectNode) parameters.json("params"),
        new TreeMap<>(parameters.textMap("env")),
        taskSize(parameters),
        perSample,
        parameters.optional("timeoutPerTask", Parameters::duration),
        start.or(
            () -> perSample.map(each -> each.compareTo(USUAL_SAMPLE) > 0 ? each : FIRST_ANSWER)),
        start.orElse(FIRST_ANSWER),
        ResourceLimits.of(parameters),
        collect(parameters),
        selection(parameters),
        parameters.largeIntegers());
  }

  static CollectRule collect(Parameters parameters) {
    return parameters
        .optional("collect", Parameters::object)
        .map(CollectRule::of)
        .orElse(CollectRule.DEFAULT);
  }

  static Optional<FieldSelection> selection(Parameters parameters) {
    return parameters.optional("fields", Parameters::json).map(FieldSelection::of);
  }

  static OptionalLong taskSize(Parameters parameters) {
    return parameters.has("taskSize")
        ? OptionalLong.of(parameters.integer("taskSize"))
        : OptionalLong.empty();
  }
}
