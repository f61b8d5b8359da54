package io.seedmill.transforms.blocks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetPlaces;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The id and the key of a sample, from its content in canonical form.
 *
 * <p>The id is the first 16 bytes of the content's SHA-256. The key is the id, or, where fields are
 * named, the same hash over the object of those fields alone; a field that a sample lacks is left
 * out of that object. A field that is null counts as lacking. A sample that lacks all of them is
 * equal to no other, so its key is a hash of its id and its place.
 */
public final class ContentHash {

  /** The number of bytes of an id, and of a key. */
  public static final int BYTES = 16;

  private static final JsonFactory JSON = new JsonFactory();

  private static final byte[] ASSET =
      ("\"" + Asset.FIELD + "\"").getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  private final List<String> keyFields;
  private final boolean[] present;

  /**
   * @param keyFields the fields that make two samples equal; empty for the whole content
   */
  public ContentHash(List<String> keyFields) {
    this.keyFields = keyFields;
    this.present = new boolean[keyFields.size()];
  }

  /** A digest that every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns true if the key is the id. */
  public boolean keyIsId() {
    return keyFields.isEmpty();
  }

  /** Writes the id of {@code content} to the first {@link #BYTES} bytes of {@code target}. */
  public void writeId(JsonBytes content, byte[] target) {
    hash(content.array(), content.size(), target);
  }

  /**
   * Writes the key of {@code content}, where fields are named.
   *
   * @throws InvalidSampleException if the content is not JSON
   */
  public void writeKey(JsonBytes content, byte[] target) throws InvalidSampleException {
    writeKey(content.array(), 0, content.size(), target);
  }

  /** Writes the key of a sample as the other method does, from its content or from its record. */
  void writeKey(byte[] bytes, int from, int length, byte[] target) throws InvalidSampleException {
    Optional<byte[]> reduced = withoutPlaces(bytes, from, length);
    if (reduced.isPresent()) {
      bytes = reduced.get();
      from = 0;
      length = bytes.length;
    }
    try (JsonParser json = JSON.createParser(bytes, from, length)) {
      digestNamedFields(json, bytes, from);
      finish(target);
    } catch (IOException e) {
      sha256.reset();
      throw new InvalidSampleException("the content has no key: " + e.getMessage(), e);
    }
  }

  /**
   * Writes id and key of a record that was written before.
   *
   * @param line what its line says
   * @param bytes the array in which it lies
   * @param from where in the array it begins
   * @param entry the name of its entry
   * @throws InvalidSampleException if it has no key
   */
  public void writeIdAndKey(
      WrittenLine line, byte[] bytes, int from, String entry, byte[] id, byte[] key)
      throws InvalidSampleException {
    line.writeId(bytes, from, id);
    if (keyIsId()) {
      System.arraycopy(id, 0, key, 0, BYTES);
      return;
    }
    writeKey(bytes, from, line.length(), key);
    if (lacksAll()) {
      writeKeyOfPlace(id, entry, line.index(), key);
    }
  }

  /** A record whose assets say where they are, without that; empty where there is no asset. */
  private static Optional<byte[]> withoutPlaces(byte[] bytes, int from, int length)
      throws InvalidSampleException {
    if (!contains(ASSET, bytes, from, length)) {
      return Optional.empty();
    }
    try {
      return CanonicalJson.parse(Arrays.copyOfRange(bytes, from, from + length))
              instanceof ObjectNode object
          ? AssetPlaces.removed(object).map(CanonicalJson::writeBytes)
          : Optional.empty();
    } catch (IOException e) {
      throw new InvalidSampleException("the content has no key: " + e.getMessage(), e);
    }
  }

  private static boolean contains(byte[] wanted, byte[] bytes, int from, int length) {
    for (int at = from; at <= from + length - wanted.length; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /*
   * The members of canonical content are canonical as they stand. Read and written again, some would
   * be refused: 1e20 is written without an exponent, and reads as a whole number beyond 2^53.
   */
  private void digestNamedFields(JsonParser json, byte[] bytes, int start) throws IOException {
    Arrays.fill(present, false);
    json.nextToken();
    sha256.update((byte) '{');
    boolean first = true;
    JsonToken token = json.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      int named = keyFields.indexOf(json.currentName());
      int from = (int) json.currentTokenLocation().getByteOffset();
      boolean isNull = json.nextToken() == JsonToken.VALUE_NULL;
      json.skipChildren();
      token = json.nextToken();
      int comma = token == JsonToken.FIELD_NAME ? 1 : 0;
      int to = (int) json.currentTokenLocation().getByteOffset() - comma;
      if (named >= 0) {
        present[named] = !isNull;
        if (!first) {
          sha256.update((byte) ',');
        }
        sha256.update(bytes, start + from, to - from);
        first = false;
      }
    }
    sha256.update((byte) '}');
  }

  /** Returns true if the sample whose key was written last lacks the field with a number. */
  public boolean lacks(int field) {
    return !present[field];
  }

  /** Returns true if the sample whose key was written last lacks all fields. */
  public boolean lacksAll() {
    for (boolean found : present) {
      if (found) {
        return false;
      }
    }
    return true;
  }

  /** Writes the key of a sample that lacks all fields. */
  void writeKeyOfPlace(byte[] id, String entry, long index, byte[] target) {
    sha256.update(id, 0, BYTES);
    sha256.update((entry + "\n" + index).getBytes(StandardCharsets.UTF_8));
    finish(target);
  }

  private void hash(byte[] bytes, int length, byte[] target) {
    sha256.update(bytes, 0, length);
    finish(target);
  }

  private void finish(byte[] target) {
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256", e);
    }
    System.arraycopy(digest, 0, target, 0, BYTES);
  }
}
