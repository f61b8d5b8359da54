package io.seedmill.generators.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records what this JVM forces to the disk from now on: files and folders, as its flight recorder
 * sees them.
 */
public final class ForcedPaths implements AutoCloseable {

  private static final String FORCE = "jdk.FileForce";

  private final Recording recording = new Recording();

  /** Starts the record. */
  public ForcedPaths() {
    recording.enable(FORCE).withoutThreshold();
    recording.start();
  }

  /** Returns the paths that have been forced, in the order in which they were. */
  public List<Path> inOrder() throws IOException {
    Path file = Files.createTempFile("forced", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(FORCE))
          .sorted((a, b) -> a.getEndTime().compareTo(b.getEndTime()))
          .map(ForcedPaths::path)
          .filter(path -> !path.toString().endsWith(".jfr"))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  private static Path path(RecordedEvent event) {
    return Path.of(event.getString("path")).normalize();
  }

  /** Returns the files and folders in a folder, and itself, that have not been forced. */
  public Set<Path> lackingIn(Path folder) throws IOException {
    Set<Path> lacking = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(
              path ->
                  Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                      || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(Path::normalize)
          .forEach(lacking::add);
    }
    lacking.removeAll(new HashSet<>(inOrder()));
    return lacking;
  }

  @Override
  public void close() {
    recording.close();
  }
}
