package io.seedmill.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder in which samples wait for a store has a name that others can guess. */
class PrivateFolderTest {

  @TempDir private Path parent;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theFolderIsForItsUserAlone() throws IOException {
    Path folder = PrivateFolder.of(parent, "waiting");
    assertThat(permissions(folder), is("rwx------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(PrivateFolder.of(parent, "waiting"), is(folder));
    assertThat(permissions(folder), is("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwx----w-"})
  void aFolderInWhichOthersMayHavePutFilesIsRefused(String open) throws IOException {
    Path folder = PrivateFolder.of(parent, "waiting");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(open));
    IOException e = assertThrows(IOException.class, () -> PrivateFolder.of(parent, "waiting"));
    assertThat(e.getMessage(), containsString("found a folder that others can write to at"));
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(parent.resolve("waiting"), elsewhere);
    IOException e = assertThrows(IOException.class, () -> PrivateFolder.of(parent, "waiting"));
    assertThat(
        e.getMessage(),
        allOf(containsString("found a link at '" + link + "'"), containsString("allowed: ")));
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.createFile(parent.resolve("waiting"));
    IOException e = assertThrows(IOException.class, () -> PrivateFolder.of(parent, "waiting"));
    assertThat(e.getMessage(), containsString("found no folder at"));
  }

  @Test
  void aFolderOfAnotherUserIsRefused() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("waiting"));
    assumeTrue(canGiveAway(folder), "only root gives files to others");
    IOException e = assertThrows(IOException.class, () -> PrivateFolder.of(parent, "waiting"));
    assertThat(e.getMessage(), containsString("found a folder of user '12345' at"));
  }

  private static boolean canGiveAway(Path folder) {
    try {
      Files.setAttribute(folder, "unix:uid", 12345);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
