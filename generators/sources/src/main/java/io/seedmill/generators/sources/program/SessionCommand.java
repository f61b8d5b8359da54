package io.seedmill.generators.sources.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands in a session, and so in a process group, of their own. */
final class SessionCommand {

  /** The requirements of a machine, in words. */
  static final String ALLOWED = "a machine that has 'sh', and 'setsid' or 'perl'";

  private static final Optional<List<String>> PREFIX = prefix();

  private SessionCommand() {}

  /** Returns true if this machine meets the requirements. */
  static boolean isPossible() {
    return PREFIX.isPresent() && find("sh", System.getenv("PATH")).isPresent();
  }

  /**
   * Returns a program of this machine's own, wherever the environment of a command looks for it.
   */
  static String own(String program) {
    return find(program, System.getenv("PATH")).map(Path::toString).orElse(program);
  }

  /** Returns a command whose process leads a new session, under the same process id. */
  static List<String> of(List<String> command) {
    List<String> words =
        new ArrayList<>(
            PREFIX.orElseThrow(() -> new IllegalStateException("programs need " + ALLOWED)));
    words.addAll(command);
    return words;
  }

  /** Returns a program in one of the folders of a search path. */
  static Optional<Path> find(String program, String searchPath) {
    if (searchPath != null) {
      for (String folder : searchPath.split(File.pathSeparator, -1)) {
        Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> prefix() {
    String path = System.getenv("PATH");
    Optional<Path> setsid = find("setsid", path);
    if (setsid.isPresent()) {
      return Optional.of(List.of(setsid.get().toString()));
    }
    return find("perl", path)
        .map(
            perl ->
                List.of(
                    perl.toString(), "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127"));
  }
}
