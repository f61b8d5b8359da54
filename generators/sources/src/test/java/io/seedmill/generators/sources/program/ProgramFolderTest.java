package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramFolderTest {

  @Test
  void aFolderThatCannotBeMadeIsNoFailureOfASample(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    WorkspaceException thrown =
        assertThrows(WorkspaceException.class, () -> ProgramFolder.create(file));
    assertThat(thrown.getMessage(), containsString(file.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, exit code 1, true",
    "65535, exit code 1, true",
    "65536, exit code 1, false",
    "60000000, OSError: [Errno 28] No space left on device, true",
    "60000000, Error: ENOSPC, true",
    "60000000, Disk quota exceeded, true",
    "60000000, exit code 1, false",
    "70000000, No space left on device, false" // of a disk of its own, or a text
  })
  void aFullDiskIsNoFailureOfASample(long room, String said, boolean full, @TempDir Path parent)
      throws Exception {
    ProgramFolder folder = ProgramFolder.create(parent);
    if (!full) {
      folder.requireRoom(room, said);
      return;
    }
    WorkspaceException thrown =
        assertThrows(WorkspaceException.class, () -> folder.requireRoom(room, said));
    assertThat(
        thrown.getMessage(),
        is(
            "a program failed, and there is no room in its folder %s (another one: SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>): %s bytes are left"
                .formatted(folder.root(), String.format(Locale.ROOT, "%,d", room))));
  }

  @Test
  void aFolderWithRoomIsTriedAndLeftAsItWas(@TempDir Path parent) throws Exception {
    ProgramFolder folder = ProgramFolder.create(parent);
    assertThat(folder.room(), greaterThan(1L << 16));
    try (Stream<Path> left = Files.list(folder.root())) {
      assertThat(left.toList(), containsInAnyOrder(folder.all().toArray()));
    }
    folder.remove();
    assertThat("removed by the program itself", folder.room(), is(Long.MAX_VALUE));
  }
}
