package io.seedmill.pipeline.cli;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.benchmark.Comparison;
import io.seedmill.pipeline.benchmark.Contender;
import io.seedmill.pipeline.benchmark.ProgramTasks;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compares the main job with a bare loop over the same generators, or two outputs of it. */
@Command(
    name = "benchmark",
    description = {
      "Measures the main job against a bare loop over the same generators, each as a whole process,"
          + " in turn. The bare loop keeps no order and no account; it is the limit to aim at.",
      "With --against it measures the main job into a local folder against the main job into"
          + " another output instead; with --files the main job over a file of lines against"
          + " 'sort -u'; with --program, a program in Python by itself, a process for each core,"
          + " against the same program as a generator."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option goes to the main job.",
      "",
      "Examples:",
      "  seedmill benchmark --columns=loop,flink --rounds=5",
      "  seedmill benchmark --against=s3://bucket/trials --runner=FlinkRunner",
      "  seedmill benchmark --files",
      "  seedmill benchmark --program"
    })
final class BenchmarkCommand implements Callable<Integer> {

  /** What is measured, by the name that users give it. */
  enum Column {
    loop,
    direct,
    flink
  }

  /** What the main job may take: the aims that are printed beside the results. */
  private static final double DIRECT_FACTOR = 1.25;

  private static final double DIRECT_SECONDS = 4;
  private static final double FLINK_FACTOR = 1.6;

  /** What a program is to keep of its speed. */
  private static final double PROGRAM_SHARE = 0.9;

  private static final long FEW = 100_000;
  private static final long MANY = 500_000;

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Option(
      names = "--rounds",
      paramLabel = "<n>",
      defaultValue = "3",
      description = "How often each is run, after one round that does not count; default: 3.")
  private int rounds;

  @Option(
      names = "--columns",
      paramLabel = "<names>",
      split = ",",
      defaultValue = "loop,direct,flink",
      description =
          "What is measured: loop (the bare loop), direct (the main job on the DirectRunner), flink"
              + " (on Flink's embedded cluster); default: all of them.")
  private Set<Column> columns = EnumSet.allOf(Column.class);

  @Option(
      names = "--against",
      paramLabel = "<output>",
      description =
          "An output, such as s3://bucket/prefix, to compare a local folder with. What is written"
              + " there stays.")
  private String against;

  @Option(
      names = "--files",
      arity = "0..1",
      fallbackValue = "2000000",
      paramLabel = "<lines>",
      description =
          "Read a file of so many lines (2,000,000 unless a number is given), deduplicate and write"
              + " them; against 'LC_ALL=C sort -u'.")
  private Long files;

