package io.seedmill.pipeline.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of a JVM that suit Seedmill, as measured. */
public final class JvmOptions {

  /** Names the class archive to make, while the program runs once; used when the jar is packed. */
  static final String ARCHIVE_VARIABLE = "SEEDMILL_MAKE_ARCHIVE";

  /** Adds options of the user's. */
  static final String USER_VARIABLE = "SEEDMILL_JAVA_OPTS";

  private JvmOptions() {}

  /** The options for a program in {@code jar}; its class archive, if any, lies beside it. */
  public static List<String> forJar(Path jar) {
    List<String> options = new ArrayList<>(suitable());
    Path archive = Path.of(jar.toString().replaceFirst("\\.jar$", ".jsa"));
    String make = System.getenv(ARCHIVE_VARIABLE);
    if (make != null) {
      options.add("-XX:ArchiveClassesAtExit=" + make);
    } else if (Files.exists(archive)) {
      options.add("-XX:SharedArchiveFile=" + archive);
    }
    options.addAll(given());
    return options;
  }

  /** The options for a program on any class path. */
  public static List<String> withoutArchive() {
    List<String> options = new ArrayList<>(suitable());
    options.addAll(given());
    return options;
  }

  private static List<String> suitable() {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseParallelGC");
    options.add("-XX:MaxRAMPercentage=75");
    options.add("-XX:MaxNewSize=200m");
    for (String opened : List.of("java.lang", "java.nio", "java.util")) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    options.add("-Xshare:auto");
    options.add("-Xlog:disable");
    options.add("-Xlog:all=error:stderr");
    return options;
  }

  private static List<String> given() {
    String given = System.getenv(USER_VARIABLE);
    return given == null || given.isBlank() ? List.of() : List.of(given.trim().split("\\s+", -1));
  }
}
