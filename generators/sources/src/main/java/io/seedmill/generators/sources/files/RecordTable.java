package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All records of some files, numbered through in the order of the files. */
final class RecordTable {

  private final List<RecordFile> files;

  /** The number of each file's first record, and of the one behind all. */
  private final long[] firsts;

  RecordTable(List<RecordFile> files) {
    this.files = List.copyOf(files);
    this.firsts = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      firsts[i + 1] = firsts[i] + files.get(i).records();
    }
  }

  long records() {
    return firsts[files.size()];
  }

  List<RecordFile> files() {
    return files;
  }

  /** The file of each record. */
  int fileOf(long record) {
    int found = Arrays.binarySearch(firsts, record);
    if (found < 0) {
      return -found - 2;
    }
    int file = found; // files without records have the same first number as the next
    while (file + 1 < firsts.length && firsts[file + 1] == record) {
      file++;
    }
    return file;
  }

  /** The number of a file's first record. */
  long first(int file) {
    return firsts[file];
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("files");
    files.forEach(file -> list.add(file.toJson()));
    return json;
  }

  static RecordTable parse(ObjectNode json) {
    List<RecordFile> files = new ArrayList<>();
    json.path("files").forEach(file -> files.add(RecordFile.parse(file)));
    return new RecordTable(files);
  }
}
