package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFolderTest {

  @Test
  void aFolderThatCannotBeMadeIsNoFailureOfASample(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    WorkspaceException thrown =
        assertThrows(WorkspaceException.class, () -> ProgramFolder.create(file));
    assertThat(thrown.getMessage(), containsString(file.toString()));
  }
}
