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
import java.util.HexFormat;
import java.util.List;

/**
 * Reads and writes records as indented JSON. One that has a field {@code digest} can be signed: the
 * field is the SHA-256 of all others, so that a change of the file is noticed. Fields of a later
 * version are left out.
 */
public final class SignedJson {

  private static final String DIGEST = "digest";

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

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
   * Reads a record, and checks it against its digest. One that an old version wrote has none.
   *
   * @param required the fields that every version has written
   * @throws JsonProcessingException if the text is not what a run has written
   */
  static <T extends Record> T parse(String json, Class<T> type, List<String> required)
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
    ObjectNode all = record.deepCopy();
    all.remove(DIGEST);
    byte[] hash = ContentHash.sha256().digest(CanonicalJson.writeBytes(all));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  private static String indented(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is always JSON", e);
    }
  }
}
