package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.Counted;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.benchmark.Comparison;
import io.seedmill.pipeline.benchmark.Contender;
import io.seedmill.pipeline.benchmark.ProgramTasks;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.runner.Runners;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          + " in turn. The bare loop keeps no order and counts nothing; it is the lower limit.",
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
      "  seedmill benchmark --columns=loop,flink --rounds=9",
      "  seedmill benchmark --against=s3://bucket/trials --runner=FlinkRunner",
      "  seedmill benchmark --files",
      "  seedmill benchmark --program"
    })
final class BenchmarkCommand implements Callable<Integer> {

  private static final String LOOP = "loop";

  private static final List<String> OF_A_DATASET =
      List.of("--samples", "--seed", "--shard-size", "--parts", "--politeness", "--columns");

  private static final int FEWEST_ROUNDS = 5;
  private static final long FEW = 100_000;
  private static final long MANY = 500_000;

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Option(
      names = "--rounds",
      paramLabel = "<n>",
      defaultValue = "5",
      description =
          "How often each is run, after one round that does not count; at least and by default 5.")
  private int rounds;

  @Option(
      names = "--columns",
      paramLabel = "<names>",
      split = ",",
      defaultValue = "loop,direct,flink",
      description =
          "What is measured: loop (the bare loop), or the main job on a runner, such as direct for the"
              + " DirectRunner; default: all of them, ${DEFAULT-VALUE}.")
  private Set<String> columns = Set.of();

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
    if (rounds < FEWEST_ROUNDS) {
      throw new BadInputException(
          "--rounds: found %d; allowed: a whole number of at least %d"
              .formatted(rounds, FEWEST_ROUNDS));
    }
    checkColumns();
    refuseBeside("--files", files != null);
    refuseBeside("--program", program);
    refuseOfOtherData();
    dataset.setDefault("benchmark");
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
    requireGenerators(spec);
    BenchmarkFolder.use(
        folder -> {
          Path specFile = folder.resolve("spec.yaml");
          Files.writeString(specFile, CanonicalJson.write(spec.toJson()));
          MeasuredPrograms programs = MeasuredPrograms.of(specFile, folder, jobOptions, runners());
          if (program) {
            compareProgram(programs, folder);
          } else {
            describe(spec);
            compare(programs, folder);
          }
        });
    return ExitCode.DONE;
  }

  /** Refuses options that would have no effect. */
  private void refuseOfOtherData() throws BadInputException {
    if (files == null && !program) {
      return;
    }
    for (String option : OF_A_DATASET) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInputException(
            "%s: found beside %s, which has data of its own; allowed: --rounds, and options of the main job"
                .formatted(option, program ? "--program" : "--files"));
      }
    }
  }

  /** Refuses what a benchmark with data of its own would not measure. */
  private void refuseBeside(String option, boolean given) throws BadInputException {
    boolean both = files != null && program;
    if (given && (both || against != null || dataset.isNamed())) {
      String other = dataset.isNamed() ? "a dataset" : both ? "--program" : "--against";
      throw new BadInputException(
          "%s: found beside %s; allowed: one of a dataset, --against, --files and --program"
              .formatted(option, other));
    }
  }

  private int measureFiles() throws Exception {
    if (files < 1) {
      throw new BadInputException(
          "--files: found %d; allowed: a whole number of at least 1".formatted(files));
    }
    BenchmarkFolder.use(
        folder -> new FilesBenchmark(folder, files, jobOptions, runners()).run(rounds, out()));
    return ExitCode.DONE;
  }

  /** Finds mistakes now, rather than in the first program that is measured. */
  private void checkJobOptions() throws BadInputException {
    List<String> ofRun = SeedmillCommand.runOptions();
    List<String> ofBeam =
        jobOptions.stream()
            .filter(given -> !Arguments.option(given).map(ofRun::contains).orElse(false))
            .toList();
    RunnerOptions.of("run", runners(), null, ofBeam);
  }

  /** The bare loop starts no programs, and a copy of the spec would not find files beside it. */
  private static void requireGenerators(DatasetSpec spec) throws BadInputException {
    for (DatasetSpec.Entry entry : spec.entries()) {
      if (entry.outside().isPresent()) {
        throw new BadInputException(
            "benchmark: found '%s', which is made by '%s'; allowed: generators of the catalogue. How fast yours is, 'seedmill check' tells; --program measures a program in Python, --files a file"
                .formatted(entry.name(), entry.factory().name()));
      }
    }
  }

  private void describe(DatasetSpec spec) {
    long samples = spec.entries().stream().mapToLong(DatasetSpec.Entry::samples).sum();
    out()
        .printf(
            Locale.ROOT,
            "%s of dataset '%s' on %s, Java %s%n%n",
            Counted.of(samples, "sample"),
            spec.name(),
            Counted.of(Runtime.getRuntime().availableProcessors(), "core"),
            Runtime.version());
  }

  private void compare(MeasuredPrograms programs, Path folder) throws Exception {
    if (against != null) {
      List<Contender> outputs = List.of(programs.intoFolder(), programs.into(against));
      new Comparison(outputs, folder, out()).run(rounds);
      return;
    }
    new Comparison(contenders(programs), folder, out()).run(rounds);
  }

  private List<Contender> contenders(MeasuredPrograms programs) {
    Map<String, Contender> all = new LinkedHashMap<>();
    all.put(LOOP, programs.bareLoop());
    programs.onEachRunner().forEach(job -> all.put(column(job.name()), job));
    all.keySet().retainAll(columns);
    return List.copyOf(all.values());
  }

  private void checkColumns() throws BadInputException {
    List<String> allowed = new ArrayList<>(List.of(LOOP));
    runners().known().forEach(runner -> allowed.add(column(runner.name())));
    for (String column : columns) {
      if (!allowed.contains(column)) {
        throw new BadInputException(
            "--columns: found '%s'; allowed: one of %s; see 'seedmill help benchmark'"
                .formatted(column, String.join(", ", allowed)));
      }
    }
  }

  /** Returns the name that users give a runner's column: direct for the DirectRunner. */
  private static String column(String runner) {
    return runner.replaceFirst("Runner$", "").toLowerCase(Locale.ROOT);
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
    out()
        .printf(
            Locale.ROOT,
            "speed under Seedmill, start-up aside, of that alone: %s%n",
            comparison.spread(
                seconds -> Comparison.quotient(seconds[2] - seconds[0], seconds[3] - seconds[1])));
  }

  private Runners runners() {
    return SeedmillCommand.of(command).runners;
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
