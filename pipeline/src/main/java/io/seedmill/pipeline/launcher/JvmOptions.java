package io.seedmill.pipeline.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a JVM that suit Seedmill, as measured. */
public final class JvmOptions {

  /** Names the class archive to make, while the program runs once; used when the jar is packed. */
  static final String ARCHIVE_VARIABLE = "SEEDMILL_MAKE_ARCHIVE";

  /** Adds options of the user's. */
  static final String USER_VARIABLE = "SEEDMILL_JAVA_OPTS";

  private static final int RAM_PERCENTAGE = 75;
  private static final long LARGEST_YOUNG = 200L << 20;

  /** By the power of 1024. */
  private static final List<String> UNITS = List.of("", "k", "m", "g", "t");

  private static final Pattern LARGEST_HEAP = Pattern.compile("-Xmx(\\d{1,12})([kKmMgGtT]?)");

  private JvmOptions() {}

  /** Whether this is the run whose classes are archived. */
  public static boolean makesArchive() {
    return System.getenv(ARCHIVE_VARIABLE) != null;
  }

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
    options.add("-XX:MaxRAMPercentage=" + RAM_PERCENTAGE);
    options.add("-XX:MaxNewSize=" + youngGeneration(given()));
    for (String opened : List.of("java.lang", "java.nio", "java.util")) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    options.add("-Xshare:auto");
    options.add("-Xlog:disable");
    options.add("-Xlog:all=error:stderr");
    return options;
  }

  /**
   * The young generation's limit, in bytes. A larger one only touches more memory; of a small heap
   * it must leave something, because the JVM takes this limit at its word.
   */
  static long youngGeneration(List<String> given) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long heap = machine.getTotalMemorySize() / 100 * RAM_PERCENTAGE;
    for (String option : given) {
      Matcher matcher = LARGEST_HEAP.matcher(option);
      if (matcher.matches()) {
        int unit = UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
        heap = Long.parseLong(matcher.group(1)) << (10 * unit);
      }
    }
    return Math.min(LARGEST_YOUNG, heap / 3);
  }

  private static List<String> given() {
    String given = System.getenv(USER_VARIABLE);
    return given == null || given.isBlank() ? List.of() : List.of(given.trim().split("\\s+", -1));
  }
}
