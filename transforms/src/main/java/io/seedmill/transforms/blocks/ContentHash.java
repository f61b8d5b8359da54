package io.seedmill.transforms.blocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The id and the key of a sample, from its content in canonical form.
 *
 * <p>The id is the first 16 bytes of the content's SHA-256. The key is the id, or, where fields are
 * named, the same hash over the object of those fields alone; a field that a sample lacks is left
 * out of that object.
 */
public final class ContentHash {

  /** How many bytes an id, and a key, have. */
  public static final int BYTES = 16;

  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  private final List<String> keyFields;

  /**
   * @param keyFields the fields that make two samples equal; empty for the whole content
   */
  public ContentHash(List<String> keyFields) {
    this.keyFields = keyFields;
  }

  /** A digest that every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether the key is the id. */
  public boolean keyIsId() {
    return keyFields.isEmpty();
  }

  /** Writes the id of {@code content} to the first {@link #BYTES} bytes of {@code target}. */
  public void writeId(JsonBytes content, byte[] target) {
    hash(content.array(), content.size(), target);
  }

  /** Writes the key of {@code content}, where fields are named. */
  public void writeKey(JsonBytes content, byte[] target) {
    try {
      JsonNode parsed = CanonicalJson.parse(Arrays.copyOf(content.array(), content.size()));
      byte[] key = CanonicalJson.writeBytes(((ObjectNode) parsed).retain(keyFields));
      hash(key, key.length, target);
    } catch (IOException e) {
      throw new UncheckedIOException("a sample's content is not JSON", e);
    }
  }

  private void hash(byte[] bytes, int length, byte[] target) {
    try {
      sha256.update(bytes, 0, length);
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256", e);
    }
    System.arraycopy(digest, 0, target, 0, BYTES);
  }
}
