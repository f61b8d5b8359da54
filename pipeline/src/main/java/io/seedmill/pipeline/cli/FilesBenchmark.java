package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.benchmark.Comparison;
import io.seedmill.pipeline.benchmark.Contender;
import io.seedmill.pipeline.benchmark.LinesFile;
import io.seedmill.pipeline.runner.Runners;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the main job over a file of lines with {@code sort -u}. */
record FilesBenchmark(Path folder, long lines, List<String> jobOptions, Runners runners) {

  private static final int SORT = 0;
  private static final int FIRST_RUNNER = 1;

  /** Measures, and prints the result. */
  void run(int rounds, PrintWriter out)
      throws IOException, InterruptedException, BadInputException, URISyntaxException {
    Path file = folder.resolve("lines.jsonl");
    LinesFile.write(file, lines);
    LinesFile.write(folder.resolve("few.jsonl"), 1);
    MeasuredPrograms job = MeasuredPrograms.of(spec(file), folder, jobOptions, runners);
    MeasuredPrograms startUp =
        MeasuredPrograms.of(spec(folder.resolve("few.jsonl")), folder, jobOptions, runners);
    out.printf(
        Locale.ROOT,
        "%,d lines, %.0f MB, on %d cores, Java %s%n%n",
        lines,
        Files.size(file) / 1e6,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    List<Contender> contenders = new ArrayList<>();
    contenders.add(sort(file));
    contenders.addAll(job.onEachRunner());
    contenders.add(startUp.startUp());
    Comparison comparison = new Comparison(contenders, folder, out);
    comparison.run(rounds);
    int last = contenders.size() - 1;
    out.printf(
        Locale.ROOT,
        "time of (b) without its start-up, divided by that of (a): %s%n",
        comparison.spread(seconds -> (seconds[FIRST_RUNNER] - seconds[last]) / seconds[SORT]));
  }

  private Path spec(Path file) throws IOException {
    return Files.writeString(
        folder.resolve(file.getFileName() + ".yaml"),
        "{name: lines, seed: 1, generators: [{files: %s}]}".formatted(file.getFileName()));
  }

  private Contender sort(Path file) {
    Path sorted = folder.resolve("sorted.jsonl");
    List<String> program =
        List.of("env", "LC_ALL=C", "sort", "-u", "-o", sorted.toString(), file.toString());
    return new Contender('a', "sort -u", program, () -> Files.deleteIfExists(sorted));
  }
}
