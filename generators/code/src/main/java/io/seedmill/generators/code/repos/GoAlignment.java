package io.seedmill.generators.code.repos;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Aligns the fields of structs and the values of composite literals as gofmt does. */
final class GoAlignment {

  private static final Pattern FIELD =
      Pattern.compile("(\\t+)(\\w+)(?: +)([^ {`=(]+)(?: +(`.*`))?");
  private static final Pattern VALUE = Pattern.compile("(\\t+)(\"[^\"]*\":|\\w+:) +(.*,)");

  private GoAlignment() {}

  static String align(String text) {
    StringBuilder out = new StringBuilder();
    List<String[]> group = new ArrayList<>();
    boolean struct = false;
    for (String line : text.lines().toList()) {
      if (line.matches("\\s*type \\w+(\\[.*\\])? struct \\{")) {
        struct = true;
      } else if (line.equals("}")) {
        flush(group, out);
        struct = false;
      }
      Matcher match = (struct ? FIELD : VALUE).matcher(line);
      if (match.matches()) {
        if (!group.isEmpty() && !group.get(0)[0].equals(match.group(1))) {
          flush(group, out);
        }
        group.add(
            new String[] {
              match.group(1), match.group(2), match.group(3), struct ? match.group(4) : null
            });
      } else {
        flush(group, out);
        out.append(line).append('\n');
      }
    }
    flush(group, out);
    return out.toString();
  }

  private static void flush(List<String[]> group, StringBuilder out) {
    int first = group.stream().mapToInt(row -> row[1].length()).max().orElse(0);
    int second =
        group.stream()
            .filter(row -> row[3] != null)
            .mapToInt(row -> row[2].length())
            .max()
            .orElse(0);
    for (String[] row : group) {
      out.append(row[0]).append(row[1]).append(" ".repeat(first - row[1].length() + 1));
      out.append(row[2]);
      if (row[3] != null) {
        out.append(" ".repeat(second - row[2].length() + 1)).append(row[3]);
      }
      out.append('\n');
    }
    group.clear();
  }
}
