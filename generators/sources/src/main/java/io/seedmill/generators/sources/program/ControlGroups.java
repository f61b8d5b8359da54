package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The control group (cgroup v2) of this JVM, where it may make others below it. That takes a
 * writable group with the controllers {@code memory} and {@code pids}. A group that hands
 * controllers down has no processes of its own, unless it is the root, so the JVM moves into one
 * below, if nothing but itself and what it has started is there: other processes are not moved.
 */
final class ControlGroups {

  private static final Set<String> CONTROLLERS = Set.of("memory", "pids");
  private static final String ENABLE = "+memory +pids";
  private static final Pattern MOUNT =
      Pattern.compile("(?m)^\\S+ \\S+ \\S+ (\\S+) (\\S+) .* - cgroup2 .*$");
  private static final Pattern OWN = Pattern.compile("(?m)^0::(/.*)$");

  private static final ControlGroups OF_THIS_JVM = new ControlGroups(find());

  private final Optional<Path> own;
  private final AtomicLong made = new AtomicLong();
  private boolean isReady;

  ControlGroups(Optional<Path> own) {
    this.own = own;
  }

  static ControlGroups get() {
    return OF_THIS_JVM;
  }

  /** Returns the beginning of the paths of all groups that are made here; empty for none. */
  Optional<String> prefix() {
    return isPossible()
        ? own.map(group -> group.resolve("seedmill-" + ProcessHandle.current().pid()).toString())
        : Optional.empty();
  }

  /** Returns true if groups can be made, as far as can be seen without making one. */
  synchronized boolean isPossible() {
    try {
      return isReady
          || (own.isPresent()
              && Files.isWritable(own.get())
              && words("cgroup.controllers").containsAll(CONTROLLERS)
              && (words("cgroup.subtree_control").containsAll(CONTROLLERS) || isAlone()));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isAlone() throws IOException {
    Set<String> own = new HashSet<>();
    ProcessHandle jvm = ProcessHandle.current();
    Stream.concat(Stream.of(jvm), jvm.descendants())
        .forEach(process -> own.add(Long.toString(process.pid())));
    return own.containsAll(words("cgroup.procs"));
  }

  /** Makes a group with limits; empty where that is not possible. */
  synchronized Optional<ControlGroup> create(ResourceLimits limits) {
    if (!isPossible()) {
      return Optional.empty();
    }
    Path group = Path.of(prefix().orElseThrow() + "-" + made.incrementAndGet());
    try {
      makeReady();
      Files.createDirectory(group);
      return Optional.of(new ControlGroup(group, limits));
    } catch (IOException e) {
      try {
        Files.deleteIfExists(group);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      return Optional.empty(); // the kernel refuses what the files promise
    }
  }

  private void makeReady() throws IOException {
    if (isReady) {
      return;
    }
    Path group = own.orElseThrow();
    if (!words("cgroup.subtree_control").containsAll(CONTROLLERS)) {
      Path leaf = group.resolve("seedmill-self");
      Files.createDirectories(leaf);
      for (String pid : words("cgroup.procs")) {
        Files.writeString(leaf.resolve("cgroup.procs"), pid);
      }
      Files.writeString(group.resolve("cgroup.subtree_control"), ENABLE);
    }
    isReady = true;
  }

  private Set<String> words(String file) throws IOException {
    String text = Files.readString(own.orElseThrow().resolve(file));
    return text.isBlank() ? Set.of() : new HashSet<>(List.of(text.strip().split("\\s+")));
  }

  private static Optional<Path> find() {
    try {
      return group(
          Files.readString(Path.of("/proc/self/mountinfo")),
          Files.readString(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Finds the folder of a process's group.
   *
   * @param mounts what {@code /proc/self/mountinfo} says
   * @param groups what {@code /proc/self/cgroup} says
   */
  static Optional<Path> group(String mounts, String groups) {
    Matcher own = OWN.matcher(groups);
    if (!own.find()) {
      return Optional.empty();
    }
    Path path = Path.of(own.group(1));
    Matcher mount = MOUNT.matcher(mounts);
    while (mount.find()) {
      Path root = Path.of(mount.group(1));
      if (path.startsWith(root)) {
        return Optional.of(Path.of(mount.group(2)).resolve(root.relativize(path)).normalize());
      }
    }
    return Optional.empty();
  }
}
