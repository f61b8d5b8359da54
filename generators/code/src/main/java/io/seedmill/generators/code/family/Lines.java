package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines of a text, each with its indentation, without comments and blank lines. */
final class Lines {

  record Line(int number, int indent, String text) {}

  private final String name;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Type.RecordOf> records = new HashMap<>();
  private int next;

  Lines(String name, String text) {
    this.name = name;
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.stripTrailing();
      String content = line.stripLeading();
      if (!content.isEmpty() && !content.startsWith("# ")) {
        lines.add(new Line(number, line.length() - content.length(), content));
      }
    }
  }

  /** Returns the name of the file. */
  String name() {
    return name;
  }

  /** Returns the records that were declared so far, by their names. */
  Map<String, Type.RecordOf> records() {
    return records;
  }

  boolean hasNext() {
    return next < lines.size();
  }

  Line peek() {
    return lines.get(next);
  }

  Line next() {
    return lines.get(next++);
  }

  /** Tells whether the next line belongs to a block below a line of this indentation. */
  boolean isBelow(int indent) {
    return hasNext() && peek().indent() > indent;
  }
}
