package io.seedmill.generators.sources.program;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.FieldSelection;
import io.seedmill.generators.sources.program.SharedSources.Counted;
import io.seedmill.generators.sources.secrets.EnvironmentText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program in any language as a source: it reads tasks and prints samples.
 *
 * <p>A sample must depend on nothing but the command's words, the files among them, the parameters,
 * the listed environment and the seed. The same files in another folder are the same program.
 */
@AutoService(SourceFactory.class)
public final class CommandFactory implements SourceFactory {

  private static final Set<String> SETTINGS =
      Stream.concat(
              Stream.of(
                  "timeoutPerSample", "timeoutPerTask", "startTimeout", "sources", "repository"),
              ResourceLimits.KEYS.stream())
          .collect(toUnmodifiableSet());

  @Override
  public String name() {
    return "command";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "a program that answers tasks on standard input with samples on standard output";
  }

  @Override
  public ParameterSchema parameters() {
    return ProgramSchema.SCHEMA;
  }

  @Override
  public GeneratorTraits traits() {
    return new GeneratorTraits(SETTINGS, false, true, true, false);
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation given)
      throws UnusableException, IOException, InterruptedException {
    requireMachine();
    if (ProgramRepository.isIn(parameters)) {
      checkAreSet(parameters, given);
      Prepared prepared = ProgramRepository.prepare(parameters, given);
      addLimits(parameters, prepared.place());
      return prepared;
    }
    Optional<Path> cwd = cwd(parameters, given);
    Preparation at =
        new Preparation(
            given.entry(),
            cwd.orElse(given.folder()),
            given.environment(),
            given.inputs(),
            given.generates());
    checkAreSet(parameters, at);
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    ObjectNode files = JsonNodeFactory.instance.objectNode();
    Interpreters.requireScript(words(parameters), at);
    List<String> command = words(parameters);
    for (int i = 0; i < command.size(); i++) {
      words.add(found(i, command.get(i), files, at));
    }
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    identity.set("files", files);
    ProgramSources sources = sources(parameters, words, given, cwd);
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    place.set("words", words);
    cwd.ifPresent(folder -> place.put("cwd", folder.toString()));
    Counted counted =
        SharedSources.of(at)
            .counted(
                List.of(sources, files, at.folder()),
                () -> counted(sources, files, at, parameters.has("sources")));
    counted.addTo(identity, place);
    addLimits(parameters, place);
    return new Prepared(
        OptionalLong.empty(),
        identity,
        place,
        ProgramSettings.taskSize(parameters),
        counted.files());
  }

  /**
   * Counts the files of a program.
   *
   * @param named the digests of those that its command names
   * @param given whether the spec names the files that count; else a change of data that the code
   *     names does not end a run, since the program itself may write it
   */
  private static Counted counted(
      ProgramSources sources, ObjectNode named, Preparation at, boolean given) throws IOException {
    if (at.generates()) {
      sources.awaitEndOfSecond();
    }
    List<Path> files = new ArrayList<>(sources.files());
    Map<String, String> digests = sources.absoluteDigests();
    digests.keySet().removeIf(name -> !given && !ProgramSources.isCode(Path.of(name)));
    for (var file : named.properties()) {
      Path path = beside(file.getKey(), at.folder());
      files.add(path);
      digests.put(path.toString(), file.getValue().textValue());
    }
    return Counted.of(sources, files, digests);
  }

  /** Notes how this machine enforces the limits, so that the manifest of the run can say so. */
  private static void addLimits(Parameters parameters, ObjectNode place) throws UnusableException {
    ResourceLimits limits = ResourceLimits.of(parameters);
    if (limits.areOfProcesses() && !ResourceWatch.isPossible()) {
      throw new UnusableException(
          "/" + (limits.memory().isPresent() ? ResourceLimits.MEMORY : ResourceLimits.PROCESSES),
          "a machine without /proc, on which it cannot be enforced",
          "Linux, or no such limit ('%s' works everywhere)".formatted(ResourceLimits.DISK));
    }
    if (!limits.isNone()) {
      place.put(Prepared.LIMITS, ResourceWatch.mechanism(limits));
    }
  }

  private static void requireMachine() throws UnusableException {
    if (!SessionCommand.isPossible()) {
      throw new UnusableException("/command", "a machine without them", SessionCommand.ALLOWED);
    }
  }

  /** Returns the words of the command. */
  static List<String> words(Parameters parameters) {
    JsonNode command = parameters.json("command");
    return command.isArray() ? parameters.texts("command") : List.of(CanonicalJson.text(command));
  }

