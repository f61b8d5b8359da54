package io.seedmill.generators.sources.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A jar of the user's, with generators or with what they need.
 *
 * @param name the file's name, for messages
 * @param sha256 its digest in hex: it is this content or none
 * @param bytes its size
 * @param place where it can be read: an absolute path, or an address such as {@code
 *     s3://bucket/key}
 */
public record PluginJar(String name, String sha256, long bytes, String place)
    implements Serializable {

  /** Returns a jar of this machine. */
  public static PluginJar of(Path file) throws IOException {
    MessageDigest digest = newDigest();
    long bytes;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes = in.transferTo(OutputStream.nullOutputStream());
    }
    return new PluginJar(
        file.getFileName().toString(),
        HexFormat.of().formatHex(digest.digest()),
        bytes,
        file.toAbsolutePath().normalize().toString());
  }

  /** Returns the same jar at another place. */
  public PluginJar at(String newPlace) {
    return new PluginJar(name, sha256, bytes, newPlace);
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
