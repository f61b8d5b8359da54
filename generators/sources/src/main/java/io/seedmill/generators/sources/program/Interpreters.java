package io.seedmill.generators.sources.program;

import io.seedmill.generators.Preparation;
import io.seedmill.generators.UnusableException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Programs that run a script, and the word of a command that names it. */
final class Interpreters {

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ksh", "zsh");

  /** Words that may stand between an interpreter and the script. */
  private static final Set<String> BETWEEN = Set.of("run");

  /** Programs that start another one, which is named behind options of theirs. */
  private static final Set<String> STARTERS =
      Set.of(
          "env",
          "nice",
          "ionice",
          "chrt",
          "taskset",
          "numactl",
          "timeout",
          "time",
          "nohup",
          "setsid",
          "stdbuf",
          "unbuffer",
          "xvfb-run",
          "uv",
          "poetry",
          "pipenv",
          "pdm",
          "hatch",
          "rye",
          "pixi",
          "conda",
          "mamba",
          "micromamba");

  private static final List<Kind> KINDS =
      List.of(
          new Kind("(python|pypy)[0-9.]*", "-[a-zA-Z]*[cm]|-", "-[WX]"),
          new Kind("sh|bash|dash|ksh|zsh", "-[a-zA-Z]*[cs]|-|--", "-[a-zA-Z]*[oO]"),
          new Kind(
              "node|nodejs|bun|deno|tsx|ts-node",
              "-[ep]+|--eval.*|--print.*|-",
              "-r|--require|--import|--loader|--env-file|--config"),
          new Kind("(ruby|perl|php|lua|julia)[0-9.]*|Rscript", "-[a-zA-Z]*[eErS].*|-|--", "-I|-C"));

  /**
   * A kind of interpreters.
   *
   * @param names their names
   * @param code options after which there is no script: code, a module, standard input
   * @param withValue options of which the next word is the value
   */
  private record Kind(String names, String code, String withValue) {}

  private Interpreters() {}

  /**
   * Checks that the script of a command is there.
   *
   * @throws UnusableException if an interpreter is called with a script that is not there
   */
  static void requireScript(List<String> words, Preparation at) throws UnusableException {
    int position = position(words);
    if (position < 0) {
      return;
    }
    String script = words.get(position);
    try {
      boolean inPath =
          !script.contains("/")
              && SHELLS.contains(name(words.get(0)))
              && SessionCommand.find(script, at.environment().get("PATH")).isPresent();
      Path file = at.folder().resolve(script);
      if (inPath || Files.isRegularFile(file) || (script.contains("/") && Files.exists(file))) {
        return;
      }
      throw new UnusableException(
          "/command/" + position,
          "'%s', which is not there as '%s'".formatted(script, file.toAbsolutePath().normalize()),
          "a script in the folder of 'cwd' or, without it, beside the spec; or its absolute path");
    } catch (InvalidPathException e) {
      return; // the interpreter says what is wrong with it
    }
  }

  /** Returns the position of the script; -1 if there is none, or none that is known. */
  static int position(List<String> words) {
    int last = STARTERS.contains(name(words.get(0))) ? words.size() : 1;
    for (int at = 0; at < last; at++) {
      String name = name(words.get(at));
      for (Kind kind : KINDS) {
        if (name.matches(kind.names())) {
          return position(words, at + 1, kind);
        }
      }
    }
    return -1;
  }

  private static int position(List<String> words, int from, Kind kind) {
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i);
      if (word.matches(kind.code())) {
        return -1;
      }
      if (word.matches(kind.withValue())) {
        i++;
      } else if (!word.startsWith("-") && !BETWEEN.contains(word)) {
        return i;
      }
    }
    return -1;
  }

  private static String name(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
