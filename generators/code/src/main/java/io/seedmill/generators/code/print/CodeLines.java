package io.seedmill.generators.code.print;

import java.util.List;

/** Lines of code, each with the indent of its level. */
abstract class CodeLines {

  private final int indent;
  private final int width;
  private final String blanks;
  private final StringBuilder out = new StringBuilder();
  private int level;

  /**
   * @param indent blanks a level; 0 for a tab
   * @param width the longest line
   */
  CodeLines(int indent, int width) {
    this.indent = indent;
    this.width = width;
    this.blanks = indent == 0 ? "\t" : " ".repeat(indent);
  }

  /** Forgets all lines. */
  final void begin() {
    out.setLength(0);
    level = 0;
  }

  /** Returns the lines that were written. */
  final String code() {
    return out.toString();
  }

  /** Writes a line, or several that a line end parts; a tab makes one deeper. */
  protected final void line(String text) {
    if (text.indexOf('\n') >= 0) {
      for (String part : text.split("\n", -1)) {
        int deeper = part.startsWith("\t") ? 1 : 0;
        level += deeper;
        line(part.substring(deeper));
        level -= deeper;
      }
      return;
    }
    if (!text.isEmpty()) {
      int used = indent == 0 ? level * 8 : level * indent;
      if (used + text.length() > width) {
        for (String part : wrapped(text, used)) {
          out.append(part).append('\n');
        }
        return;
      }
      for (int i = 0; i < level; i++) {
        out.append(blanks);
      }
      out.append(text);
    }
    out.append('\n');
  }

  /**
   * Returns the lines of a statement that is too long for one, with their indents.
   *
   * @throws UnsupportedOperationException if it is not known how the formatter wraps it
   */
  protected List<String> wrapped(String text, int used) {
    throw new UnsupportedOperationException("a line of " + (used + text.length()));
  }

  /** Writes lines one level deeper. */
  protected final void deeper(Runnable lines) {
    level++;
    lines.run();
    level--;
  }
}
