package io.seedmill.generators.sources.files;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
