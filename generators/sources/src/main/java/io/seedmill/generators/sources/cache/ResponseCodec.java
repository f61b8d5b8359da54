package io.seedmill.generators.sources.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The bytes of a stored response: SHA-256, format, key, time, next page and body. Bytes that were
 * cut short or changed are refused.
 */
final class ResponseCodec {

  private static final int FORMAT = 0x53_4d_41_31;
  private static final int DIGEST_BYTES = 32;

  private ResponseCodec() {}

  static byte[] write(String key, CachedResponse answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[DIGEST_BYTES]);
      out.writeInt(FORMAT);
      out.writeUTF(key);
      out.writeLong(answer.fetchedAt().toEpochMilli());
      byte[] next = answer.next().getBytes(StandardCharsets.UTF_8);
      out.writeInt(next.length);
      out.write(next);
      out.writeInt(answer.body().length);
      out.write(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    byte[] written = bytes.toByteArray();
    System.arraycopy(digest(written), 0, written, 0, DIGEST_BYTES);
    return written;
  }

  /**
   * Reads a response.
   *
   * @throws IOException if the bytes are not what was written for this key
   */
  static CachedResponse read(String key, byte[] bytes) throws IOException {
    if (bytes.length < DIGEST_BYTES
        || !Arrays.equals(digest(bytes), Arrays.copyOf(bytes, DIGEST_BYTES))) {
      throw new IOException("a damaged answer");
    }
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(bytes, DIGEST_BYTES, bytes.length - DIGEST_BYTES))) {
      if (in.readInt() != FORMAT || !in.readUTF().equals(key)) {
        throw new IOException("an answer to something else");
      }
      Instant fetchedAt = Instant.ofEpochMilli(in.readLong());
      String next = new String(part(in), StandardCharsets.UTF_8);
      return new CachedResponse(fetchedAt, next, part(in));
    }
  }

  private static byte[] part(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a damaged answer");
    }
    return in.readNBytes(length);
  }

  private static byte[] digest(byte[] bytes) {
    MessageDigest sha256 = sha256();
    sha256.update(bytes, DIGEST_BYTES, bytes.length - DIGEST_BYTES);
    return sha256.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
