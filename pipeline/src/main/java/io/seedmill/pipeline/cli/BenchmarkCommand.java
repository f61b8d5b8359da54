package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.benchmark.Measurement;
import io.seedmill.pipeline.benchmark.PlainLoop;
import io.seedmill.pipeline.launcher.JvmOptions;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.storage.Storage;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the main job with a bare loop over the same generators. */
@Command(
    name = "benchmark",
    description = {
      "Measures the main job against a bare loop over the same generators, each as a whole process,"
          + " in turn. The bare loop keeps no order and no account; it is the limit to aim at."
    },
    mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

  /** What the main job may take beyond the bare loop: the aim that is printed beside the result. */
  private static final double AIM_FACTOR = 1.25;

  private static final double AIM_SECONDS = 4;

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Option(
      names = "--rounds",
      paramLabel = "<n>",
      defaultValue = "3",
      description = "How often each is run, after one round that does not count; default: 3.")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    if (dataset.dataset.equals("quickstart")) {
      dataset.dataset = "benchmark";
    }
    DatasetSpec spec = dataset.read(Catalogue.load());
    Path folder = Files.createTempDirectory("seedmill-benchmark-");
    try {
      measure(spec, folder);
    } finally {
      Storage.of(folder.toString()).delete("");
    }
    return ExitCode.DONE;
  }

  private void measure(DatasetSpec spec, Path folder) throws Exception {
    PrintWriter out = command.commandLine().getOut();
    Path specFile = folder.resolve("spec.yaml");
    Files.writeString(specFile, CanonicalJson.write(spec.toJson()));
    long samples = spec.generators().stream().mapToLong(DatasetSpec.Entry::samples).sum();
    out.printf(
        Locale.ROOT,
        "%,d samples of dataset '%s' on %d cores, Java %s%n%n",
        samples,
        spec.name(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    out.printf("%-8s %14s %14s %8s%n", "round", "(a) bare loop", "(b) main job", "b / a");
    List<Measurement> loops = new ArrayList<>();
    List<Measurement> jobs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Measurement loop = bareLoop(specFile, folder);
      Measurement job = mainJob(specFile, folder);
      out.printf(
          Locale.ROOT,
          "%-8s %12.2f s %12.2f s %8.2f%n",
          round == 0 ? "warm-up" : Integer.toString(round),
          loop.seconds(),
          job.seconds(),
          job.seconds() / loop.seconds());
      out.flush();
      if (round > 0) {
        loops.add(loop);
        jobs.add(job);
      }
    }
    report(out, median(loops), median(jobs), loops, jobs);
  }

  private static void report(
      PrintWriter out, double a, double b, List<Measurement> loops, List<Measurement> jobs) {
    out.printf(Locale.ROOT, "%-8s %12.2f s %12.2f s %8.2f%n", "median", a, b, b / a);
    out.printf(
        Locale.ROOT, "%-8s %11.0f MB %11.0f MB%n", "memory", peak(loops) / 1e6, peak(jobs) / 1e6);
    double aim = AIM_FACTOR * a + AIM_SECONDS;
    out.printf(
        Locale.ROOT,
        "%naim: b <= %.2f * a + %.0f s of start-up = %.2f s; %s%n",
        AIM_FACTOR,
        AIM_SECONDS,
        aim,
        b <= aim ? "reached" : "not reached");
  }

  private static Measurement bareLoop(Path spec, Path folder) throws Exception {
    Path output = folder.resolve("bare-loop.jsonl");
    List<String> program = new ArrayList<>(List.of(JAVA));
    program.addAll(JvmOptions.forJar(jar()));
    program.addAll(List.of("-cp", jar().toString(), PlainLoop.class.getName()));
    program.addAll(List.of(spec.toString(), output.toString()));
    Measurement measured = Measurement.of(program, folder.resolve("bare-loop.log"));
    Files.delete(output);
    return measured;
  }

  /** The main job as a user starts it, the launcher's own start included. */
  private static Measurement mainJob(Path spec, Path folder) throws Exception {
    List<String> program = new ArrayList<>(List.of(JAVA, "-jar", jar().toString(), "run"));
    program.add("--dataset=" + spec);
    program.add("--output=" + folder.resolve("main-job"));
    program.add("--runner=DirectRunner");
    Measurement measured = Measurement.of(program, folder.resolve("main-job.log"));
    Storage.of(folder.toString()).delete("main-job");
    return measured;
  }

  private static Path jar() throws URISyntaxException, BadInputException {
    Path code =
        Path.of(BenchmarkCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!code.toString().endsWith(".jar")) {
      throw new BadInputException(
          "benchmark: found classes in a folder; allowed: the packaged seedmill.jar");
    }
    return code.toAbsolutePath();
  }

  private static double median(List<Measurement> measurements) {
    double[] seconds = measurements.stream().mapToDouble(Measurement::seconds).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  private static double peak(List<Measurement> measurements) {
    return measurements.stream().mapToLong(Measurement::peakBytes).max().orElse(0);
  }
}
