package io.seedmill.transforms.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.Asset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the files that records name as their assets, each once. */
final class AssetPaths {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] FIELD =
      ("\"" + Asset.FIELD + "\":").getBytes(StandardCharsets.US_ASCII);

  private final SortedMap<String, Long> files = new TreeMap<>();

  /** Adds those of a record, as {@link PartFormat.RecordEncoder#add} takes it. */
  void add(byte[] bytes, int offset, int length) throws IOException {
    if (isIn(bytes, offset, offset + length - FIELD.length)) {
      add(JSON.readTree(bytes, offset, length));
    }
  }

  private static boolean isIn(byte[] bytes, int from, int last) {
    for (int at = from; at <= last; at++) {
      if (bytes[at] == FIELD[0]
          && bytes[at + 1] == FIELD[1]
          && Arrays.equals(bytes, at, at + FIELD.length, FIELD, 0, FIELD.length)) {
        return true;
      }
    }
    return false;
  }

  private void add(JsonNode value) {
    JsonNode path = value.path(Asset.FIELD).path("path");
    if (value.size() == 1 && path.isTextual()) {
      files.put(path.textValue(), value.path(Asset.FIELD).path("bytes").asLong());
    }
    for (JsonNode inner : value) {
      if (inner.isContainerNode()) {
        add(inner);
      }
    }
  }

  int size() {
    return files.size();
  }

  /** Returns a line for each file: the bytes that it has, a blank, its path as JSON. */
  byte[] lines() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (var file : files.entrySet()) {
      lines.append(file.getValue()).append(' ').append(JSON.writeValueAsString(file.getKey()));
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