  @Override
  public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
    return ProgramSettings.selection(parameters)
        .map(FieldSelection::names)
        .or(() -> Optional.of(ProgramSettings.collect(parameters).fields().keySet()))
        .filter(names -> !names.isEmpty());
  }

  /** Returns the folder in which the program runs and its files are looked for, if it is given. */
  private static Optional<Path> cwd(Parameters parameters, Preparation at)
      throws UnusableException {
    Optional<String> given = parameters.optional("cwd", Parameters::text);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Path folder = beside(given.get(), at.folder());
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableException(
          "/cwd",
          "'%s', which is no folder as '%s'".formatted(given.get(), folder),
          "a folder beside the spec, or its absolute path");
    }
    return Optional.of(folder);
  }

  /** Returns the files that count besides those that the command names relative to the spec. */
  private static ProgramSources sources(
      Parameters parameters, ArrayNode words, Preparation at, Optional<Path> cwd)
      throws UnusableException, IOException {
    SharedSources shared = SharedSources.of(at);
    if (parameters.has("sources")) {
      return shared.named(parameters.texts("sources"), at.folder());
    }
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(CanonicalJson.text(word)));
    PythonPath python =
        PythonPath.of(
            Path.of(all.get(0)),
            parameters.textMap("env").getOrDefault("PYTHONPATH", ""),
            cwd.orElse(at.folder()));
    if (cwd.isPresent()) {
      return shared.in(cwd.get(), python);
    }
    int script = script(all, words(parameters), at);
    Path file = beside(all.get(script), at.folder());
    boolean isFile = all.get(script).contains("/") && file != null && Files.isRegularFile(file);
    boolean isSystem = script == 0 && Path.of(words(parameters).get(0)).isAbsolute();
    if (!isFile || isSystem) {
      return shared.named(List.of(), at.folder());
    }
    boolean counted = !Path.of(words(parameters).get(script)).isAbsolute();
    return counted ? shared.beside(file, python) : shared.in(file.getParent(), python);
  }

  /**
   * Returns the position of the script, or of the first file that may be the program where a
   * program starts another one, as in {@code uv run make.py}; 0 where there is none.
   */
  private static int script(List<String> words, List<String> given, Preparation at) {
    int known = Interpreters.position(words);
    boolean isOwnProgram = given.get(0).contains("/") && !Path.of(given.get(0)).isAbsolute();
    for (int i = 1; known < 0 && !isOwnProgram && i < words.size(); i++) {
      Path file = words.get(i).contains("/") ? beside(words.get(i), at.folder()) : null;
      boolean isProgram =
          file != null
              && Files.isRegularFile(file)
              && (ProgramSources.isCode(file) || Files.isExecutable(file));
      known = isProgram ? i : known;
    }
    return Math.max(0, known);
  }

  private static void checkAreSet(Parameters parameters, Preparation at) throws UnusableException {
    for (var variable : parameters.textMap("env").entrySet()) {
      checkIsSet(variable.getKey(), variable.getValue(), at);
    }
  }

  private static void checkIsSet(String variable, String text, Preparation at)
      throws UnusableException {
    for (String name : EnvironmentText.of(text).names()) {
      if (at.generates() && !at.environment().containsKey(name)) {
        throw new UnusableException(
            "/env/" + variable, "${env:" + name + "}, which is not set", "a variable that is set");
      }
    }
  }

  /**
   * Returns a word as workers need it: a file beside the spec becomes an absolute path. Only a word
   * with a slash can name a folder, because {@code --type maze} may stand beside a folder {@code
   * maze}.
   */
  static String found(int position, String word, ObjectNode files, Preparation at)
      throws UnusableException, IOException {
    Path file = beside(word, at.folder());
    boolean isProgram = position == 0;
    if (isProgram && !word.contains("/")) {
      Optional<Path> program = SessionCommand.find(word, at.environment().get("PATH"));
      if (program.isEmpty()) {
        String advice = file != null && Files.isRegularFile(file) ? "; did you mean './%s'?" : "";
        advice = word.contains(" ") ? "; words stand apart, as in [python3, make.py]" : advice;
        throw new UnusableException(
            "/command/0",
            "'" + word + "'",
            "a program that is in the PATH, or one with a slash in its name, beside the spec"
                + advice.formatted(word));
      }
      Interpreters.requireInterpreter(word, program.get(), at);
      return word;
    }
    if (isProgram && (file == null || !Files.isRegularFile(file) || !Files.isExecutable(file))) {
      boolean there = file != null && Files.exists(file);
      throw new UnusableException(
          "/command/0",
          "'%s', which %s".formatted(word, there ? "cannot be executed" : "is not there"),
          "a program that can be executed");
    }
    if (isProgram) {
      Interpreters.requireInterpreter(word, file, at);
    }
    boolean isMeant =
        file != null && (Files.isRegularFile(file) || (word.contains("/") && Files.exists(file)));
    if (!isMeant) {
      return word;
    }
    if (!Path.of(word).isAbsolute() && Files.isRegularFile(file)) {
      files.put(word, SharedSources.of(at).digest(file));
    }
    return file.toString();
  }

  /** Returns the path of a word from the spec's folder; null if it is no path. */
  private static Path beside(String word, Path folder) {
    try {
      return word.isEmpty() ? null : folder.resolve(word).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context)
      throws IOException {
    Optional<UnusableException> failure = prepared.failure();
    if (failure.isPresent()) {
      return new FailedProgram(failure.get().getMessage());
    }
    ProgramSettings settings =
        ProgramRepository.isIn(parameters)
            ? ProgramRepository.settings(parameters, prepared, context)
            : ProgramSettings.of(parameters, prepared);
    return settings.files()
        ? new FolderGenerator(settings, context)
        : new StreamGenerator(settings, context);
  }

  /**
   * Runs a program with {@code mode: files} once, and finds out how what it leaves becomes samples.
   *
   * @param task three samples or more
   * @throws IOException if the program fails, or no rule fits what it left
   */
  public static SuggestedCollect suggestCollect(
      Parameters parameters, Prepared prepared, GeneratorContext context, GenerationTask task)
      throws Exception {
    try (Generator generator = new CommandFactory().open(parameters, prepared, context)) {
      if (generator instanceof FolderGenerator folders) {
        return folders.suggest(task);
      }
      throw new IOException("found 'mode: stream'; allowed: 'mode: files'");
    }
  }
}
