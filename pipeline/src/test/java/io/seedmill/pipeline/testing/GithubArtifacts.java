package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A workflow's artifacts as folders: what one job hands to another, and nothing else. */
final class GithubArtifacts {

  private final Path folder;

  GithubArtifacts(Path folder) {
    this.folder = folder;
  }

  /** The files of a workspace, below the folder that was named, become an artifact. */
  void upload(Path workspace, Map<String, Object> with) throws IOException {
    Path artifact = folder.resolve(with.get("name").toString());
    boolean found = false;
    for (String path : with.get("path").toString().lines().toList()) {
      Path source = workspace.resolve(path.strip());
      if (Files.exists(source)) {
        copy(source, Files.isDirectory(source) ? artifact : artifact.resolve(source.getFileName()));
        found = true;
      }
    }
    if (!found && "error".equals(with.get("if-no-files-found"))) {
      throw new AssertionError("nothing to upload at " + with.get("path"));
    }
  }

  /** One artifact by its name, or several by a pattern, into a folder of a workspace. */
  void download(Path workspace, Map<String, Object> with) throws IOException {
    Path target = workspace.resolve(with.get("path").toString());
    for (Path artifact : named(with)) {
      copy(artifact, target);
    }
  }

  private List<Path> named(Map<String, Object> with) throws IOException {
    if (with.containsKey("name")) {
      return List.of(folder.resolve(with.get("name").toString()));
    }
    if (!Boolean.TRUE.equals(with.get("merge-multiple"))) {
      throw new AssertionError("the test knows patterns with merge-multiple only");
    }
    var pattern = FileSystems.getDefault().getPathMatcher("glob:" + with.get("pattern"));
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(artifact -> pattern.matches(artifact.getFileName())).toList();
    }
  }

  /** Copies files and folders; with links where they can be, for the jar is large. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString()).normalize();
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.deleteIfExists(target);
          place(file, target);
        }
      }
    }
  }

  private static void place(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, target);
    }
  }
}
