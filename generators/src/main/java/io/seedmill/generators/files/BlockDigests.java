package io.seedmill.generators.files;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of each block of some bytes, so that blocks can be digested in parallel: the digest
 * of all is the one over these.
 */
final class BlockDigests {

  /** How many bytes a block has; the last may have fewer. */
  static final int BLOCK_BYTES = 16 << 20;

  private final MessageDigest block = sha256();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private int filled;

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
      int part = Math.min(from + length - at, BLOCK_BYTES - filled);
      block.update(bytes, at, part);
      filled += part;
      at += part;
      if (filled == BLOCK_BYTES) {
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
