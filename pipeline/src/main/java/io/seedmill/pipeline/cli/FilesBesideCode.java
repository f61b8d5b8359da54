package io.seedmill.pipeline.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of the folders in which the code of programs lies, at one moment. What a program keeps
 * there outlives its process, so two trials that agree say less.
 */
final class FilesBesideCode {

  private static final int MOST_FOLDERS = 1_000;

  private final Set<Path> folders;
  private final Map<Path, String> before;

  private FilesBesideCode(Set<Path> folders) {
    this.folders = folders;
    this.before = states(folders);
  }

  /**
   * Looks at the folders now.
   *
   * @param code files of programs
   */
  static FilesBesideCode of(Collection<Path> code) {
    return new FilesBesideCode(
        code.stream()
            .map(file -> file.toAbsolutePath().getParent())
            .distinct()
            .limit(MOST_FOLDERS)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Returns the files that are new since then, or have changed. */
  SortedSet<Path> changed() {
    SortedSet<Path> changed = new TreeSet<>();
    states(folders)
        .forEach(
            (file, state) -> {
              if (!state.equals(before.get(file))) {
                changed.add(file);
              }
            });
    return changed;
  }

  private static Map<Path, String> states(Set<Path> folders) {
    Map<Path, String> states = new TreeMap<>();
    for (Path folder : folders) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          state(file).ifPresent(state -> states.put(file, state));
        }
      } catch (IOException | DirectoryIteratorException e) {
        // a folder that cannot be read holds nothing that could be named
      }
    }
    return states;
  }

  private static Optional<String> state(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile()
          ? Optional.of(found.size() + " bytes, " + found.lastModifiedTime())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it is gone again
    }
  }
}
