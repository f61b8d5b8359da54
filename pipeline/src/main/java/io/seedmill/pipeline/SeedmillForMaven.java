package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.launcher.JvmOptions;
import io.seedmill.pipeline.launcher.ProgramProcess;
import java.io.File;
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
 * <p>It runs in a JVM of its own, with the modules as its class path: in Maven's own JVM a runner
 * that starts a cluster does not find its classes, and the heap is Maven's.
 */
public final class SeedmillForMaven {

  private SeedmillForMaven() {}

  public static void main(String[] args) throws Exception {
    List<String> all = arguments(List.of(args));
    if (SeedmillForMaven.class.getClassLoader() instanceof URLClassLoader maven) {
      System.exit(
          ProgramProcess.run(
              JvmOptions.withoutArchive(), classPath(maven.getURLs()), Seedmill.class, all));
    }
    Seedmill.main(all.toArray(String[]::new));
  }

  /** What the program is started with. */
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

  private static String classPath(URL[] urls) throws URISyntaxException {
    StringJoiner classPath = new StringJoiner(File.pathSeparator);
    for (URL url : urls) {
      classPath.add(Path.of(url.toURI()).toString());
    }
    return classPath.toString();
  }
}
