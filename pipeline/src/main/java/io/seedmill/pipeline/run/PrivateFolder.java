package io.seedmill.pipeline.run;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.Set;

/**
 * A folder that nobody else can read or write, in one that others may write to. Its name can be
 * guessed, so one that is there already is looked at first.
 */
final class PrivateFolder {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * Makes the folder, unless there is one of this user.
   *
   * @throws IOException if something else has the name, or others may have put files into it
   */
  static Path of(Path parent, String name) throws IOException {
    Path folder = parent.resolve(name);
    if (Files.getFileAttributeView(parent, PosixFileAttributeView.class) == null) {
      return Files.createDirectories(folder);
    }
    try {
      return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException e) {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      requireOwn(folder, found, parent);
      if (!PRIVATE.equals(found.permissions())) {
        Files.setPosixFilePermissions(folder, PRIVATE);
      }
      return folder;
    }
  }

  private static void requireOwn(Path folder, PosixFileAttributes found, Path parent)
      throws IOException {
    String flaw = null;
    if (!found.isDirectory()) {
      flaw = found.isSymbolicLink() ? "a link" : "no folder";
    } else if (!found.owner().equals(ownerOfNewFiles(parent))) {
      flaw = "a folder of user '%s'".formatted(found.owner().getName());
    } else if (!Collections.disjoint(found.permissions(), Set.of(GROUP_WRITE, OTHERS_WRITE))) {
      flaw = "a folder that others can write to";
    }
    if (flaw != null) {
      throw new IOException(
          ("found %s at '%s', where samples wait for a store; allowed: a folder that only you can"
                  + " write to: remove it, or name another folder for temporary files"
                  + " (SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)")
              .formatted(flaw, folder));
    }
  }

  /** Finds the user by a file, since a container may have no name for it. */
  private static UserPrincipal ownerOfNewFiles(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "seedmill-", ".tmp");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
