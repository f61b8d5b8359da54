package io.seedmill.generators.sources.program;

import io.seedmill.generators.Preparation;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs that run a script, and the word of a command that names it. */
final class Interpreters {

  /** The most bytes of a first line that kernels read. */
  private static final int LONGEST_LINE = 256;

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

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

  /**
   * Checks that the interpreter which a script names in its first line is there.
   *
   * @param word the script as the command names it
   * @throws UnusableException if it is not there, or if the line ends as those of Windows do
   */
  static void requireInterpreter(String word, Path script, Preparation at)
      throws UnusableException, IOException {
    // A program may be executable and yet not readable.
    String line = Files.isReadable(script) ? firstLine(script) : "";
    if (!line.startsWith("#!")) {
      return;
    }
    boolean isOfWindows = line.endsWith("\r");
    List<String> words = BLANKS.splitAsStream(line.substring(2).strip()).toList();
    String named = words.get(0);
    boolean isThere = !named.startsWith("/") || Files.isExecutable(Path.of(named));
    if (isThere && name(named).equals("env")) {
      int program = words.size() > 1 && words.get(1).equals("-S") ? 2 : 1;
      named = words.size() > program ? words.get(program) : "";
      isThere =
          named.isEmpty()
              || named.startsWith("-")
              || named.contains("=")
              || named.contains("/")
              || SessionCommand.find(named, at.environment().get("PATH")).isPresent();
    }
    if (!isThere || isOfWindows) {
      throw new UnusableException(
          "/command/0",
          "'%s', whose first line names '%s'%s"
              .formatted(
                  word,
                  named,
                  isOfWindows ? " and ends in a carriage return" : ", which is not there"),
          isOfWindows
              ? "a script whose lines end in line feeds alone"
              : "a script whose interpreter is on this machine");
    }
  }

  private static String firstLine(Path script) throws IOException {
    try (InputStream in = Files.newInputStream(script)) {
      String start = new String(in.readNBytes(LONGEST_LINE), StandardCharsets.ISO_8859_1);
      int end = start.indexOf('\n');
      return end < 0 ? start : start.substring(0, end);
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
