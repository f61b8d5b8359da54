package io.seedmill.generators.sources.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder with a file for each response. A file appears whole, by renaming, once its bytes are on
 * the disk. When the folder is too large, the oldest files are removed.
 */
final class FolderStore implements ResponseStore {

  private static final String ENDING = ".answer";
  private static final String UNFINISHED = ".part";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** An answer grows by at most this when it becomes UTF-8 and loses its secrets. */
  private static final long MOST_GROWTH = 4;

  /** The most bytes that are stored beside the body. */
  private static final long BESIDE_BODY = 1 << 17;

  private record Kept(Path path, long bytes, FileTime written) {}

  private final Path folder;

  /** The size of the folder as far as this process knows: counted once, then updated; -1 before. */
  private long bytes = -1;

  FolderStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<CachedResponse> read(String key, CacheLimits limits) throws IOException {
    long most = limits.maxBytes();
    most = Math.min(most, MOST_GROWTH * limits.maxAnswerBytes() + BESIDE_BODY);
    try (InputStream in = Files.newInputStream(pathOf(key))) {
      byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (bytes.length == 0) {
        return Optional.empty(); // a power cut has left its name alone
      }
      if (bytes.length > most) {
        throw new IOException("an answer of more than " + most + " bytes");
      }
      return Optional.of(ResponseCodec.read(key, bytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String key, CachedResponse answer, CacheLimits limits) throws IOException {
    byte[] content = ResponseCodec.write(key, answer);
    if (content.length > limits.maxBytes()) {
      return;
    }
    Path path = pathOf(key);
    Files.createDirectories(path.getParent());
    Path unfinished = Files.createTempFile(path.getParent(), key, UNFINISHED);
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer bytesLeft = ByteBuffer.wrap(content);
        while (bytesLeft.hasRemaining()) {
          channel.write(bytesLeft);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    makeRoom(content.length, limits.maxBytes());
  }

  private synchronized void makeRoom(long more, long most) throws IOException {
    bytes = bytes < 0 ? -1 : bytes + more;
    if (bytes >= 0 && bytes <= most) {
      return;
    }
    List<Kept> kept = kept();
    bytes = kept.stream().mapToLong(Kept::bytes).sum();
    kept.sort(Comparator.comparing(Kept::written).thenComparing(Kept::path));
    for (Kept oldest : kept) {
      if (bytes <= most) {
        return;
      }
      Files.deleteIfExists(oldest.path());
      bytes -= oldest.bytes();
    }
  }

  /**
   * Returns all stored responses, and removes unfinished files of processes that have died. Other
   * processes add and remove files meanwhile.
   */
  private List<Kept> kept() throws IOException {
    List<Kept> kept = new ArrayList<>();
    FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
    Files.walkFileTree(
        folder,
        Set.of(),
        2,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes found)
              throws IOException {
            String name = path.getFileName().toString();
            if (name.endsWith(ENDING)) {
              kept.add(new Kept(path, found.size(), found.lastModifiedTime()));
            } else if (name.endsWith(UNFINISHED)
                && found.lastModifiedTime().compareTo(abandoned) < 0) {
              Files.deleteIfExists(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return kept;
  }

  private Path pathOf(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key + ENDING);
  }

  @Override
  public String place() {
    return "the folder " + folder;
  }

  @Override
  public void close() {}
}
