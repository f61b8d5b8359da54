package io.seedmill.pipeline.run;

import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.soabase.recordbuilder.core.RecordBuilder;
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
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The places of a run's files.
 *
 * @param output the root of the storage in which the dataset appears
 * @param spill the root of the storage in which samples wait until they are deduplicated; all
 *     workers share it
 * @param layout their names
 * @param areThisMachines whether all workers are in this program
 */
@RecordBuilder
public record RunFiles(String output, String spill, DatasetLayout layout, boolean areThisMachines)
    implements RunFilesBuilder.With {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  /**
   * The files of a run whose workers are all on this machine: samples wait in its temporary folder
   * where the output is far away.
   *
   * @throws IOException if the folder is open to others
   */
  public static RunFiles onThisMachine(String output, DatasetLayout layout) throws IOException {
    return new RunFiles(output, waitingFor(output).toString(), layout, true);
  }

  /**
   * Returns the folder of this machine in which samples wait for an output, and its locks lie.
   *
   * @throws IOException if it is open to others
   */
  public static Path waitingFor(String output) throws IOException {
    return Storage.isLocal(output)
        ? Path.of(output)
        : privateFolder(
            Path.of(System.getProperty("java.io.tmpdir")),
            "seedmill-" + System.getProperty("user.name"));
  }

  /**
   * Returns a folder that nobody else can read or write. Its name can be guessed, and others may
   * write to the folder around it, so one that is there already is looked at first.
   */
  static Path privateFolder(Path parent, String name) throws IOException {
    Path folder = parent.resolve(name);
    if (Files.getFileAttributeView(parent, PosixFileAttributeView.class) == null) {
      return Files.createDirectories(folder);
    }
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException e) {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String flaw =
          found.isDirectory()
              ? "a folder of user '%s'".formatted(found.owner().getName())
              : found.isSymbolicLink() ? "a link" : "no folder";
      if (!found.isDirectory() || !found.owner().equals(ownerOfNewFiles(parent))) {
        throw new IOException(
            ("found %s at '%s', where samples wait for a store; allowed: a folder of your own:"
                    + " remove it, or name another folder for temporary files"
                    + " (SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)")
                .formatted(flaw, folder),
            e);
      }
      if (!PRIVATE.equals(found.permissions())) {
        Files.setPosixFilePermissions(folder, PRIVATE);
      }
    }
    return folder;
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

  /** The files of a run whose workers share nothing but the output. */
  public static RunFiles onCluster(String output, DatasetLayout layout) {
    return new RunFiles(output, output, layout, false);
  }

  /**
   * Adds the check that the workers can write to the output.
   *
   * @return what must be there before the first sample is made; null where all workers are in this
   *     program, which has tried it by itself
   */
  PCollection<String> checked(Pipeline pipeline) {
    return areThisMachines
        ? null
        : pipeline.apply("Check storage", CheckStorage.of(output, layout));
  }

  /** Returns these files under the name of another run. */
  public RunFiles of(String run) {
    return withLayout(new DatasetLayout(run, layout.attempt()));
  }
}
