package io.seedmill.pipeline.cli.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A field of a record, for a person.
 *
 * @param name its name; of an element of a list, its place in brackets
 * @param value what is shown of it
 */
public record Field(String name, Value value) {

  /** The fields that are shown before all others. */
  private static final List<String> FIRST = List.of("prompt", "answer");

  /** The fields that tell one record from another, and do not belong to the content. */
  private static final Set<String> FRAME = Set.of("id", "generator", "index", "metadata");

  /** The longest value that is shown as JSON in one line. */
  private static final int LINE = 100;

  /** The deepest level of a table; values below it are JSON in one line. */
  private static final int DEEPEST = 4;

  /** The shown form of a field. */
  public sealed interface Value permits Text, Line, Media, Group {

    /** Returns the name of what it is. */
    default String kind() {
      return getClass().getSimpleName();
    }
  }

  /** A text, in as many lines as it has. */
  public record Text(String text) implements Value {}

  /** A value as JSON in one line. */
  public record Line(String json) implements Value {}

  /** An asset whose bytes are in the record. */
  public record Media(String mediaType, byte[] bytes) implements Value {

    /** Returns an address that holds the bytes themselves. */
    public String address() {
      return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns true if a browser shows it as a picture. */
    public boolean isPicture() {
      return mediaType.startsWith("image/");
    }
  }

  /** An object, or a list. */
  public record Group(List<Field> fields) implements Value {}

  /** Returns the fields of a record's content, with the prompt and the answer first. */
  public static List<Field> content(JsonNode record) {
    List<Field> fields = new ArrayList<>();
    record.properties().stream()
        .filter(field -> !FRAME.contains(field.getKey()))
        .forEach(field -> fields.add(new Field(field.getKey(), value(field.getValue(), 1))));
    fields.sort(Comparator.comparingInt(Field::rank));
    return fields;
  }

  /** Returns the fields of a record's metadata. */
  public static List<Field> metadata(JsonNode record) {
    return members(record.path("metadata"), 1);
  }

  private int rank() {
    int place = FIRST.indexOf(name);
    return place < 0 ? FIRST.size() : place;
  }

  private static List<Field> members(JsonNode node, int depth) {
    List<Field> fields = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        fields.add(new Field("[" + i + "]", value(node.get(i), depth)));
      }
    } else {
      node.properties()
          .forEach(each -> fields.add(new Field(each.getKey(), value(each.getValue(), depth))));
    }
    return fields;
  }

  private static Value value(JsonNode node, int depth) {
    if (node.isTextual()) {
      return new Text(node.textValue());
    }
    JsonNode asset = node.path(Asset.FIELD);
    if (asset.path("base64").isTextual()) {
      return new Media(
          asset.path("mediaType").asText(),
          Base64.getDecoder().decode(asset.path("base64").textValue()));
    }
    String json = CanonicalJson.write(node);
    return !node.isContainerNode() || json.length() <= LINE || depth == DEEPEST
        ? new Line(json)
        : new Group(members(node, depth + 1));
  }
}
