package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The program as {@code mvn exec:java} starts it: {@code run}, with every option that Maven was
 * given as a property ({@code -Dsamples=1000}), and then what {@code -Dexec.args} says.
 *
 * <p>It runs in a JVM of its own, with the modules as its class path: in Maven's JVM a runner that
 * starts a cluster does not find its classes, and the heap is Maven's. A signal that ends Maven
 * ends the program too.
 */
public final class SeedmillForMaven {

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:MaxRAMPercentage=75",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED");

  private SeedmillForMaven() {}

  public static void main(String[] args) throws Exception {
    List<String> all = arguments(List.of(args));
    if (SeedmillForMaven.class.getClassLoader() instanceof URLClassLoader maven) {
      System.exit(run(classPath(maven.getURLs()), all));
    }
    Seedmill.main(all.toArray(String[]::new));
  }

  /** Returns the arguments of the program. */
  static List<String> arguments(List<String> given) {
    boolean names = !given.isEmpty() && !given.get(0).startsWith("-");
    List<String> all = new ArrayList<>();
    all.add(names ? given.get(0) : "run");
    if (all.get(0).equals("run")) {
      for (String option : SeedmillCommand.runOptions()) {
        String value = System.getProperty(option);
        if (value != null) {
          all.add("--" + option + "=" + value);
        }
      }
    }
    all.addAll(given.subList(names ? 1 : 0, given.size()));
    return all;
  }

  private static int run(String classPath, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    String given = System.getenv("SEEDMILL_JAVA_OPTS");
    if (given != null && !given.isBlank()) {
      command.addAll(List.of(given.trim().split("\\s+", -1)));
    }
    command.add(ParentWatch.jvmOption());
    command.addAll(List.of("-cp", classPath, Seedmill.class.getName()));
    command.addAll(args);
    Process program = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(program), "end program"));
    return program.waitFor();
  }

  /** Ends the program, if it has not ended yet, and waits until it has cleaned up. */
  private static void end(Process program) {
    program.destroy();
    try {
      program.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String classPath(URL[] urls) throws URISyntaxException {
    StringJoiner classPath = new StringJoiner(File.pathSeparator);
    for (URL url : urls) {
      classPath.add(Path.of(url.toURI()).toString());
    }
    return classPath.toString();
  }
}
