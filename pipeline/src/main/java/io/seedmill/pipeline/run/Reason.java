package io.seedmill.pipeline.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Why something failed, in a few words for a user. */
public final class Reason {

  private Reason() {}

  /** Returns the message of the first cause of {@code thrown} that says something. */
  public static String of(Throwable thrown) {
    Throwable cause = thrown;
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      boolean silent = next instanceof IOException && next.getMessage() == null;
      cause = silent && cause instanceof IOException ? cause : next;
    }
    if (cause instanceof FileSystemException file) {
      return of(file) + ": " + file.getFile() + temporaryFolder(file);
    }
    if (cause instanceof IOException && cause.getMessage() != null) {
      return lowerCase(cause.getMessage());
    }
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + message;
  }

  /** Says how to have another folder for temporary files where one of Seedmill's own failed. */
  private static String temporaryFolder(FileSystemException failed) {
    String own = Path.of(System.getProperty("java.io.tmpdir"), "seedmill-").toString();
    return failed.getFile() != null && failed.getFile().startsWith(own)
        ? " (another folder for temporary files: SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)"
        : "";
  }

  /** Returns true if memory was too small, here or in another JVM whose message says so. */
  public static boolean isOutOfMemory(Throwable thrown) {
    return find(thrown, OutOfMemoryError.class).isPresent();
  }

  /**
   * Returns the message of the cause of a type, if there is one. A runner that brings causes from
   * another JVM may have put them into another type, whose message begins with the name of theirs.
   */
  public static Optional<String> find(Throwable thrown, Class<? extends Throwable> type) {
    String named = type.getName() + ": ";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (type.isInstance(cause)) {
        return Optional.of(message);
      }
      int at = message.lastIndexOf(named);
      if (at >= 0) {
        return Optional.of(message.substring(at + named.length()).lines().findFirst().orElse(""));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what to say if another process gave a result its final name first: two of one run may
   * begin to publish at the same moment.
   *
   * @param results the files that the run publishes
   */
  static Optional<String> ofAnother(Throwable thrown, String run, Collection<String> results) {
    return find(thrown, FileAlreadyExistsException.class)
        .filter(file -> results.stream().anyMatch(file::endsWith))
        .map(
            file ->
                "another process publishes run '%s' at this moment, or has published it: it made '%s'"
                    .formatted(run, file));
  }

  /** Returns the reason that Java expresses by the exception's class. */
  private static String of(FileSystemException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "there is something of that name";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (cause instanceof FileSystemLoopException) {
      return "the symbolic links lead in a circle";
    }
    return cause.getReason() == null ? "it cannot be used" : lowerCase(cause.getReason());
  }

  private static String lowerCase(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
