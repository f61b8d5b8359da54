package io.seedmill.pipeline.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program in a process of its own, and what it printed so far. */
public final class Program implements AutoCloseable {

  /** Halves the work of a short run: the second compiler pays in long ones. */
  public static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(List<String> command, Path folder) throws IOException {
    this(command, folder, Map.of());
  }

  private Program(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    this(command, folder, environment, null);
  }

  private Program(
      List<String> command, Path folder, Map<String, String> environment, Path workplace)
      throws IOException {
    this.out = Files.createTempFile(folder, "program", ".out");
    this.err = Files.createTempFile(folder, "program", ".err");
    ProcessBuilder program =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    program.environment().putAll(environment);
    if (workplace != null) {
      program.directory(workplace.toFile());
    }
    this.process = program.start();
  }

  /** The packaged command. */
  public static Program seedmill(Path folder, List<String> args) throws IOException {
    return seedmill(folder, args, Map.of());
  }

  /**
   * The packaged command, with more variables in its environment. Without options of the JVM among
   * them it has those of a short run.
   */
  public static Program seedmill(Path folder, List<String> args, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(command().toString()));
    command.addAll(args);
    Map<String, String> all = new HashMap<>(Map.of("SEEDMILL_JAVA_OPTS", SHORT_RUN));
    all.putAll(environment);
    return new Program(command, folder, all);
  }

  /**
   * Starts the packaged program with the tests' own generators, in a JVM without a launcher. The
   * jar stands first on the class path, so that its class archive is used.
   */
  public static Program ofTests(Path folder, List<String> jvmOptions, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), SHORT_RUN));
    command.add("-XX:SharedArchiveFile=" + TARGET.resolve("seedmill.jsa"));
    command.addAll(jvmOptions);
    for (String opened : List.of("java.lang", "java.util")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", jar() + File.pathSeparator + TARGET.resolve("test-classes")));
    command.add("io.seedmill.pipeline.Seedmill");
    command.addAll(args);
    return new Program(command, folder);
  }

  /** A shell's script in a folder, which finds the Java of the tests. */
  public static Program script(
      List<String> shell, Path script, Path workplace, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(script.toString());
    Map<String, String> all = new HashMap<>(environment);
    String path = environment.getOrDefault("PATH", System.getenv("PATH"));
    all.put("PATH", Path.of(java()).getParent() + File.pathSeparator + path);
    return new Program(command, script.getParent(), all, workplace);
  }

  /** Flink's command line, on the class path of a distribution. */
  public static Program flink(Path folder, FlinkCluster cluster, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("FLINK_CONF_DIR=" + cluster.configuration());
    command.addAll(List.of(java(), SHORT_RUN));
    for (String opened : List.of("java.lang", "java.util", "java.nio", "java.net")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", FlinkCluster.classPath()));
    command.add("org.apache.flink.client.cli.CliFrontend");
    command.addAll(args);
    return new Program(command, folder);
  }

  /** The executable {@code seedmill}. */
  public static Path command() {
    return TARGET.resolve("seedmill");
  }

  /** The distribution. */
  public static Path distribution() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }

  /** The self-contained jar. */
  public static Path jar() {
    return TARGET.resolve("seedmill.jar");
  }

  /** The jar for clusters. */
  public static Path clusterJar() {
    return TARGET.resolve("seedmill-flink.jar");
  }

  /** Waits for its end; the answer is its exit code. */
  public int exitCode(Duration longest) throws Exception {
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + longest.toSeconds() + " s: " + printed());
    }
    return process.exitValue();
  }

  /** Waits a while; returns whether it has ended by then. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the number of its process. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  public String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  public String printed() throws IOException {
    return out() + err();
  }

  /** As SIGTERM does. */
  public void terminate() {
    process.destroy();
  }

  /** As SIGKILL does, to the program and to what started it. */
  public void kill() throws Exception {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** As SIGKILL does, to this process alone; what it has started is left to itself. */
  public void killAlone() throws Exception {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    kill();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
