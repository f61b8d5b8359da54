package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processes that have left the process group of the program that started them. They are found by
 * the program's folders, named in their environment or the one they run in, on machines that have
 * {@code /proc}. This helps where there is no {@link Reaper}.
 */
final class OrphanProcesses {

  private static final Path PROCESSES = Path.of("/proc");

  private OrphanProcesses() {}

  /** Kills the orphans of a program. */
  static void kill(ProgramFolder folder) {
    Path root = folder.root();
    String mark = asBytes((root + "/").getBytes(StandardCharsets.UTF_8));
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : processes) {
        if (hasMark(process.resolve("environ"), mark) || runsIn(root, process.resolve("cwd"))) {
          long pid = Long.parseLong(process.getFileName().toString());
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    } catch (IOException e) {
      return; // no /proc
    }
  }

  private static boolean runsIn(Path root, Path folder) {
    try {
      return Files.readSymbolicLink(folder).startsWith(root);
    } catch (IOException e) {
      return false; // it has exited, or belongs to another user
    }
  }

  private static boolean hasMark(Path environment, String mark) {
    try {
      return asBytes(Files.readAllBytes(environment)).contains(mark);
    } catch (IOException e) {
      return false; // it has exited, or belongs to another user
    }
  }

  /** Returns a text of one character a byte, in which the JVM looks for another fast. */
  private static String asBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
