package io.seedmill.generators.code.repos;

import java.util.ArrayList;
import java.util.List;

/** Puts blank lines and the breaks of long lines where the language's formatter has them. */
final class Tidy {

  private static final String DOC_STRING = String.valueOf('"').repeat(3);

  private final Spelling spelling;

  Tidy(Spelling spelling) {
    this.spelling = spelling;
  }

  String tidy(String path, String text) {
    if (path.endsWith(".md") || path.equals("LICENSE")) {
      return blankLines(text.lines().toList(), 1);
    }
    return switch (extension(path)) {
      case "py" -> blankLines(wrapped(python(text), 88, "    ", true), 2);
      case "ts" -> blankLines(wrapped(text.lines().toList(), 80, "  ", true), 1);
      case "java" -> blankLines(wrapped(text.lines().toList(), 100, "    ", false), 1);
      case "go" -> GoAlignment.align(blankLines(text.lines().toList(), 1));
      default -> blankLines(text.lines().toList(), 1);
    };
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Writes tuples without a comma at their end, unless they have one item. */
  private static List<String> python(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String mended = line;
      for (int end = mended.indexOf(", )"); end >= 0; end = mended.indexOf(", )")) {
        int open = mended.lastIndexOf('(', end);
        boolean single = mended.substring(open, end).indexOf(',') < 0;
        mended = mended.substring(0, end) + (single ? ",)" : ")") + mended.substring(end + 3);
      }
      lines.add(mended);
    }
    return lines;
  }

  private String blankLines(List<String> lines, int most) {
    StringBuilder out = new StringBuilder();
    String before = "";
    int blank = 0;
    for (String line : lines) {
      if (line.isBlank()) {
        blank++;
        continue;
      }
      boolean begins = out.isEmpty() || (spelling != Spelling.PYTHON && before.endsWith("{"));
      boolean ends = spelling != Spelling.PYTHON && line.trim().startsWith("}");
      if (!begins && !ends) {
        int allowed = line.startsWith(" ") || line.startsWith("\t") ? 1 : most;
        out.append("\n".repeat(most == 2 && isApart(before, line) ? 2 : Math.min(blank, allowed)));
      }
      blank = 0;
      before = line.stripTrailing();
      out.append(before).append('\n');
    }
    return out.toString();
  }

  /** Returns whether Python wants two blank lines between these two. */
  private static boolean isApart(String before, String line) {
    boolean begins = line.startsWith("def ") || line.startsWith("class ") || line.startsWith("@");
    boolean after =
        before.startsWith(" ") && !line.startsWith(" ") && !")]}".contains(line.substring(0, 1));
    return (begins || after) && !before.startsWith("@");
  }

  private List<String> wrapped(List<String> lines, int width, String step, boolean closeApart) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      wrap(line, width, step, closeApart, out);
    }
    return out;
  }

  /** Breaks a long line at the last pair of brackets that no other pair contains. */
  private void wrap(String line, int width, String step, boolean closeApart, List<String> out) {
    int[] pair = line.length() > width ? lastPair(line) : null;
    if (pair == null
        || line.stripLeading().startsWith(DOC_STRING)
        || line.stripLeading().startsWith("//")) {
      out.add(line);
      return;
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    String body = line.substring(pair[0] + 1, pair[1]).trim();
    String tail = line.substring(pair[1]);
    List<String> items = items(body);
    boolean noComma = body.contains(" for ") && items.size() == 1;
    String inner = indent + step;
    out.add(line.substring(0, pair[0] + 1));
    if ((items.size() == 1 || spelling != Spelling.TYPESCRIPT)
        && (inner + body + (closeApart ? "" : tail)).length() <= width) {
      out.add(inner + body + (closeApart ? "" : tail));
    } else if (items.size() == 1) {
      wrap(inner + body + (closeApart ? "" : tail), width, step, closeApart, out);
    } else {
      for (int i = 0; i < items.size(); i++) {
        boolean last = i == items.size() - 1;
        String end = last && (!closeApart || noComma) ? "" : ",";
        String item = inner + items.get(i) + end + (last && !closeApart ? tail : "");
        wrap(item, width, step, closeApart, out);
      }
    }
    if (closeApart) {
      out.add(indent + tail);
    }
  }

  private static int[] lastPair(String line) {
    int depth = 0;
    int open = -1;
    int[] last = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '(' || c == '[') {
        if (depth++ == 0) {
          open = i;
        }
      } else if ((c == ')' || c == ']') && --depth == 0 && i > open + 1) {
        last = new int[] {open, i};
      }
    }
    return depth == 0 && quote == 0 ? last : null;
  }

  private static List<String> items(String body) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int from = 0;
    char quote = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == ',' && depth == 0) {
        items.add(body.substring(from, i).trim());
        from = i + 1;
      }
    }
    if (!body.substring(from).isBlank()) {
      items.add(body.substring(from).trim());
    }
    return items;
  }
}
