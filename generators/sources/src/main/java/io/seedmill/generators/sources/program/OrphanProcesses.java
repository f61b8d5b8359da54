package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Processes that a program has started and that have left its process group: they are known by
 * their folder for temporary files, which no other process has. Where the machine does not show the
 * environment of processes, none are found.
 */
final class OrphanProcesses {

  private static final Path PROCESSES = Path.of("/proc");

  private OrphanProcesses() {}

  /** Kills them. */
  static void kill(ProgramFolder folder) {
    byte[] mark = ("TMPDIR=" + folder.temporary() + "\0").getBytes(StandardCharsets.UTF_8);
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : processes) {
        if (hasMark(process.resolve("environ"), mark)) {
          long pid = Long.parseLong(process.getFileName().toString());
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    } catch (IOException e) {
      return; // it has no such folder
    }
  }

  private static boolean hasMark(Path environment, byte[] mark) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(environment);
    } catch (IOException e) {
      return false; // it is gone, or another user's
    }
    for (int at = 0; at <= bytes.length - mark.length; at++) {
      if (Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        return true;
      }
    }
    return false;
  }
}
