package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and writes records as indented JSON. One that has a field {@code digest} can be signed: the
 * field is the SHA-256 of all others, so that a change of the file is noticed. Fields of a later
 * version are left out.
 */
public final class SignedJson {

  private static final String DIGEST = "digest";

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** The length of texts that take long to read, and of which several parts of a command ask. */
  private static final int LONG = 1 << 16;

  private static final int MOST_KEPT = 64;

  /** Records of long texts, by type and digest of the text, while there is memory. */
  private static final Map<String, SoftReference<Record>> READ = new ConcurrentHashMap<>();

  private SignedJson() {}

  /** Returns a record as indented JSON, with a line feed at the end. */
  public static String write(Record value) {
    return indented(value);
  }

  /** Returns true if a text is, to the last blank, as {@link #write} writes the record in it. */
  public static boolean isAsWritten(String json) throws JsonProcessingException {
    return json.equals(indented(JSON.readTree(json)));
  }

  /** Reads a record without a digest; null where the text is {@code null}. */
  static <T extends Record> T read(String json, Class<T> type) throws JsonProcessingException {
    return JSON.readValue(json, type);
  }

  /** Returns a record with its digest. */
  static <T extends Record> T sign(T value, Class<T> type) {
    try {
      JsonNode all = JSON.readTree(JSON.writeValueAsBytes(value));
      return JSON.treeToValue(((ObjectNode) all).put(DIGEST, digestOf(all)), type);
    } catch (IOException e) {
      throw new IllegalStateException("a record is always JSON", e);
    }
  }

  /**
   * Reads a record, and checks it against its digest. One that an old version wrote has none. A
   * long text is read once: the same one gives the same record, which nobody may change.
   *
   * @param required the fields that every version has written
   * @throws JsonProcessingException if the text is not what a run has written
   */
  static <T extends Record> T parse(String json, Class<T> type, List<String> required)
      throws JsonProcessingException {
    if (json.length() < LONG) {
      return read(json, type, required);
    }
    String key = type.getName() + " " + sha256(json.getBytes(StandardCharsets.UTF_8));
    SoftReference<Record> known = READ.get(key);
    T value = known == null ? null : type.cast(known.get());
    if (value == null) {
      value = read(json, type, required);
      if (READ.size() >= MOST_KEPT) {
        READ.clear();
      }
      READ.put(key, new SoftReference<>(value));
    }
    return value;
  }

  private static <T extends Record> T read(String json, Class<T> type, List<String> required)
      throws JsonProcessingException {
    JsonNode all = JSON.readTree(json);
    if (!(all instanceof ObjectNode)) {
      throw new JsonMappingException(null, "it is no JSON object");
    }
    JsonNode digest = all.get(DIGEST);
    if (digest != null && !digest.asText().equals(digestOf(all))) {
      throw new JsonMappingException(
          null,
          "it was changed after it was written: its digest is %s, and that of its content %s"
              .formatted(digest.asText(), digestOf(all)));
    }
    for (String field : required) {
      if (!all.hasNonNull(field)) {
        throw new JsonMappingException(null, "it has no '" + field + "'");
      }
    }
    return JSON.treeToValue(all, type);
  }

  private static String digestOf(JsonNode record) {
    ObjectNode all = JSON.createObjectNode().setAll((ObjectNode) record);
    all.remove(DIGEST);
    return "sha256:" + sha256(CanonicalJson.writeBytes(all));
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(ContentHash.sha256().digest(bytes));
  }

  private static String indented(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is always JSON", e);
    }
  }
}
