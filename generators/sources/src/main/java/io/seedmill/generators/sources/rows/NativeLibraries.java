package io.seedmill.generators.sources.rows;

import io.seedmill.generators.WorkspaceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The folder in which libraries that are no Java unpack themselves before they are used: Zstandard,
 * and Snappy, with which Beam packs the steps of a graph. It is the JVM's temporary folder, unless
 * that cannot be written to, is full, or lets no file be executed.
 */
public final class NativeLibraries {

  private static final List<String> PROPERTIES =
      List.of("org.xerial.snappy.tempdir", "ZstdTempFolder");

  /** Room for each of the libraries. */
  private static final long ENOUGH_BYTES = 8 << 20;

  private static boolean found;

  private NativeLibraries() {}

  /**
   * Finds a folder, before the first use of a library.
   *
   * @param others folders that may do where no temporary folder does
   * @throws WorkspaceException if there is none, with what is wrong with each
   */
  public static synchronized void prepare(List<Path> others) {
    if (found || PROPERTIES.stream().allMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(System.getProperty("java.io.tmpdir")));
    folders.add(Path.of("/var/tmp"));
    folders.addAll(others);
    StringJoiner problems = new StringJoiner(", ");
    for (int i = 0; i < folders.size(); i++) {
      String problem = problem(folders.get(i).toFile());
      if (problem.isEmpty()) {
        if (i > 0) {
          use(folders.get(i).toAbsolutePath().toString());
        }
        found = true;
        return;
      }
      problems.add(folders.get(i) + " (" + problem + ")");
    }
    throw new WorkspaceException(
        "no folder for libraries that are no Java; allowed: a folder with 8 MB of room in which"
            + " files can be written and executed, named by"
            + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>",
        new IOException("tried " + problems));
  }

  private static void use(String folder) {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, folder);
      }
    }
  }

  /** Returns what is wrong with a folder; empty if nothing is. */
  private static String problem(File folder) {
    File trial = null;
    try {
      trial = File.createTempFile("seedmill-", ".so", folder);
      // Where a file system is mounted 'noexec', this is false.
      if (!trial.setExecutable(true) || !trial.canExecute()) {
        return "no file can be executed there";
      }
      return folder.getUsableSpace() < ENOUGH_BYTES ? "it is full" : "";
    } catch (IOException e) {
      return e.getMessage();
    } finally {
      if (trial != null && !trial.delete()) {
        trial.deleteOnExit();
      }
    }
  }
}
