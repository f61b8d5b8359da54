package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.benchmark.Comparison;
import io.seedmill.pipeline.benchmark.Contender;
import io.seedmill.pipeline.benchmark.LinesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The main job over a file of lines against what a shell would do with it. */
record FilesBenchmark(Path folder, long lines, List<String> jobOptions) {

  private static final double AIM = 2;
  private static final int SORT = 0;
  private static final int DIRECT = 1;
  private static final int START_UP = 3;

  /** Measures, and prints the result. */
  void run(int rounds, PrintWriter out)
      throws IOException, InterruptedException, BadInputException, URISyntaxException {
    Path file = folder.resolve("lines.jsonl");
    LinesFile.write(file, lines);
    LinesFile.write(folder.resolve("few.jsonl"), 1);
    MeasuredPrograms job = MeasuredPrograms.of(spec(file), folder, jobOptions);
    MeasuredPrograms startUp =
        MeasuredPrograms.of(spec(folder.resolve("few.jsonl")), folder, jobOptions);
    out.printf(
        Locale.ROOT,
        "%,d lines, %.0f MB, on %d cores, Java %s%n%n",
        lines,
        Files.size(file) / 1e6,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    Comparison comparison =
        new Comparison(
            List.of(sort(file), job.onDirectRunner(), job.onFlink(), startUp.startUp()),
            folder,
            out);
    comparison.run(rounds);
    double start = comparison.medianSeconds(START_UP);
    double aim = AIM * comparison.medianSeconds(SORT) + start;
    boolean reached = comparison.medianSeconds(DIRECT) <= aim;
    out.printf(
        Locale.ROOT,
        "aim: b <= %.0f * a + d = %.2f s; %s: (b - d) / a = %.2f%n",
        AIM,
        aim,
        reached ? "reached" : "not reached",
        (comparison.medianSeconds(DIRECT) - start) / comparison.medianSeconds(SORT));
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
