package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A control group for a program and all that it starts, whatever session they have. The kernel ends
 * all of them when the memory is used up; there is no swap for them.
 */
final class ControlGroup {

  /**
   * The kernel counts threads too, and lets the program go on when it refuses one. So processes are
   * counted here, and the kernel only slows down one that starts very many.
   */
  private static final long THREADS = 16;

  private static final long FEWEST_THREADS = 512;
  private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill ([1-9]\\d*)$");

  private final Path folder;
  private final ResourceLimits limits;

  ControlGroup(Path folder, ResourceLimits limits) throws IOException {
    this.folder = folder;
    this.limits = limits;
    if (limits.memory().isPresent()) {
      write("memory.max", Long.toString(limits.memory().get()));
      writeIfThere("memory.swap.max", "0");
      writeIfThere("memory.oom.group", "1");
    }
    if (limits.processes().isPresent()) {
      long most = Math.max(FEWEST_THREADS, THREADS * limits.processes().get());
      write("pids.max", Long.toString(most));
    }
  }

  /** Returns the file into which a process writes 0 to join. */
  Path members() {
    return folder.resolve("cgroup.procs");
  }

  /** Returns the sentence about a limit that was exceeded; empty if none was. */
  Optional<String> exceeded() {
    Matcher kills = KILLS.matcher(read("memory.events"));
    if (limits.memory().isPresent() && kills.find()) {
      String peak = read("memory.peak").strip(); // since Linux 5.19
      return Optional.of(
          limits.memoryExceeded(
              peak.isEmpty() ? limits.memory().orElseThrow() : Long.parseLong(peak)));
    }
    long processes = read("cgroup.procs").lines().distinct().count();
    return limits.processes().filter(most -> processes > most).isPresent()
        ? Optional.of(limits.processesExceeded(processes))
        : Optional.empty();
  }

  /** Kills all members at once, where the kernel can (Linux 5.14). */
  void kill() {
    try {
      writeIfThere("cgroup.kill", "1");
    } catch (IOException e) {
      return; // they are killed by their process group
    }
  }

  /** Removes the group; its members have to be gone. */
  void remove() {
    kill();
    for (int i = 0; i < 20; i++) {
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (IOException e) {
        try {
          Thread.sleep(5); // they are killed, but not yet gone
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return; // the watchdog removes it
        }
      }
    }
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(folder.resolve(file), value);
  }

  private void writeIfThere(String file, String value) throws IOException {
    if (Files.exists(folder.resolve(file))) {
      write(file, value);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
