package io.seedmill.generators.code.flaws;

import java.util.ArrayList;
import java.util.List;

/** Aligns the types of fields in structs of Go, as gofmt does. */
final class GoFields {

  private GoFields() {}

  /** Returns a code with the fields of its structs aligned; other languages have no such lines. */
  static String aligned(String code) {
    if (!code.contains(" struct {\n\t")) {
      return code;
    }
    StringBuilder out = new StringBuilder();
    List<String> fields = new ArrayList<>();
    boolean inStruct = false;
    for (String line : code.split("\n", -1)) {
      if (inStruct && line.startsWith("\t") && line.indexOf(' ') > 0 && !line.contains(",")) {
        fields.add(line);
        continue;
      }
      write(fields, out);
      inStruct = line.endsWith(" struct {") || (inStruct && !line.startsWith("}"));
      out.append(line).append('\n');
    }
    out.setLength(out.length() - 1);
    return out.toString();
  }

  private static void write(List<String> fields, StringBuilder out) {
    int longest = fields.stream().mapToInt(field -> field.indexOf(' ')).max().orElse(0);
    for (String field : fields) {
      int end = field.indexOf(' ');
      out.append(field, 0, end).append(" ".repeat(longest - end)).append(field.substring(end));
      out.append('\n');
    }
    fields.clear();
  }
}
