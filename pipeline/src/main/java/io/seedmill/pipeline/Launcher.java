package io.seedmill.pipeline;

import io.seedmill.pipeline.launcher.JvmOptions;
import io.seedmill.pipeline.launcher.ProgramProcess;
import java.nio.file.Path;
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
    Path jar =
        Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toAbsolutePath();
    if ("never".equals(System.getenv("SEEDMILL_RELAUNCH")) || !jar.toString().endsWith(".jar")) {
      Seedmill.main(args);
      return;
    }
    Class<?> program = JvmOptions.makesArchive() ? ArchivedClasses.class : Seedmill.class;
    System.exit(ProgramProcess.run(JvmOptions.forJar(jar), jar.toString(), program, List.of(args)));
  }
}
