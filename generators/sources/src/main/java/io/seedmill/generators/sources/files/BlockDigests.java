package io.seedmill.generators.sources.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of each block of some bytes, so that blocks can be digested in parallel: the digest
 * of all is the one over these.
 */
final class BlockDigests {

  private final MessageDigest block = sha256();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private final int blockBytes;
  private int filled;

  /**
   * @param blockBytes how many bytes a block has; the last may have fewer
   */
  BlockDigests(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest of all bytes of a stream, as a scan of the file takes it. */
  static String of(InputStream in, int blockBytes) throws IOException {
    BlockDigests blocks = new BlockDigests(blockBytes);
    byte[] buffer = new byte[1 << 18];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      blocks.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(sha256().digest(blocks.finish()));
  }

  void update(byte[] bytes, int from, int length) {
    int at = from;
    while (at < from + length) {
      int part = Math.min(from + length - at, blockBytes - filled);
      block.update(bytes, at, part);
      filled += part;
      at += part;
      if (filled == blockBytes) {
        endBlock();
      }
    }
  }

  private void endBlock() {
    digests.writeBytes(block.digest());
    filled = 0;
  }

  /** The digests of all blocks, one behind the other. */
  byte[] finish() {
    if (filled > 0) {
      endBlock();
    }
    return digests.toByteArray();
  }
}
