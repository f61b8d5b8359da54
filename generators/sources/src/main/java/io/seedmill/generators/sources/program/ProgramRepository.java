package io.seedmill.generators.sources.program;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.sources.cache.CacheFolder;
import io.seedmill.generators.sources.program.SharedSources.Counted;
import io.seedmill.generators.sources.repository.RepositoryFolder;
import io.seedmill.generators.sources.repository.RepositorySetup;
import io.seedmill.generators.sources.repository.RepositorySpec;
import io.seedmill.generators.sources.repository.WrittenFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A program in a repository of its own. It runs in the folder of the repository, and finds the
 * programs of its set-up first. All files of the repository count for its identity, wherever the
 * repository lies.
 */
final class ProgramRepository {

  private static final String REPOSITORY = "repository";

  /** The repositories of a command, for which its access to files stands. */
  private static final Map<InputFiles, Map<String, Found>> FOUND =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** The repositories that workers of this JVM have set up. */
  private static final ConcurrentMap<String, Ready> READY = new ConcurrentHashMap<>();

  private final Parameters parameters;
  private final RepositorySpec spec;
  private final Map<String, String> environment;

  /**
   * A repository that is set up.
   *
   * @param programs the folders in which its programs are found first
   */
  private record Ready(Path folder, List<Path> programs) {}

  /**
   * A repository before a run.
   *
   * @param folder where it is; null where it could not be fetched
   * @param sources the files that count; null where it could not be fetched
   * @param programs the folders in which its programs are found first; empty where it is not set up
   * @param failure why it could not be fetched or set up; null where it was
   */
  private record Found(
      RepositoryFolder folder,
      ProgramSources sources,
      Optional<List<Path>> programs,
      UnusableException failure) {

    static Found failed(RepositoryFolder folder, ProgramSources sources, UnusableException cause) {
      return new Found(folder, sources, Optional.empty(), cause);
    }
  }

  private ProgramRepository(Parameters parameters, Map<String, String> environment) {
    this.parameters = parameters;
    this.spec = RepositorySpec.of(parameters.object(REPOSITORY));
    this.environment = environment;
  }

  static boolean isIn(Parameters parameters) {
    return parameters.has(REPOSITORY);
  }

  /** Finds the program, and sets up its repository if samples are made afterwards. */
  static Prepared prepare(Parameters parameters, Preparation given)
      throws UnusableException, IOException, InterruptedException {
    return new ProgramRepository(parameters, given.environment()).prepare(given);
  }

  private Prepared prepare(Preparation given)
      throws UnusableException, IOException, InterruptedException {
    Found found = found(given);
    List<String> words = CommandFactory.words(parameters);
    if (found.programs().isPresent()) {
      requireProgram(words, found, given);
    }
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    spec.setup().ifPresent(commands -> commands.forEach(identity.putArray("setup")::add));
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    words.forEach(place.putArray("words")::add);
    place.put("at", given.folder().toString());
    if (found.folder() != null) {
      place.set(REPOSITORY, found.folder().toJson(spec));
    }
    Optional<Counted> counted = counted(found.sources(), words, given);
    counted.ifPresent(files -> files.addTo(identity, place));
    if (found.failure() != null) {
      return Prepared.failed(identity, place, found.failure());
    }
    return new Prepared(
        OptionalLong.empty(),
        identity,
        place,
        ProgramSettings.taskSize(parameters),
        counted.map(Counted::files).orElse(List.of()));
  }

  /** Counts the files of a repository; empty where it could not be fetched. */
  private Optional<Counted> counted(ProgramSources sources, List<String> words, Preparation at)
      throws UnusableException, IOException {
    if (sources == null) {
      return Optional.empty();
    }
    boolean isAll = parameters.has("sources");
    Set<String> named =
        words.stream()
            .map(ProgramRepository::plain)
            .filter(word -> !isAll && sources.has(word))
            .collect(toSet());
    return Optional.of(
        SharedSources.of(at)
            .counted(
                List.of(sources, isAll, named),
                () -> {
                  if (at.generates()) {
                    sources.awaitEndOfSecond();
                  }
                  Map<String, String> digests = sources.digests();
                  return Counted.of(
                      sources, sources.files(), isAll ? digests : code(digests, named));
                }));
  }

  /** Returns the files that must not change: the program may write others, such as its logs. */
  private static Map<String, String> code(Map<String, String> files, Set<String> named) {
    Map<String, String> code = new TreeMap<>(files);
    code.keySet().removeIf(name -> !ProgramSources.isCode(Path.of(name)) && !named.contains(name));
    return code;
  }

  private static String plain(String word) {
    return word.startsWith("./") ? word.substring(2) : word;
  }