  @Option(
      names = "--program",
      description =
          "Measures a program in Python by itself and as a generator, with few samples and with"
              + " many: the difference is free of what starting takes.")
  private boolean program;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      throw new BadInputException(
          "--rounds: found %d; allowed: a whole number of at least 1".formatted(rounds));
    }
    if (dataset.dataset.equals("quickstart")) {
      dataset.dataset = "benchmark";
    }
    if (!dataset.filters.filters().isNone()) {
      throw new BadInputException(
          "--only, --exclude, --test-mode: found with 'benchmark', which measures whole datasets;"
              + " allowed: none of them");
    }
    checkJobOptions();
    if (files != null) {
      return measureFiles();
    }
    DatasetSpec spec = dataset.read(new StorageInputs(PipelineOptionsFactory.create()));
    Path folder = Files.createTempDirectory("seedmill-benchmark-");
    try {
      Path specFile = folder.resolve("spec.yaml");
      Files.writeString(specFile, CanonicalJson.write(spec.toJson()));
      MeasuredPrograms programs = MeasuredPrograms.of(specFile, folder, jobOptions);
      if (program) {
        compareProgram(programs, folder);
        return ExitCode.DONE;
      }
      describe(spec);
      compare(programs, folder);
    } finally {
      Storage.of(folder.toString()).delete("");
    }
    return ExitCode.DONE;
  }

  private int measureFiles() throws Exception {
    if (files < 1) {
      throw new BadInputException(
          "--files: found %d; allowed: a whole number of at least 1".formatted(files));
    }
    Path folder = Files.createTempDirectory("seedmill-benchmark-");
    try {
      new FilesBenchmark(folder, files, jobOptions).run(rounds, out());
    } finally {
      Storage.of(folder.toString()).delete("");
    }
    return ExitCode.DONE;
  }

  /** A mistake is better found now than by the first program that is measured. */
  private void checkJobOptions() throws BadInputException {
    List<String> ofRun = SeedmillCommand.runOptions();
    List<String> ofBeam =
        jobOptions.stream()
            .filter(given -> !Arguments.option(given).map(ofRun::contains).orElse(false))
            .toList();
    new RunnerOptions(EntryPoint.PROGRAM, "DirectRunner", ofBeam).create();
  }

  private void describe(DatasetSpec spec) {
    long samples = spec.entries().stream().mapToLong(DatasetSpec.Entry::samples).sum();
    out()
        .printf(
            Locale.ROOT,
            "%,d samples of dataset '%s' on %d cores, Java %s%n%n",
            samples,
            spec.name(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version());
  }

  private void compare(MeasuredPrograms programs, Path folder) throws Exception {
    if (against != null) {
      List<Contender> outputs = List.of(programs.intoFolder(), programs.into(against));
      new Comparison(outputs, folder, out()).run(rounds);
      return;
    }
    List<Column> chosen = List.copyOf(EnumSet.copyOf(columns));
    List<Contender> contenders = new ArrayList<>();
    for (Column column : chosen) {
      contenders.add(
          switch (column) {
            case loop -> programs.bareLoop();
            case direct -> programs.onDirectRunner();
            case flink -> programs.onFlink();
          });
    }
    Comparison comparison = new Comparison(contenders, folder, out());
    comparison.run(rounds);
    if (chosen.contains(Column.loop)) {
      chosen.forEach(column -> aim(comparison, column, chosen.indexOf(column)));
    }
  }

  private void compareProgram(MeasuredPrograms programs, Path folder) throws Exception {
    ProgramTasks tasks = ProgramTasks.in(folder, Runtime.getRuntime().availableProcessors());
    Comparison comparison =
        new Comparison(
            List.of(
                tasks.alone('p', "alone, few", FEW),
                programs.over(tasks.spec(FEW), 'q', "Seedmill, few"),
                tasks.alone('r', "alone, many", MANY),
                programs.over(tasks.spec(MANY), 's', "Seedmill, many")),
            folder,
            out());
    comparison.run(rounds);
    double alone = comparison.medianSeconds(2) - comparison.medianSeconds(0);
    double under = comparison.medianSeconds(3) - comparison.medianSeconds(1);
    out()
        .printf(
            Locale.ROOT,
            "%,.0f samples/s alone, %,.0f under Seedmill%naim: at least %.0f%%, found %.0f%%; %s%n",
            (MANY - FEW) / alone,
            (MANY - FEW) / under,
            100 * PROGRAM_SHARE,
            100 * alone / under,
            verdict(alone / under >= PROGRAM_SHARE));
  }

  private void aim(Comparison comparison, Column column, int at) {
    double loop = comparison.medianSeconds(0);
    double direct = DIRECT_FACTOR * loop + DIRECT_SECONDS;
    double flink = FLINK_FACTOR * loop;
    if (column == Column.direct) {
      out()
          .printf(
              Locale.ROOT,
              "aim: b <= %.2f * a + %.0f s of start-up = %.2f s; %s%n",
              DIRECT_FACTOR,
              DIRECT_SECONDS,
              direct,
              verdict(comparison.medianSeconds(at) <= direct));
    } else if (column == Column.flink) {
      out()
          .printf(
              Locale.ROOT,
              "aim: c <= %.2f * a = %.2f s; %s%n",
              FLINK_FACTOR,
              flink,
              verdict(comparison.medianSeconds(at) <= flink));
    }
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "not reached";
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
