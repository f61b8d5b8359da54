package io.seedmill.generators.input;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Text for people's eyes. Characters that change how a terminal shows others are written as JSON
 * escapes them: control characters beyond ASCII, and those that reverse the direction of a line. A
 * JSON text means the same afterwards.
 */
public final class Printable extends FilterWriter {

  /** Prints to another writer. */
  public Printable(Writer out) {
    super(out);
  }

  /** Returns a text in which no control character is left, not even a line feed. */
  public static String line(String text) {
    return text(text.replaceAll("\\p{Cntrl}", " "));
  }

  private static String text(String text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHarmful(c)) {
        shown = shown == null ? new StringBuilder(text.substring(0, i)) : shown;
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else if (shown != null) {
        shown.append(c);
      }
    }
    return shown == null ? text : shown.toString();
  }

  private static boolean isHarmful(char c) {
    return (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  @Override
  public void write(int c) throws IOException {
    write(Character.toString((char) c), 0, 1);
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    out.write(text(new String(characters, from, length)));
  }

  @Override
  public void write(String string, int from, int length) throws IOException {
    out.write(text(string.substring(from, from + length)));
  }
}
