package io.seedmill.pipeline.benchmark;

import io.seedmill.generators.SampleSeeds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A program in Python and the tasks that a run gives it, in files: so it can be measured by itself,
 * a process for each core, and as a generator.
 */
public final class ProgramTasks {

  private static final String PROGRAM = "sums.py";
  private static final int TASK = 1_000;

  private final Path folder;
  private final int processes;

  private ProgramTasks(Path folder, int processes) {
    this.folder = folder;
    this.processes = processes;
  }

  /** Writes the program into a folder. */
  public static ProgramTasks in(Path folder, int processes) throws IOException {
    try (InputStream program = ProgramTasks.class.getResourceAsStream("/programs/" + PROGRAM)) {
      Files.copy(program, folder.resolve(PROGRAM));
    }
    return new ProgramTasks(folder, processes);
  }

  /** Writes a spec of so many samples of it. */
  public Path spec(long samples) throws IOException {
    return Files.writeString(
        folder.resolve("program-" + samples + ".yaml"),
        """
        name: program
        seed: 1
        generators:
          - {name: sums, command: [python3, %s], samples: %d}
        """
            .formatted(PROGRAM, samples));
  }

  /** The program by itself, with the same tasks: all processes at once, each into a file. */
  public Contender alone(char letter, String name, long samples) throws IOException {
    StringBuilder script = new StringBuilder("cd '" + folder + "'\n");
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      String tasks = "tasks-%s-%d".formatted(letter, i);
      write(folder.resolve(tasks), i * samples / processes, (i + 1) * samples / processes);
      outputs.add(folder.resolve(tasks + ".out"));
      script.append(
          "python3 %s < %s > %s.out & all=\"$all $!\"\n".formatted(PROGRAM, tasks, tasks));
    }
    script.append("for each in $all; do wait $each || exit; done"); // what fails is soon done
    return new Contender(
        letter,
        name,
        List.of("sh", "-c", script.toString()),
        () -> {
          requireLines(outputs, samples);
          deleteAll(outputs);
        });
  }

  private static void requireLines(List<Path> files, long expected) throws IOException {
    long found = 0;
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        found += lines.count();
      }
    }
    if (found != expected) {
      throw new IOException(
          "the measured program gave %d of %d samples, so its time says nothing"
              .formatted(found, expected));
    }
  }

  private static void deleteAll(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static void write(Path file, long first, long end) throws IOException {
    SampleSeeds seeds = SampleSeeds.of(1, "sums");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long start = first; start < end; start += TASK) {
        long count = Math.min(TASK, end - start);
        StringJoiner numbers = new StringJoiner(",", "[", "]");
        for (long index = start; index < start + count; index++) {
          numbers.add(Long.toString(seeds.portableSeedOf(index)));
        }
        out.write(
            "{\"type\":\"sums\",\"start_index\":%d,\"num_samples\":%d,\"seed\":1,\"params\":{},"
                    .formatted(start, count)
                + "\"seeds\":%s}\n".formatted(numbers));
      }
    }
  }
}
