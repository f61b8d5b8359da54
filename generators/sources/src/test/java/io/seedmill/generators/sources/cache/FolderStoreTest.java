package io.seedmill.generators.sources.cache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a folder that several processes keep responses in, when one writes, then none fails. */
class FolderStoreTest {

  private static final int ROUNDS = 200;
  private static final int FILES = 40;

  @TempDir private Path folder;

  @Test
  void filesThatOthersRemoveMeanwhileAreNoFailure() throws Exception {
    Path beside = Files.createDirectory(folder.resolve("0a"));
    AtomicBoolean isOver = new AtomicBoolean();
    Thread others = new Thread(() -> makeAndRemove(beside, isOver));
    others.start();
    CacheLimits limits = new CacheLimits(Duration.ofHours(1), 1 << 20, 1 << 20);
    String key = "0".repeat(64);
    CachedResponse answer =
        new CachedResponse(Instant.EPOCH, "", "{}".getBytes(StandardCharsets.UTF_8));
    try {
      for (int round = 0; round < ROUNDS; round++) {
        new FolderStore(folder).write(key, answer, limits); // a new one looks at all files
      }
    } finally {
      isOver.set(true);
      others.join();
    }
    assertThat(new FolderStore(folder).read(key, limits).isPresent(), is(true));
  }

  private static void makeAndRemove(Path folder, AtomicBoolean isOver) {
    while (!isOver.get()) {
      for (int i = 0; i < FILES; i++) {
        Path file = folder.resolve(i + ".part");
        file.toFile().delete();
        try {
          Files.createFile(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
