package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** Finds files of programs: only regular files within the program's own folders, and no links. */
final class AssetFile {

  private static final long LARGEST = 1L << 30;

  private AssetFile() {}

  /**
   * Finds it.
   *
   * @param name its path, relative to the first of the folders, or absolute
   * @param folders the folders that may hold it
   * @throws IOException if it is no such file
   */
  static Path find(String name, List<Path> folders) throws IOException {
    Path path;
    try {
      path = folders.get(0).resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("found the path '" + name + "', which is none", e);
    }
    Path folder =
        folders.stream()
            .filter(each -> path.startsWith(each) && !path.equals(each))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "found the path '%s'; allowed: files within the task's own folder"
                            .formatted(name)));
    check(name, folder, path);
    return path;
  }

  static InputStream open(Path path) throws IOException {
    return Channels.newInputStream(
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  private static void check(String name, Path folder, Path path) throws IOException {
    Path at = folder;
    for (Path step : folder.relativize(path)) {
      at = at.resolve(step);
      BasicFileAttributes attributes;
      try {
        attributes = Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        throw new IOException("found no file '" + name + "' in the task's folder", e);
      }
      boolean last = at.equals(path);
      if (attributes.isSymbolicLink()
          || (last ? !attributes.isRegularFile() : !attributes.isDirectory())) {
        throw new IOException(
            "found '%s', which is %s; allowed: a file, and no link on the way to it"
                .formatted(name, attributes.isSymbolicLink() ? "a link" : "no file"));
      }
      if (last && attributes.size() > LARGEST) {
        throw new IOException(
            "found '%s', of %d bytes; allowed: at most %d"
                .formatted(name, attributes.size(), LARGEST));
      }
    }
    if (Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
        && links > 1) {
      throw new IOException(
          "found '%s', which is a link beside %d others; allowed: a file of its own"
              .formatted(name, links - 1));
    }
  }
}
