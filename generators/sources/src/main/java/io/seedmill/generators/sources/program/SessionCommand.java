package io.seedmill.generators.sources.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands that run in a session, and so in a process group, of their own. */
final class SessionCommand {

  /** What a machine needs, in words. */
  static final String ALLOWED = "a machine that has 'sh', and 'setsid' or 'perl'";

  private static final Optional<List<String>> PREFIX = prefix();

  private SessionCommand() {}

  /** Whether this machine has what it takes. */
  static boolean isPossible() {
    return PREFIX.isPresent() && find("sh", System.getenv("PATH")).isPresent();
  }

  /** A command whose process is the leader of a new session, under the same process id. */
  static List<String> of(String... command) {
    List<String> words =
        new ArrayList<>(
            PREFIX.orElseThrow(() -> new IllegalStateException("programs need " + ALLOWED)));
    words.addAll(List.of(command));
    return words;
  }

  /** A program in one of the folders of a search path. */
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
