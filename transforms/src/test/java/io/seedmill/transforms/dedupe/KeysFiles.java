package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.KnownKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files of known keys by hand. */
public final class KeysFiles {

  private KeysFiles() {}

  /** The bytes of keys of which both halves are given. */
  public static byte[] keys(long... halves) {
    ByteBuffer keys = ByteBuffer.allocate(halves.length * Long.BYTES);
    for (long half : halves) {
      keys.putLong(half);
    }
    return keys.array();
  }

  /** A file with these bytes. */
  public static KnownKeys write(Path folder, byte[] bytes) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "keys", ".bin"), bytes);
    return new KnownKeys(folder.toString(), file.getFileName().toString(), bytes.length / 16);
  }
}
