package io.seedmill.pipeline.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program in a JVM of its own. It reads and prints where this process does; a signal that ends
 * this process ends it too.
 */
public final class ProgramProcess {

  private ProgramProcess() {}

  /**
   * Runs the program and waits for its end.
   *
   * @param jvmOptions the options of its JVM
   * @param classPath where its classes are
   * @param mainClass its entry
   * @param args its arguments
   * @return its exit code
   */
  public static int run(
      List<String> jvmOptions, String classPath, Class<?> mainClass, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add(LauncherWatch.jvmOption());
    command.addAll(List.of("-cp", classPath, mainClass.getName()));
    command.addAll(args);
    Process program = new ProcessBuilder(command).inheritIO().start();
    Thread endProgram = new Thread(() -> end(program), "end program");
    Runtime.getRuntime().addShutdownHook(endProgram);
    int exitCode = program.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(endProgram);
    } catch (IllegalStateException e) {
      return exitCode; // a signal is ending this process too
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
