package io.seedmill.pipeline.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetPlaces;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record as it lies in a file of JSON Lines. Its id and its key are computed anew from the bytes
 * of its members; nothing here is shared with what writes records.
 */
public final class PublishedRecord {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(CanonicalJson.ANY_LENGTH)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final List<String> BEFORE = List.of("id", "generator", "index");
  private static final String BEHIND = "metadata";
  private static final int ID_BYTES = 16;

  private final byte[] line;
  private final String id;
  private final String generator;
  private final long index;
  private final Map<String, byte[]> content;
  private final List<String> assets;

  private PublishedRecord(
      byte[] line,
      String id,
      String generator,
      long index,
      Map<String, byte[]> content,
      List<String> assets) {
    this.line = line;
    this.id = id;
    this.generator = generator;
    this.index = index;
    this.content = content;
    this.assets = assets;
  }

  /**
   * Reads a record.
   *
   * @param line its line without the line feed
   * @throws IOException if it is none; the message says why
   */
  static PublishedRecord parse(byte[] line) throws IOException {
    Map<String, byte[]> members = members(line);
    List<String> names = List.copyOf(members.keySet());
    if (names.size() < BEFORE.size() || !names.subList(0, BEFORE.size()).equals(BEFORE)) {
      throw new IOException("the first fields are " + names + ", not " + BEFORE);
    }
    String id = text(members.get("id"));
    String index = text(members.get("index"));
    if (!id.matches("\"[0-9a-f]{32}\"") || !index.matches("0|[1-9][0-9]{0,17}")) {
      throw new IOException("id is %s and index %s".formatted(id, index));
    }
    Map<String, byte[]> content = new LinkedHashMap<>(members);
    BEFORE.forEach(content::remove);
    if (content.containsKey(BEHIND) && !names.get(names.size() - 1).equals(BEHIND)) {
      throw new IOException("the field 'metadata' is not the last one");
    }
    content.remove(BEHIND);
    List<String> assets = new ArrayList<>();
    Map<String, byte[]> hashed = withoutPlaces(content, assets);
    return new PublishedRecord(
        line,
        id.substring(1, id.length() - 1),
        CanonicalJson.parse(members.get("generator")).asText(),
        Long.parseLong(index),
        hashed,
        assets);
  }

  /** Returns its line without the line feed. */
  public byte[] line() {
    return line;
  }

  /** Returns the id that it says it has. */
  public String id() {
    return id;
  }

  /** Returns the name of its entry. */
  public String generator() {
    return generator;
  }

  /** Returns its index in its entry. */
  public long index() {
    return index;
  }

  /** Returns the files of its assets. */
  List<String> assets() {
    return assets;
  }

  /** Returns the text of a field; of a value that is no text its JSON, and none of null. */
  public String fieldText(String field) throws IOException {
    byte[] value = content.get(field);
    if (value == null) {
      return "";
    }
    JsonNode read = CanonicalJson.parse(value);
    return read.isTextual() ? read.textValue() : read.isNull() ? "" : read.toString();
  }

  /**
   * Returns the bytes of a value in the record, metadata included; empty for none, or null.
   *
   * @param path the field, then those within it
   */
  Optional<byte[]> value(List<String> path) throws IOException {
    byte[] value = line;
    for (String name : path) {
      value = value[0] == '{' ? members(value).get(name) : null;
      if (value == null || text(value).equals("null")) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** Returns the id that its content has. */
  String computedId() {
    return HexFormat.of().formatHex(hash(object(content)));
  }

  /** Returns the key by which it is ordered, of 16 bytes. */
  byte[] key(List<String> fields) {
    if (fields.isEmpty()) {
      return HexFormat.of().parseHex(id);
    }
    Map<String, byte[]> named = new LinkedHashMap<>();
    boolean lacksAll = true;
    for (Map.Entry<String, byte[]> member : content.entrySet()) {
      if (fields.contains(member.getKey())) {
        named.put(member.getKey(), member.getValue());
        lacksAll &= text(member.getValue()).equals("null");
      }
    }
    if (!lacksAll) {
      return hash(object(named));
    }
    ByteArrayOutputStream place = new ByteArrayOutputStream();
    place.writeBytes(HexFormat.of().parseHex(id));
    place.writeBytes((generator + "\n" + index).getBytes(StandardCharsets.UTF_8));
    return hash(place.toByteArray());
  }

  /**
   * Returns the key of a record in hex.
   *
   * @param line its line without the line feed
   * @param fields the fields that make samples equal; empty for the whole content
   */
  public static String keyOf(String line, List<String> fields) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(parse(bytes).key(fields));
  }

  /** Removes the places of assets, which do not belong to the content. */
  private static Map<String, byte[]> withoutPlaces(Map<String, byte[]> content, List<String> paths)
      throws IOException {
    for (byte[] value : content.values()) {
      if (text(value).contains("\"" + Asset.FIELD + "\"")) {
        ObjectNode parsed = (ObjectNode) CanonicalJson.parse(object(content));
        for (JsonNode asset : parsed.findValues(Asset.FIELD)) {
          if (asset.path("path").isTextual()) {
            paths.add(asset.get("path").textValue());
          }
        }
        ObjectNode reduced = AssetPlaces.removed(parsed).orElse(parsed);
        return members(CanonicalJson.writeBytes(reduced));
      }
    }
    return content;
  }

  private static byte[] object(Map<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      bytes.write(bytes.size() == 0 ? '{' : ',');
      bytes.writeBytes(CanonicalJson.writeBytes(TextNode.valueOf(member.getKey())));
      bytes.write(':');
      bytes.writeBytes(member.getValue());
    }
    bytes.writeBytes((bytes.size() == 0 ? "{}" : "}").getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  /** Returns the members of an object with the bytes of their values, in order. */
  private static Map<String, byte[]> members(byte[] object) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      JsonToken token = json.nextToken();
      while (token == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        token = json.nextToken();
        int comma = token == JsonToken.FIELD_NAME ? 1 : 0;
        int to = (int) json.currentTokenLocation().getByteOffset() - comma;
        members.put(name, Arrays.copyOfRange(object, from, to));
      }
      if (json.currentTokenLocation().getByteOffset() != object.length - 1) {
        throw new IOException("it does not end with its JSON object");
      }
    }
    return members;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static byte[] hash(byte[] bytes) {
    return Arrays.copyOf(ContentHash.sha256().digest(bytes), ID_BYTES);
  }
}
