package io.seedmill.generators.sources.repository;

import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * The libraries of a program for Node.js. They are installed in the cache, in a folder whose other
 * entries are links to those of the repository, since libraries may lie in it. Node.js looks for
 * them above the program alone, so the repository has a link {@code node_modules} to them.
 */
final class NodeModules {

  private static final String NAME = "node_modules";
  private static final Set<String> COPIED = Set.of("package.json", "package-lock.json", ".npmrc");

  private NodeModules() {}

  /** Returns the folder of libraries in a set-up. */
  static Path in(Path made) {
    return made.resolve("npm").resolve(NAME);
  }

  /** Returns true if a repository has libraries that Seedmill has not put there. */
  static boolean isThere(Path repository, Path cache) throws IOException {
    Path link = repository.resolve(NAME);
    return Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !isOurs(link, cache);
  }

  private static boolean isOurs(Path link, Path cache) throws IOException {
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).startsWith(cache);
  }

  /** Makes the folder in which npm works. */
  static Path prepare(Path repository, Path made) throws IOException {
    Path folder = Files.createDirectory(made.resolve("npm"));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(repository)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (COPIED.contains(name)) {
          Files.copy(entry, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } else if (!name.equals(NAME) && !name.equals(".git")) {
          Files.createSymbolicLink(folder.resolve(name), entry);
        }
      }
    }
    return folder;
  }

  /** Puts the link into the repository, in place of one that was there. */
  static void link(Path repository, Path modules) throws IOException, UnusableException {
    Path link = repository.resolve(NAME);
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(modules)) {
      return;
    }
    try {
      Path fresh = repository.resolve("." + NAME + "-" + modules.toString().hashCode());
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, modules);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UnusableException(
          "/repository",
          "'%s', in which no link '%s' can be made (%s)"
              .formatted(repository, NAME, e.getMessage()),
          "a folder that can be written, or one that has its libraries");
    }
  }
}
