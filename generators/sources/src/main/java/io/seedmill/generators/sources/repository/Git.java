package io.seedmill.generators.sources.repository;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.sources.repository.CommandRunner.Answer;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command {@code git}. It has the user's configuration, because that knows how to log in, but
 * asks nobody for a password, runs no hook, and looks at no other repository than it is told to.
 */
final class Git {

  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int SHOWN = 400;

  /** Lines that name no cause. */
  private static final Pattern POLITE =
      Pattern.compile(
          "Please make sure you have the correct access rights|and the repository exists\\."
              + "|hint: .*|Cloning into .*|From .*");

  /** Variables that a hook of git leaves, by which commands would work on its repository. */
  private static final List<String> OF_ANOTHER =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_PREFIX",
          "GIT_QUARANTINE_PATH");

  private static final List<String> OPTIONS =
      List.of(
          "git",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.autocrlf=false",
          "-c",
          "core.quotePath=false",
          "-c",
          "advice.detachedHead=false",
          "-c",
          "gc.auto=0",
          "-c",
          "safe.directory=*");

  private final CommandRunner runner;
  private final Map<String, String> environment;

  Git(CommandRunner runner, Map<String, String> environment) {
    this.runner = runner;
    this.environment = new TreeMap<>(environment);
    OF_ANOTHER.forEach(this.environment::remove);
    askNobody(this.environment);
    this.environment.put("LC_ALL", "C");
  }

  /**
   * Lets git fail where it would ask for a password. Without a terminal, ssh can ask by a window
   * alone. The command of ssh is left as the user has configured it.
   */
  static void askNobody(Map<String, String> environment) {
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.putIfAbsent("GIT_ASKPASS", "true"); // answers nothing
    environment.put("GCM_INTERACTIVE", "never");
    environment.put("SSH_ASKPASS_REQUIRE", "never");
  }

  /** Returns the environment without what git has left of another repository. */
  static void forget(Map<String, String> environment) {
    OF_ANOTHER.forEach(environment::remove);
  }

  /** Runs a command of git. */
  Answer run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(OPTIONS);
    words.addAll(List.of(arguments));
    return runner.ask(words, folder, environment, LONGEST);
  }

  /**
   * Returns what a command of git prints.
   *
   * @throws UnusableException with what git says, if it fails
   */
  String read(Path folder, RepositorySpec of, String... arguments)
      throws IOException, UnusableException, InterruptedException {
    Answer answer = run(folder, arguments);
    if (!answer.isGood()) {
      throw failure(answer, of.path().isPresent() ? "path" : "git", of.name(), text -> text);
    }
    return answer.out();
  }

  /** Returns the failure of a command: its most telling lines, without secrets. */
  static UnusableException failure(
      Answer answer, String key, String repository, UnaryOperator<String> redacted) {
    String at = "/repository/" + key;
    if (answer.isMissing()) {
      return new UnusableException(
          at, "'%s', but there is no git in the PATH".formatted(repository), "git, or 'path'");
    }
    String said =
        answer
            .err()
            .lines()
            .filter(line -> !line.isBlank() && !POLITE.matcher(line).matches())
            .collect(Collectors.joining("; "));
    String shown = Redaction.ofLogins(redacted.apply(said));
    return new UnusableException(
        at,
        "'%s', of which git says: %s"
            .formatted(
                repository, shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown),
        "an address that git can clone without asking for a password");
  }
}
