package io.seedmill.generators.sources.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The digests of files, remembered by this JVM: a file whose size, inode and times are the same is
 * not read again. Times have a granularity, so a digest is remembered only if the last change came
 * some time before the file was read.
 */
final class FileDigests {

  private static final String STAMP = "unix:size,ino,lastModifiedTime,ctime";
  private static final long GRANULARITY_MILLIS = 2_000;
  private static final int MOST = 100_000;

  private static final Map<Path, Seen> SEEN = new ConcurrentHashMap<>();

  /**
   * A file as it was read.
   *
   * @param stamp its size, inode and times
   */
  private record Seen(Map<String, Object> stamp, long readAt, String sha256) {

    boolean isStill(Map<String, Object> now) {
      long changedAt = ((FileTime) stamp.get("ctime")).toMillis();
      return now.equals(stamp) && changedAt + GRANULARITY_MILLIS < readAt;
    }
  }

  private FileDigests() {}

  /** Returns the digest of a file, which is read. */
  static String read(Path file) throws IOException {
    return read(key(file), Files.readAttributes(file, STAMP));
  }

  /** Returns the digest of a file, which is read only if it may have changed. */
  static String current(Path file) throws IOException {
    Path key = key(file);
    Map<String, Object> now = Files.readAttributes(key, STAMP);
    Seen before = SEEN.get(key);
    return before != null && before.isStill(now) ? before.sha256() : read(key, now);
  }

  /** Returns true if this JVM has read a file of this name. */
  static boolean isKnown(Path file) {
    return SEEN.containsKey(key(file));
  }

  private static String read(Path file, Map<String, Object> stamp) throws IOException {
    long readAt = System.currentTimeMillis();
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      String digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (SEEN.size() >= MOST) {
        SEEN.clear();
      }
      SEEN.put(file, new Seen(stamp, readAt, digest));
      return digest;
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
