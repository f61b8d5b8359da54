package io.seedmill.generators.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Answers in a folder, a file each, which any number of processes may use at once: a file is there
 * whole or not at all. Above a size the oldest are removed.
 */
final class FolderStore implements AnswerStore {

  private static final String ENDING = ".answer";

  private final Path folder;
  private final long mostBytes;
  private final AtomicLong untilCheck = new AtomicLong();

  private record Kept(Path file, long bytes, FileTime time) {}

  FolderStore(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  @Override
  public Optional<CachedAnswer> read(String digest) throws IOException {
    Path file = file(digest);
    try {
      return Optional.of(CachedAnswer.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw new IOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(String digest, CachedAnswer answer, Duration timeToLive) throws IOException {
    Path file = file(digest);
    byte[] bytes = answer.toBytes();
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    if (untilCheck.addAndGet(-bytes.length) < 0) {
      untilCheck.set(mostBytes / 20);
      removeOldest();
    }
  }

  private void removeOldest() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      files
          .filter(file -> file.toString().endsWith(ENDING))
          .forEach(
              file -> {
                try {
                  kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
                } catch (IOException e) {
                  return; // another process was faster
                }
              });
    } catch (UncheckedIOException e) {
      return; // next time
    }
    long bytes = kept.stream().mapToLong(Kept::bytes).sum();
    kept.sort(Comparator.comparing(Kept::time));
    for (Kept oldest : kept) {
      if (bytes <= mostBytes) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      bytes -= oldest.bytes();
    }
  }

  private Path file(String digest) {
    return folder.resolve(digest.substring(0, 2)).resolve(digest + ENDING);
  }
}
