package io.seedmill.generators.sources.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.disk.DiskForce;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.cache.CacheFolder;
import io.seedmill.generators.sources.repository.CommandRunner.Answer;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set-up of a repository on this machine: the libraries that its files ask for, or what the
 * commands of the spec make. Repositories that ask for the same share one, unless something of it
 * lies in the repository itself.
 */
public final class RepositorySetup {

  private static final Logger LOG = LoggerFactory.getLogger(RepositorySetup.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
  private static final String AT = "/repository";
  private static final String LOCK = "package-lock.json";
  private static final int DIGITS = 16;
  private static final int MOST_SHOWN = 700;

  /** Clocks of file systems are this much behind, at most. */
  private static final Duration GRANULARITY = Duration.ofSeconds(2);

  /** Seconds after which a user wants to know that a set-up has ended. */
  private static final long LONG = 10;

  private static final String INTERPRETER =
      "import sys, sysconfig; print(sys.version, sys.executable, sysconfig.get_platform())";

  private final RepositorySpec spec;
  private final Path repository;
  private final Path cache;
  private final SetupEnvironment environment;
  private final CommandRunner runner;
  private final boolean hasVenv;
  private final boolean hasNpm;
  private final boolean usesOwn;
  private final OnceFolder folder;

  /**
   * @param repository where it is
   * @param content a digest of its files
   * @throws UnusableException if this machine lacks what it takes
   */
  public RepositorySetup(
      RepositorySpec spec,
      Path repository,
      String content,
      Map<String, String> variables,
      CommandRunner runner)
      throws IOException, UnusableException, InterruptedException {
    this.spec = spec;
    this.repository = repository;
    this.cache = CacheFolder.of(variables).resolve("setups");
    this.environment = new SetupEnvironment(variables);
    this.runner = runner;
    boolean isGiven = spec.setup().isPresent();
    this.hasVenv =
        isGiven
            ? commands().stream()
                .anyMatch(each -> each.matches("(?s).*\\b(pip|python)[0-9.]*\\b.*"))
            : Files.isRegularFile(repository.resolve(Requirements.FILE));
    boolean hasLock = !isGiven && Files.isRegularFile(repository.resolve(LOCK));
    this.hasNpm = hasLock && !NodeModules.isThere(repository, cache);
    this.usesOwn = hasLock && !hasNpm;
    this.folder = new OnceFolder(cache, key(content), this::isWhole);
  }

  private List<String> commands() {
    return spec.setup().orElse(List.of());
  }

  private String key(String content) throws IOException, UnusableException, InterruptedException {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    boolean isInPlace = !commands().isEmpty();
    commands().forEach(key.putArray("setup")::add);
    if (hasVenv) {
      key.put("python", answer("python3", Requirements.FILE, "-c", INTERPRETER));
      Requirements requirements = Requirements.read(repository);
      isInPlace |= requirements.isLocal();
      requirements.texts().values().forEach(key.putArray("requirements")::add);
    }
    if (hasNpm) {
      key.put("node", answer("node", LOCK, "-p", "process.version + process.arch"));
      answer("npm", LOCK, "--version");
      String lock = Files.readString(repository.resolve(LOCK), StandardCharsets.ISO_8859_1);
      isInPlace |= lock.contains("\"link\"") || lock.contains("\"file:");
      key.put("lock", lock);
      Path manifest = repository.resolve("package.json");
      key.put(
          "package",
          Files.exists(manifest) ? Files.readString(manifest, StandardCharsets.ISO_8859_1) : "");
    }
    if (isInPlace) {
      key.put("folder", repository.toString());
      key.put("content", content);
    }
    return Digests.of(CanonicalJson.write(key)).substring(0, DIGITS);
  }

  /** Returns what a program says about itself. */
  private String answer(String program, String file, String... arguments)
      throws IOException, UnusableException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(List.of(arguments));
    Answer answer = runner.ask(words, repository, environment.with(List.of()), LONGEST_ANSWER);
    if (!answer.isGood()) {
      throw new UnusableException(
          AT,
          answer.isMissing()
              ? "'%s' with %s, but there is no %s in the PATH"
                  .formatted(spec.name(), wanted(file), program)
              : "'%s', for which '%s' fails: %s"
                  .formatted(spec.name(), program, answer.err().strip()),
          program + ", or commands of your own: 'setup: [...]'");
    }
    return answer.out().strip();
  }

  private String wanted(String file) {
    return commands().isEmpty() ? file : "'setup'";
  }

