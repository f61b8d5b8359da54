package io.seedmill.pipeline;

import io.seedmill.pipeline.launcher.JvmOptions;
import io.seedmill.pipeline.launcher.LauncherWatch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the jar starts: the program in a JVM of its own, because a jar cannot say which heap,
 * collector and class archive its JVM should have. Signals end the program as they end the
 * launcher, and its exit code becomes the launcher's.
 *
 * <p>The environment variable {@code SEEDMILL_JAVA_OPTS} adds options of the JVM; {@code
 * SEEDMILL_RELAUNCH=never} runs the program in the JVM that is there.
 */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    Path jar = jar();
    if ("never".equals(System.getenv("SEEDMILL_RELAUNCH")) || !jar.toString().endsWith(".jar")) {
      Seedmill.main(args);
      return;
    }
    System.exit(launch(command(jar, args)));
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toAbsolutePath();
  }

  private static List<String> command(Path jar, String[] args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.forJar(jar));
    command.add(LauncherWatch.jvmOption());
    command.add("-cp");
    command.add(jar.toString());
    command.add(Seedmill.class.getName());
    command.addAll(List.of(args));
    return command;
  }

  private static int launch(List<String> command) throws IOException, InterruptedException {
    Process program = new ProcessBuilder(command).inheritIO().start();
    Thread endProgram = new Thread(() -> end(program), "end program");
    Runtime.getRuntime().addShutdownHook(endProgram);
    int exitCode = program.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(endProgram);
    } catch (IllegalStateException e) {
      return exitCode; // a signal is ending the launcher too
    }
    return exitCode;
  }

  private static void end(Process program) {
    program.destroy();
    try {
      program.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
