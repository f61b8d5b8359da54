package io.seedmill.generators.sources.program;

import io.seedmill.generators.WorkspaceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The folders of one process: working folder, temporary files, home. */
final class ProgramFolder {

  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|ENOSPC|EDQUOT");

  /** A program that has found a full disk may have removed its files since. */
  private static final long ENOUGH_BYTES = 64 << 20;

  private static final byte[] TRIAL = new byte[1 << 16];

  private final Path root;

  private ProgramFolder(Path root) {
    this.root = root;
  }

  /**
   * Makes the folders.
   *
   * @throws WorkspaceException if that is not possible, which is no sample's failure
   */
  static ProgramFolder create(Path parent) {
    try {
      ProgramFolder folder = new ProgramFolder(Files.createTempDirectory(parent, "p"));
      for (Path each : folder.all()) {
        Files.createDirectory(each);
      }
      return folder;
    } catch (IOException e) {
      throw new WorkspaceException("no folder for a program could be made in " + parent, e);
    }
  }

  /**
   * Makes the folder in which a program writes its files.
   *
   * @throws WorkspaceException if that is not possible
   */
  Path makeOutput() {
    Path output = work().resolve("output");
    try {
      return Files.createDirectory(output);
    } catch (IOException e) {
      throw new WorkspaceException("the folder " + output + " could not be made", e);
    }
  }

  Path root() {
    return root;
  }

  Path work() {
    return root.resolve("work");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path home() {
    return root.resolve("home");
  }

  /** Returns all folders in which a task may write. */
  List<Path> all() {
    return List.of(work(), temporary(), home());
  }

  /** Returns how many bytes a program can write here; 0 if it can make no file. */
  long room() {
    if (!Files.isDirectory(root)) {
      return Long.MAX_VALUE; // the program has removed its own folder
    }
    long left = root.toFile().getUsableSpace();
    try {
      Path trial = Files.createTempFile(root, "trial", "");
      Files.write(trial, TRIAL);
      Files.delete(trial);
      return left;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Checks that a program did not fail for a full disk, which is no sample's failure.
   *
   * @param room the bytes that it could write when it had failed
   * @param said what it said of its failure
   * @throws WorkspaceException if there was no room, or little and it said so
   */
  void requireRoom(long room, String said) {
    if (room < (FULL.matcher(said).find() ? ENOUGH_BYTES : TRIAL.length)) {
      throw new WorkspaceException(
          "a program failed, and there is no room in its folder %s (another one:".formatted(root)
              + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)",
          new IOException(String.format(Locale.ROOT, "%,d bytes are left", room)));
    }
  }

  /** Removes the files of a task. */
  void empty() throws IOException {
    for (Path folder : all()) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
        for (Path path : left) {
          delete(path);
        }
      } catch (NoSuchFileException e) {
        Files.createDirectories(folder); // the program has removed its own folder
      }
    }
  }

  void remove() throws IOException {
    delete(root);
  }

  /**
   * Removes a file, a link, or a folder with everything in it. A file that is gone already is no
   * error.
   */
  private static void delete(Path path) throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.toFile().setWritable(true) || !folder.toFile().setExecutable(true)) {
              throw new IOException(folder + " cannot be emptied");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
