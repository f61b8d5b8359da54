package io.seedmill.transforms.write;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names of fields as canonical JSON, numbered from 0. A name is found at once if it is the next one
 * after the last that was asked for, as in records with the same fields.
 */
final class FieldNames implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<byte[]> names = new ArrayList<>();
  private int next;

  FieldNames(List<String> names) {
    names.forEach(this::add);
  }

  void add(String name) {
    names.add(CanonicalJson.writeBytes(TextNode.valueOf(name)));
  }

  /** Returns the number of the current member's name; -1 if it is none of these. */
  int indexOf(byte[] bytes, RecordFields fields) {
    int number = indexOf(bytes, fields, next, names.size());
    if (number < 0) {
      number = indexOf(bytes, fields, 0, next);
    }
    next = number + 1;
    return number;
  }

  private int indexOf(byte[] bytes, RecordFields fields, int first, int end) {
    for (int number = first; number < end; number++) {
      byte[] name = names.get(number);
      if (Arrays.equals(bytes, fields.nameFrom(), fields.nameTo(), name, 0, name.length)) {
        return number;
      }
    }
    return -1;
  }
}
