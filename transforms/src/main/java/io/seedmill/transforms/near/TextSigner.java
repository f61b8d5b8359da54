package io.seedmill.transforms.near;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Signs records, one after the other. */
final class TextSigner {

  private static final ObjectMapper JSON =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build());

  private final NearRule rule;
  private final Shingles shingles;
  private final MinHash minHash;
  private byte[] who;
  private Signature signature;
  private String text;

  TextSigner(NearRule rule) {
    this.rule = rule;
    this.shingles = new Shingles(rule.characters());
    this.minHash = new MinHash(rule);
  }

  /** Reads a record; the answer is false if it has no text that is compared. */
  boolean read(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      json.nextToken();
      int head = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("index")) {
          head = (int) json.currentTokenLocation().getByteOffset() + json.getTextLength();
        } else if (head > 0 && name.equals(rule.field())) {
          who = head(bytes, offset, head);
          return read(value == JsonToken.VALUE_STRING ? json.getText() : other(json, value));
        }
        json.skipChildren();
      }
      return false;
    }
  }

  private static String other(JsonParser json, JsonToken value) throws IOException {
    return value == JsonToken.VALUE_NULL ? "" : json.readValueAsTree().toString();
  }

  /** The begin of a record, which is its id, generator and index, as an object. */
  private static byte[] head(byte[] bytes, int offset, int length) {
    byte[] head = new byte[length + 1];
    System.arraycopy(bytes, offset, head, 0, length);
    head[length] = '}';
    return head;
  }

  private boolean read(String value) {
    text = Shingles.normalised(value);
    shingles.read(text);
    if (shingles.count() == 0) {
      return false;
    }
    signature = minHash.sign(shingles);
    return true;
  }

  /** Returns the record that was read, with its place. */
  SignedText signed(long index, int entry, int ordinal, int bucket, int line) {
    return new SignedText(
        index, entry, ordinal, bucket, line, signature, who, text.getBytes(StandardCharsets.UTF_8));
  }
}