  /** Returns true if nothing has to be set up. */
  public boolean isNothing() {
    return !hasVenv && !hasNpm && commands().isEmpty();
  }

  /** Returns true if everything is there that the repository needs. */
  public boolean isDone() throws IOException {
    return isNothing() || folder.find().isPresent();
  }

  /**
   * Sets it up, unless it is.
   *
   * @return the folders in which its programs are found before those of the PATH
   * @throws UnusableException if a command fails
   */
  public List<Path> ensure() throws IOException, UnusableException, InterruptedException {
    if (usesOwn) {
      LOG.info("{} has a folder node_modules of its own, which is used as it is", spec.name());
    }
    if (isNothing()) {
      return List.of();
    }
    Path made = folder.get(this::make);
    if (hasNpm && Files.isDirectory(NodeModules.in(made))) {
      NodeModules.link(repository, NodeModules.in(made));
    }
    return programs(made);
  }

  /** Lets a program find those of its set-up first. */
  public static void addTo(Map<String, String> environment, List<Path> programs) {
    SetupEnvironment.add(programs, environment);
  }

  private List<Path> programs(Path made) {
    return Stream.of(venv(made).resolve("bin"), NodeModules.in(made).resolve(".bin"))
        .filter(Files::isDirectory)
        .toList();
  }

  private static Path venv(Path made) {
    return made.resolve("venv");
  }

  /** Returns false if the interpreter is gone, or the libraries are. */
  private boolean isWhole(Path made) {
    return (!hasVenv || Files.isExecutable(venv(made).resolve("bin/python3")))
        && (!hasNpm || Files.isDirectory(NodeModules.in(made).getParent()));
  }

  private void make(Path made) throws IOException, UnusableException, InterruptedException {
    LOG.info("setting up {} ({})", spec.name(), Redaction.ofLogins(inWords()));
    long start = System.nanoTime();
    Instant begin = Instant.now().minus(GRANULARITY);
    Path log = made.resolveSibling(made.getFileName().toString().replaceFirst("-[^-]*$", ".log"));
    Files.deleteIfExists(log);
    if (hasVenv) {
      run(made, log, repository, List.of("python3", "-m", "venv", venv(made).toString()));
    }
    if (hasVenv && commands().isEmpty()) {
      run(
          made,
          log,
          repository,
          List.of("python3", "-m", "pip", "install", "-r", Requirements.FILE));
    }
    if (hasNpm) {
      run(made, log, NodeModules.prepare(repository, made), List.of("npm", "ci"));
    }
    for (String command : commands()) {
      run(made, log, repository, List.of("sh", "-c", command));
    }
    Files.deleteIfExists(log);
    if (!commands().isEmpty()) {
      DiskForce.changedSince(begin, repository);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    if (seconds >= LONG) {
      LOG.info("set up {} in {} s", spec.name(), seconds);
    }
  }

  private String inWords() {
    List<String> words = new ArrayList<>(commands());
    if (words.isEmpty()) {
      words.addAll(hasVenv ? List.of("pip install -r " + Requirements.FILE) : List.of());
      words.addAll(hasNpm ? List.of("npm ci") : List.of());
    }
    return String.join("; ", words);
  }

  private void run(Path made, Path log, Path in, List<String> words)
      throws IOException, UnusableException, InterruptedException {
    String shown = words.get(0).equals("sh") ? words.get(2) : String.join(" ", words);
    shown = Redaction.ofLogins(shown.replace(made + "/", ""));
    try {
      runner.run(words, in, environment.with(programs(made)), log, LONGEST);
    } catch (IOException e) {
      boolean noVenv = String.valueOf(e.getMessage()).contains("ensurepip");
      throw new UnusableException(
          commands().isEmpty() ? AT : AT + "/setup",
          "'%s', whose set-up failed in '%s': %s"
              .formatted(spec.name(), shown, withLog(e.getMessage(), log)),
          noVenv
              ? "python3 with its module venv (on Debian and Ubuntu the package python3-venv)"
              : "a set-up that succeeds; 'setup: [...]' gives other commands");
    }
  }

  /** Returns the lines that matter as one, with the cause first, and names the log. */
  private static String withLog(String message, Path log) {
    String said =
        message
            .strip()
            .replaceAll("\n(and before that|as in):\n", "; before that: ")
            .replaceAll("\\s*\n\\s*", " | ");
    String shown = said.length() > MOST_SHOWN ? said.substring(0, MOST_SHOWN) + "…" : said;
    return shown + (Files.exists(log) ? "; all of it is in " + log : "");
  }
}