  /** Finds the repository; once for all cells of a command that have it. */
  private Found found(Preparation given)
      throws UnusableException, IOException, InterruptedException {
    Map<String, Found> ofCommand =
        FOUND.computeIfAbsent(given.inputs(), unseen -> new ConcurrentHashMap<>());
    String key = parameters.json(REPOSITORY) + " " + parameters.json("sources");
    Found known = ofCommand.get(key);
    if (known == null) {
      known = find(given.folder(), given.generates());
      ofCommand.put(key, known);
    }
    return known;
  }

  private Found find(Path at, boolean generates)
      throws UnusableException, IOException, InterruptedException {
    RepositoryFolder.require(spec, at, environment);
    RepositoryFolder folder;
    try {
      folder = RepositoryFolder.find(spec, at, environment, Optional.empty(), new SetupProcess());
    } catch (UnusableException e) {
      return Found.failed(null, null, e);
    }
    ProgramSources sources = sources(folder);
    try {
      RepositorySetup setup = setup(folder, sources);
      boolean isDone = setup.isDone();
      if (!isDone && !generates) {
        return new Found(folder, sources, Optional.empty(), null);
      }
      List<Path> programs = setup.ensure();
      if (!isDone && spec.path().isPresent()) {
        sources = sourcesAfterSetup(sources, at);
      }
      return new Found(folder, sources, Optional.of(programs), null);
    } catch (UnusableException e) {
      return Found.failed(folder, sources, e);
    }
  }

  /** Notes what a set-up has written; refuses one that has changed what was there. */
  private ProgramSources sourcesAfterSetup(ProgramSources before, Path at)
      throws UnusableException, IOException, InterruptedException {
    RepositoryFolder now =
        RepositoryFolder.find(spec, at, environment, Optional.empty(), new SetupProcess());
    WrittenFiles files = new WrittenFiles(now.folder(), environment);
    Map<String, String> earlier = files.read();
    Map<String, String> written = new TreeMap<>(sources(now).digests());
    for (var file : before.digests().entrySet()) {
      String name = file.getKey();
      boolean isSame = file.getValue().equals(written.get(name));
      if (!isSame && !earlier.containsKey(name)) {
        throw new UnusableException(
            "/repository",
            "'%s', whose set-up changes its file '%s'".formatted(spec.name(), name),
            "a set-up that only adds files, or 'sources: [...]', which names those that count");
      }
      if (isSame) {
        written.remove(name);
      }
    }
    if (!written.isEmpty()) {
      files.add(written);
    }
    return sources(now);
  }

  private void requireProgram(List<String> words, Found found, Preparation given)
      throws UnusableException, IOException {
    Map<String, String> variables = new HashMap<>(environment);
    RepositorySetup.addTo(variables, found.programs().orElseThrow());
    Preparation at =
        new Preparation(
            given.entry(), found.folder().folder(), variables, given.inputs(), given.generates());
    Interpreters.requireScript(words, at);
    CommandFactory.found(0, words.get(0), JsonNodeFactory.instance.objectNode(), at);
  }

  private ProgramSources sources(RepositoryFolder found) throws IOException, UnusableException {
    Path folder = found.folder();
    ProgramSources sources;
    if (parameters.has("sources")) {
      sources = ProgramSources.named(parameters.texts("sources"), folder);
    } else if (found.files().isPresent()) {
      sources = ProgramSources.repository(folder, found.files().get());
    } else {
      sources = ProgramSources.repository(folder);
    }
    ProgramSources own = sources.without(new WrittenFiles(folder, environment).read());
    boolean hasOthers = spec.path().isPresent() && !parameters.has("sources");
    return hasOthers ? own.withNamed(List.of(), PythonPath.NONE) : own;
  }

  private RepositorySetup setup(RepositoryFolder found, ProgramSources sources)
      throws IOException, UnusableException, InterruptedException {
    return new RepositorySetup(
        spec, found.folder(), sources.digest(), environment, new SetupProcess());
  }

  /** Returns the settings for a worker, on whose machine the repository is set up if it is not. */
  static ProgramSettings settings(
      Parameters parameters, Prepared prepared, GeneratorContext context) throws IOException {
    String key =
        "%s %s %s %s"
            .formatted(
                parameters.json(REPOSITORY),
                prepared.place(),
                prepared.identity(),
                CacheFolder.of(context.environment()));
    Ready ready = READY.get(key);
    if (ready == null) {
      ready = new ProgramRepository(parameters, context.environment()).ready(prepared);
      READY.put(key, ready);
    }
    return ProgramSettings.of(parameters, prepared, Optional.of(ready.folder()), ready.programs());
  }

  private Ready ready(Prepared prepared) throws IOException {
    try {
      String commit = prepared.place().path(REPOSITORY).path("commit").textValue();
      Path at = Path.of(prepared.place().path("at").textValue());
      RepositoryFolder found =
          RepositoryFolder.find(
              spec, at, environment, Optional.ofNullable(commit), new SetupProcess());
      return new Ready(found.folder(), setup(found, sources(found)).ensure());
    } catch (UnusableException e) {
      throw new IOException("found " + e.getMessage() + "; allowed: " + e.allowed(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
