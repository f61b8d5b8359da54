package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.benchmark.Contender;
import io.seedmill.pipeline.benchmark.PlainLoop;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.Runners;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that a benchmark measures, all over the same spec.
 *
 * @param jar the packaged program
 * @param spec a spec file
 * @param folder where local outputs go
 * @param jobOptions further options of the main job
 * @param runners the runners of the main job
 */
record MeasuredPrograms(
    Path jar, Path spec, Path folder, List<String> jobOptions, List<Runner> runners) {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  MeasuredPrograms {
    jobOptions = List.copyOf(jobOptions);
    runners = List.copyOf(runners);
  }

  /**
   * @throws BadInputException if this program is not in a jar, which the others are started from
   */
  static MeasuredPrograms of(Path spec, Path folder, List<String> jobOptions, Runners runners)
      throws BadInputException, URISyntaxException {
    Path code =
        Path.of(MeasuredPrograms.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!code.toString().endsWith(".jar")) {
      throw new BadInputException(
          "benchmark: found classes in a folder; allowed: the packaged seedmill.jar");
    }
    return new MeasuredPrograms(code.toAbsolutePath(), spec, folder, jobOptions, runners.known());
  }

  Contender bareLoop() {
    Path output = folder.resolve("bare-loop.jsonl");
    List<String> program = jvm();
    program.addAll(List.of("-cp", jar.toString(), PlainLoop.class.getName()));
    program.addAll(List.of(spec.toString(), output.toString()));
    return new Contender('a', "bare loop", program, () -> Files.delete(output));
  }

  /** The main job on each runner. */
  List<Contender> onEachRunner() {
    List<Contender> jobs = new ArrayList<>();
    char letter = 'b';
    for (Runner runner : runners) {
      jobs.add(local(letter++, runner.name(), "--runner=" + runner.name()));
    }
    return jobs;
  }

  /** The main job over next to nothing, on the first runner. */
  Contender startUp() {
    char letter = (char) ('b' + runners.size());
    return local(letter, "start-up of (b)", "--runner=" + runners.get(0).name());
  }

  /** The main job over another spec, on the runner that is the default. */
  Contender over(Path other, char letter, String name) {
    return new MeasuredPrograms(jar, other, folder, jobOptions, runners).local(letter, name);
  }

  Contender intoFolder() {
    return local('d', "local folder");
  }

  /** The main job into an output that it does not clean up. */
  Contender into(String output) {
    return new Contender('e', "other output", job(output), () -> requireSamples(output));
  }

  private Contender local(char letter, String name, String... options) {
    Storage local = Storage.of(folder.toString());
    String output = "output-" + letter;
    return new Contender(
        letter,
        name,
        job(folder.resolve(output).toString(), options),
        () -> {
          requireSamples(folder.resolve(output).toString());
          local.delete(output);
        });
  }

  /** Samples that fail take no time, so a run that has few others would look fast. */
  private static void requireSamples(String output) throws IOException {
    if (!Storage.isLocal(output)) {
      return; // a store's options are those of the job alone
    }
    try (Storage storage = Storage.of(output)) {
      LatestRun latest = LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN));
      Manifest.Counts counts = Manifest.parse(storage.read(latest.manifest())).counts();
      if (counts.failed() > 0 || counts.missing() > 0) {
        throw new IOException(
            "%,d of %,d samples of the measured run failed, so its time says nothing; 'seedmill run' shows why"
                .formatted(counts.failed() + counts.missing(), counts.requested()));
      }
    }
  }

  private List<String> job(String output, String... options) {
    List<String> program = jvm();
    program.addAll(List.of("-jar", jar.toString(), "run", "--again"));
    program.add("--dataset=" + spec);
    program.add("--output=" + output);
    program.addAll(List.of(options));
    program.addAll(jobOptions);
    return program;
  }

  /** The JVM of this program, with its options. */
  private static List<String> jvm() {
    List<String> jvm = new ArrayList<>(List.of(JAVA));
    jvm.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    long parent = ProcessHandle.current().pid();
    jvm.add("-Dseedmill.parent=" + parent); // a benchmark that is killed measures no more
    return jvm;
  }
}
