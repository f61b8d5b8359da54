package io.seedmill.transforms.write;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the set of files that a record belongs to. It is for one thread. */
final class RecordSets {

  private static final int ID_AT = "{\"id\":\"".length();
  private static final int ID_LENGTH = 2 * ContentHash.BYTES;
  private static final int GENERATOR_AT = ID_AT + ID_LENGTH + "\",\"generator\":".length();

  private final FileSets sets;
  private final Map<ByteBuffer, Integer> generators = new HashMap<>();
  private final List<List<String>> together;
  private final byte[][] names;
  private final byte[][] values;
  private int split;
  private int generator;
  private boolean lacksAll;

  RecordSets(FileSets sets) {
    this.sets = sets;
    for (String name : sets.generators()) {
      byte[] json = TextNode.valueOf(name).toString().getBytes(StandardCharsets.UTF_8);
      generators.put(ByteBuffer.wrap(json), generators.size());
    }
    this.together =
        sets.splits().together().stream()
            .sorted(Comparator.comparing((List<String> path) -> String.join(".", path)))
            .toList();
    this.names = new byte[together.size()][];
    this.values = new byte[together.size()][];
    for (int i = 0; i < names.length; i++) {
      names[i] = CanonicalJson.writeBytes(TextNode.valueOf(String.join(".", together.get(i))));
    }
  }

  /**
   * Returns the number of the set of a record.
   *
   * @param bytes the array that holds its line
   * @throws IOException if it is no record of an entry of the dataset
   */
  int of(byte[] bytes, int offset, int length) throws IOException {
    generator = generator(bytes, offset, offset + length);
    split = sets.splits().isNone() ? 0 : split(bytes, offset);
    return sets.number(split, generator);
  }

  /** Returns the number of the split of the last record. */
  int split() {
    return split;
  }

  /** Returns the number of the entry of the last record. */
  int generator() {
    return generator;
  }

  /** Returns true if the last record lacks all fields that would keep it together with others. */
  boolean lacksAll() {
    return lacksAll;
  }

  private int generator(byte[] bytes, int offset, int end) throws IOException {
    int from = offset + GENERATOR_AT;
    int to = from + 1;
    while (to < end && bytes[to] != '"') {
      to += bytes[to] == '\\' ? 2 : 1;
    }
    Integer number = to < end ? generators.get(ByteBuffer.wrap(bytes, from, to + 1 - from)) : null;
    if (number == null) {
      throw new IOException("found a record of an entry that the dataset does not have");
    }
    return number;
  }

  private int split(byte[] bytes, int offset) throws IOException {
    Arrays.fill(values, null);
    if (values.length > 0) {
      findValues(bytes, offset, 0, together);
    }
    byte[] group = group();
    lacksAll = group == null;
    int id = offset + ID_AT;
    return sets.splits().of(lacksAll ? Arrays.copyOfRange(bytes, id, id + ID_LENGTH) : group);
  }

  /** Returns the object of the fields that the record has; null if it has none. */
  private byte[] group() {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    for (int field = 0; field < values.length; field++) {
      if (values[field] != null) {
        object.write(object.size() == 0 ? '{' : ',');
        object.writeBytes(names[field]);
        object.write(':');
        object.writeBytes(values[field]);
      }
    }
    if (object.size() == 0) {
      return null;
    }
    object.write('}');
    return object.toByteArray();
  }

  private void findValues(byte[] bytes, int object, int depth, List<List<String>> wanted)
      throws IOException {
    RecordFields fields = new RecordFields();
    fields.start(bytes, object);
    while (fields.next()) {
      String name = fields.name();
      List<List<String>> deeper = new ArrayList<>();
      for (List<String> path : wanted) {
        if (path.get(depth).equals(name)) {
          if (path.size() > depth + 1) {
            deeper.add(path);
          } else if (!fields.isNull()) {
            values[together.indexOf(path)] = Arrays.copyOfRange(bytes, fields.from(), fields.to());
          }
        }
      }
      if (!deeper.isEmpty() && fields.isObject()) {
        findValues(bytes, fields.from(), depth + 1, deeper);
      }
    }
  }
}
