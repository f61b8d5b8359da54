package io.seedmill.generators.disk;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.testing.ForcedPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a folder with files, when it is forced, then all in it is on the disk. */
class DiskForceTest {

  @TempDir Path folder;

  @Test
  void everyFileAndFolderIsForcedAndTheFoldersAbove() throws IOException {
    Path tree = folder.resolve("new/tree");
    for (int file = 0; file < 2500; file++) {
      Path path = tree.resolve("a" + file % 50 + "/b/" + file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
    }
    assertThat(tree.resolve("a0/b/0").toFile().setReadOnly(), is(true));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
    Files.createSymbolicLink(tree.resolve("link"), elsewhere);
    Files.createSymbolicLink(tree.resolve("a1/up"), Path.of(".."));
    Files.createSymbolicLink(tree.resolve("a1/nowhere"), Path.of("none"));

    try (ForcedPaths forced = new ForcedPaths()) {
      DiskForce.tree(tree);

      assertThat(forced.lackingIn(tree), is(empty()));
      assertThat(forced.inOrder(), hasItem(folder.resolve("new")));
      assertThat("where a link leads", forced.inOrder(), not(hasItem(elsewhere)));
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThrows(IOException.class, () -> DiskForce.tree(folder.resolve("none")));
  }
}
