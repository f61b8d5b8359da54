package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockedTest {

  @TempDir private Path folder;

  @Test
  void aFileThatHasOneSizeByChanceIsAnother() throws IOException {
    Path file = folder.resolve("list.lock");
    try (FileChannel removed = open(file)) {
      Files.delete(file);
      Files.write(file, new byte[8]);
      AtomicInteger chance = new AtomicInteger(7);
      assertThat(
          FileLocked.hasItsName(file, removed, sizes -> chance.getAndIncrement()), is(false));
      assertThat("it had the size of the first look", chance.get(), is(9));
    }
  }

  @Test
  void aFileThatWasRemovedHasNoName() throws IOException {
    Path file = folder.resolve("list.lock");
    try (FileChannel channel = open(file)) {
      assertThat(FileLocked.hasItsName(file, channel, sizes -> sizes / 2), is(true));
      Files.delete(file);
      assertThat(FileLocked.hasItsName(file, channel, sizes -> sizes / 2), is(false));
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
