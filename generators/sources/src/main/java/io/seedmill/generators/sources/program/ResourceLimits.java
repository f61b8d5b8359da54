package io.seedmill.generators.sources.program;

import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.SizeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The most that a process of a program, and all that it starts, may have at once.
 *
 * @param memory bytes of memory, what is shared counted once
 * @param processes processes, the program itself included
 * @param disk bytes of files in its own folders
 */
record ResourceLimits(Optional<Long> memory, Optional<Long> processes, Optional<Long> disk) {

  static final String MEMORY = "maxMemory";
  static final String PROCESSES = "maxProcesses";
  static final String DISK = "maxDisk";

  /** The keys of the spec. */
  static final Set<String> KEYS = Set.of(MEMORY, PROCESSES, DISK);

  /** A program without limits. */
  static final ResourceLimits NONE =
      new ResourceLimits(Optional.empty(), Optional.empty(), Optional.empty());

  static ResourceLimits of(Parameters parameters) {
    return new ResourceLimits(
        parameters.optional(MEMORY, Parameters::size),
        parameters.optional(PROCESSES, Parameters::integer),
        parameters.optional(DISK, Parameters::size));
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Returns true if its processes have to be looked at. */
  boolean areOfProcesses() {
    return memory.isPresent() || processes.isPresent();
  }

  /** Returns the sentence about a program whose memory is above the limit. */
  String memoryExceeded(long found) {
    return "it had %s of memory with all that it started; allowed: %s ('%s')"
        .formatted(SizeText.write(found), SizeText.write(memory.orElseThrow()), MEMORY);
  }

  /** Returns the sentence about a program whose processes are more than the limit. */
  String processesExceeded(long found) {
    return String.format(
        Locale.ROOT,
        "it had %,d processes; allowed: %,d ('%s')",
        found,
        processes.orElseThrow(),
        PROCESSES);
  }

  /** Returns the sentence about a program whose files are above the limit. */
  String diskExceeded(long found) {
    return "its files in HOME, TMPDIR and its working folder had %s; allowed: %s ('%s')"
        .formatted(SizeText.write(found), SizeText.write(disk.orElseThrow()), DISK);
  }
}
