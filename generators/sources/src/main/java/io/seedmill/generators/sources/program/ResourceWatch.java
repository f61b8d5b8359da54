package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches one process of a program, with all that it starts, against its limits. Memory is the
 * kernel's to limit where there are {@link ControlGroups}; elsewhere it is looked at as often as
 * the number of processes is, in {@code /proc}. The size of a process's address space would be no
 * good limit: Java and Node.js reserve far more than they use. The number of processes that Linux
 * can limit is that of a user, all programs together.
 */
final class ResourceWatch {

  private static final String BY_GROUPS = "by control groups of Linux";
  private static final long TICK_MILLIS = 100;
  private static final String BY_LOOKING =
      "watched in /proc every %d ms, and ended when found above".formatted(TICK_MILLIS);
  private static final String FILES = "watched every %d ms".formatted(TICK_MILLIS);

  /** Files are measured in a tenth of the time at most. */
  private static final int REST = 9;

  private static final long BLOCK = 512;

  private static final Set<ResourceWatch> WATCHED = ConcurrentHashMap.newKeySet();

  static {
    ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "limits of programs");
              thread.setDaemon(true);
              return thread;
            });
    every(timer, ResourceWatch::lookAtAllProcesses);
    every(timer, ResourceWatch::lookAtAllFiles);
  }

  private final ResourceLimits limits;
  private final ProgramFolder folder;
  private final Optional<ControlGroup> group;
  private final boolean isInTable;
  private long leader;
  private Consumer<String> end = reason -> {};
  private volatile long nextFiles = System.nanoTime();

  private ResourceWatch(ResourceLimits limits, ProgramFolder folder) {
    this.limits = limits;
    this.folder = folder;
    group = limits.areOfProcesses() ? ControlGroups.get().create(limits) : Optional.empty();
    isInTable = limits.areOfProcesses() && group.isEmpty();
  }

  private static void every(ScheduledExecutorService timer, Runnable look) {
    @SuppressWarnings("unused") // runs as long as the JVM
    var ticks = timer.scheduleWithFixedDelay(look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Prepares the limits of a process that is about to start. */
  static ResourceWatch of(ResourceLimits limits, ProgramFolder folder) throws IOException {
    if (limits.areOfProcesses() && !isPossible()) {
      throw new IOException(
          "'%s' and '%s' cannot be enforced on this machine: it has no /proc"
              .formatted(ResourceLimits.MEMORY, ResourceLimits.PROCESSES));
    }
    return new ResourceWatch(limits, folder);
  }

  /** Returns true if this machine can limit memory and processes. */
  static boolean isPossible() {
    return ControlGroups.get().isPossible() || ProcessTable.isPossible();
  }

  /** Returns in words how this machine enforces limits. */
  static String mechanism(ResourceLimits limits) {
    if (!limits.areOfProcesses()) {
      return FILES;
    }
    return ControlGroups.get().isPossible() ? BY_GROUPS : BY_LOOKING;
  }

  /**
   * Returns what a shell does before it becomes the program. The largest size of a file is the
   * kernel's to limit, so that no file outgrows the limit between two looks by more than a block.
   */
  String beforeStart() {
    String join =
        group.map(each -> "echo 0 > '%s' || exit 126; ".formatted(each.members())).orElse("");
    String largest =
        limits
            .disk()
            .map(bytes -> "ulimit -f %d 2>/dev/null; ".formatted(bytes / BLOCK + 1))
            .orElse("");
    return join + largest;
  }

  /**
   * Begins to watch.
   *
   * @param leader the process that leads the program's session
   * @param end ends it, for a reason
   */
  void begin(long leader, Consumer<String> end) {
    this.leader = leader;
    this.end = end;
    if (!limits.isNone()) {
      WATCHED.add(this);
    }
  }

  /** Stops watching, and removes the control group. The program has to be gone. */
  void stop() {
    WATCHED.remove(this);
    group.ifPresent(ControlGroup::remove);
  }

  /** Kills what is in the control group, before the rest is looked for. */
  void kill() {
    group.ifPresent(ControlGroup::kill);
  }

  /** Returns the sentence about a limit that a program had exceeded when it ended. */
  Optional<String> exceededAtEnd() {
    return group.flatMap(ControlGroup::exceeded).or(this::exceededByFiles);
  }

  private static void lookAtAllProcesses() {
    List<ResourceWatch> all =
        WATCHED.stream().filter(each -> each.limits.areOfProcesses()).toList();
    if (all.isEmpty()) {
      return;
    }
    Optional<ProcessTable> table =
        all.stream().anyMatch(each -> each.isInTable)
            ? Optional.of(ProcessTable.read())
            : Optional.empty();
    for (ResourceWatch each : all) {
      Optional<String> found =
          each.isInTable
              ? each.exceededIn(table.orElseThrow())
              : each.group.flatMap(ControlGroup::exceeded);
      found.ifPresent(each::end);
    }
  }

  private static void lookAtAllFiles() {
    WATCHED.forEach(ResourceWatch::lookAtFiles);
  }

  /** Measures the files, unless that would take up too much of the time. */
  void lookAtFiles() {
    long start = System.nanoTime();
    if (limits.disk().isPresent() && start - nextFiles >= 0) {
      exceededByFiles().ifPresent(this::end);
      long now = System.nanoTime();
      nextFiles = now + REST * (now - start);
    }
  }

  private void end(String reason) {
    if (WATCHED.remove(this)) {
      end.accept(reason);
    }
  }

  private Optional<String> exceededIn(ProcessTable table) {
    List<Long> processes =
        table.of(leader).stream().filter(pid -> pid != leader || !Reaper.isPossible()).toList();
    if (limits.processes().filter(most -> processes.size() > most).isPresent()) {
      return Optional.of(limits.processesExceeded(processes.size()));
    }
    if (limits.memory().isEmpty()) {
      return Optional.empty();
    }
    long most = limits.memory().get();
    long memory = ProcessTable.memory(processes, most);
    return memory > most ? Optional.of(limits.memoryExceeded(memory)) : Optional.empty();
  }

  private Optional<String> exceededByFiles() {
    if (limits.disk().isEmpty()) {
      return Optional.empty();
    }
    long bytes = size(folder.root());
    return bytes > limits.disk().get() ? Optional.of(limits.diskExceeded(bytes)) : Optional.empty();
  }

  /** Returns the bytes of all files below a folder, some of which may vanish meanwhile. */
  private static long size(Path folder) {
    long[] bytes = {0};
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      return bytes[0];
    }
    return bytes[0];
  }
}
