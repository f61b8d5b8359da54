package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes of this machine at one moment, as {@code /proc} has them. Memory is the resident
 * part and what is swapped out. Pages that processes share, as after a fork, would count once for
 * each of them: so where the sum is too large, it is taken anew from the kernel's proportional
 * sizes, which add up. Those are some milliseconds of work, the plain sizes are none.
 */
final class ProcessTable {

  private static final Path PROCESSES = Path.of("/proc");
  private static final Pattern STAT =
      Pattern.compile("(?s)\\d+ \\(.*\\) \\S (\\d+) \\d+ (\\d+) .*");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^Vm(?:RSS|Swap):\\s+(\\d+) kB$");
  private static final Pattern SHARE = Pattern.compile("(?m)^(?:Swap)?Pss:\\s+(\\d+) kB$");

  private final Map<Long, List<Long>> children = new HashMap<>();
  private final Map<Long, List<Long>> sessions = new HashMap<>();

  private ProcessTable() {}

  /** Returns true if this machine tells which processes there are, and how large its own are. */
  static boolean isPossible() {
    Path own = PROCESSES.resolve(Long.toString(ProcessHandle.current().pid()));
    return Files.isReadable(own.resolve("stat")) && sum(RESIDENT, own.resolve("status")) > 0;
  }

  /** Reads which processes there are now. */
  static ProcessTable read() {
    ProcessTable table = new ProcessTable();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : processes) {
        Matcher stat = STAT.matcher(text(process.resolve("stat")));
        if (stat.matches()) {
          long pid = Long.parseLong(process.getFileName().toString());
          table.add(table.children, Long.parseLong(stat.group(1)), pid);
          table.add(table.sessions, Long.parseLong(stat.group(2)), pid);
        }
      }
    } catch (IOException e) {
      return table; // the next look may find them
    }
    return table;
  }

  private void add(Map<Long, List<Long>> lists, long key, long pid) {
    lists.computeIfAbsent(key, unseen -> new ArrayList<>()).add(pid);
  }

  /**
   * Returns the processes of a program: the descendants of the one that leads its session, and
   * those of the session whose parents have ended.
   *
   * @param leader the leader, which is among them
   */
  List<Long> of(long leader) {
    List<Long> found = new ArrayList<>();
    Deque<Long> parents = new ArrayDeque<>(sessions.getOrDefault(leader, List.of()));
    Map<Long, Boolean> seen = new HashMap<>();
    while (!parents.isEmpty()) {
      long pid = parents.pop();
      if (seen.put(pid, true) == null) {
        found.add(pid);
        parents.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return found;
  }

  /** Returns the bytes of processes; the exact ones if the plain sum is above the limit. */
  static long memory(List<Long> processes, long limit) {
    long plain = 0;
    for (long pid : processes) {
      plain += sum(RESIDENT, file(pid, "status"));
    }
    if (plain <= limit) {
      return plain;
    }
    long exact = 0;
    for (long pid : processes) {
      long share = sum(SHARE, file(pid, "smaps_rollup"));
      exact += share > 0 ? share : sum(RESIDENT, file(pid, "status"));
    }
    return exact;
  }

  private static Path file(long pid, String name) {
    return PROCESSES.resolve(Long.toString(pid)).resolve(name);
  }

  /** Returns the sum of the values of some lines, in bytes; 0 where the file cannot be read. */
  private static long sum(Pattern lines, Path file) {
    Matcher line = lines.matcher(text(file));
    long kilobytes = 0;
    while (line.find()) {
      kilobytes += Long.parseLong(line.group(1));
    }
    return kilobytes << 10;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1); // a name may be any bytes
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
