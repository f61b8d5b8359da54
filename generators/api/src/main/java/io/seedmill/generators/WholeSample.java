package io.seedmill.generators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalObject;
import io.seedmill.generators.json.JsonBytes;
import io.seedmill.generators.json.LargeIntegers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads whole samples from bytes, without building a tree where possible. */
final class WholeSample {

  static final String SOURCE = "source";
  private static final String PARAMETERS = "parameters";
  private static final String METADATA_NAME = "metadata";

  /** In the order of the names. */
  private static final List<String> ASIDE = List.of("generator", "id", "index", METADATA_NAME);

  private static final List<String> PUBLISHED = List.of("generator", "id", "index");

  private static final int METADATA = ASIDE.indexOf(METADATA_NAME);

  private final CanonicalObject object;

  WholeSample(LargeIntegers large) {
    object = new CanonicalObject(ASIDE, METADATA_NAME, large);
  }

  /** Reads a sample; false if a tree is needed to read it or to tell the mistake. */
  boolean isSample(byte[] bytes, int from, int length, boolean parametersFollow) {
    return read(bytes, from, length, parametersFollow) && !hasOrigin();
  }

  /** Reads a record; false if a tree is needed to read it or to tell the mistake. */
  boolean isRecord(byte[] bytes, int from, int length, boolean parametersFollow) {
    return read(bytes, from, length, parametersFollow)
        && !(hasOrigin() && object.orderedNames().contains(SOURCE) && !isPublished());
  }

  private boolean read(byte[] bytes, int from, int length, boolean parametersFollow) {
    return object.read(bytes, from, length)
        && !object.hasAsset()
        && !(parametersFollow && object.orderedNames().contains(PARAMETERS));
  }

  /** Returns true if it has members that become the note {@code source}. */
  private boolean hasOrigin() {
    for (int aside = 0; aside < ASIDE.size(); aside++) {
      if (isOrigin(aside)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOrigin(int aside) {
    return object.has(aside) && !(aside == METADATA && object.isObject(METADATA));
  }

  /** Returns true if it has the three names of a published record. */
  private boolean isPublished() {
    return PUBLISHED.stream().allMatch(name -> object.has(ASIDE.indexOf(name)));
  }

  /** Returns true if it has no content. */
  boolean isEmpty() {
    return object.isEmpty();
  }

  /** Returns the number of large integers that became text. */
  int numbersAsText() {
    return object.numbersAsText();
  }

  /** Writes the content. */
  void writeContent(JsonBytes content) throws IOException {
    object.writeTo(content);
  }

  /** Writes the notes, with a brace before them and none behind; returns their names. */
  List<String> writeNotes(JsonBytes metadata) throws IOException {
    List<String> names = object.orderedNames();
    if (!names.isEmpty()) {
      metadata.write('{');
      object.writeMembersOf(METADATA, metadata);
    }
    if (!hasOrigin() || names.contains(SOURCE)) {
      return names;
    }
    write(names.isEmpty() ? "{\"source\":" : ",\"source\":", metadata);
    char before = '{';
    for (int aside = 0; aside < ASIDE.size(); aside++) {
      if (isOrigin(aside)) {
        write(before + "\"" + ASIDE.get(aside) + "\":", metadata);
        object.writeAside(aside, metadata);
        before = ',';
      }
    }
    metadata.write('}');
    List<String> all = new ArrayList<>(names);
    all.add(SOURCE);
    return all;
  }

  private static void write(String ascii, JsonBytes target) throws IOException {
    target.write(ascii.getBytes(StandardCharsets.ISO_8859_1), 0, ascii.length());
  }

  /**
   * Returns the record with its reserved names moved to the note {@code source} in its metadata. An
   * earlier {@code source} is kept in it, but stays alone where a record was published before: its
   * reserved names say nothing of where it came from at first.
   *
   * @param parametersFollow the note {@code parameters} is reserved too
   */
  static ObjectNode withSource(ObjectNode fields, boolean parametersFollow) {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    for (String name : ASIDE) {
      boolean kept = name.equals(METADATA_NAME) && fields.path(name).isObject();
      JsonNode value = kept ? null : fields.remove(name);
      if (value != null) {
        source.set(name, value);
      }
    }
    boolean reserved = parametersFollow && fields.path(METADATA_NAME).has(PARAMETERS);
    if (reserved) {
      ObjectNode notes = (ObjectNode) fields.get(METADATA_NAME);
      source.set(PARAMETERS, notes.remove(PARAMETERS));
    }
    if (source.isEmpty()) {
      return fields;
    }
    ObjectNode notes = fields.withObjectProperty(METADATA_NAME);
    boolean isPublished = PUBLISHED.stream().allMatch(source::has);
    if (notes.has(SOURCE) && isPublished && !reserved) {
      return fields;
    }
    JsonNode earlier = notes.remove(SOURCE);
    if (earlier != null) {
      source.set(SOURCE, earlier);
    }
    notes.set(SOURCE, source);
    return fields;
  }
}
