package io.seedmill.pipeline.flink;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program as a Flink cluster wants it: without what the cluster has. */
final class ClusterJar {

  private static final String NAME = "seedmill-flink.jar";

  private ClusterJar() {}

  /**
   * Finds the jar: beside the one that this program runs from, or where Maven puts it.
   *
   * @throws IOException if it is not there, in a sentence
   */
  static Path find() throws IOException {
    return beside(code());
  }

  /** Finds the jar, given the jar or the folder that the program's classes come from. */
  static Path beside(Path code) throws IOException {
    Path jar = code.resolveSibling(NAME);
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          "a cluster needs %s, which is not in '%s'; 'mvn -q package -DskipTests' makes it"
              .formatted(NAME, code.getParent()));
    }
    return jar;
  }

  private static Path code() {
    try {
      return Path.of(ClusterJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's classes come from nowhere", e);
    }
  }
}
