package io.seedmill.generators.input;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Text for people's eyes. Characters that change how a terminal shows others, or that cannot be
 * seen, are written as JSON escapes them: control characters but for line feeds and tabs, those
 * that reverse the direction of a line, and those without a width that no script needs. A JSON text
 * means the same afterwards.
 */
public final class Printable extends FilterWriter {

  private static final char TAGS = 0xdb40;

  private final boolean steers;

  /** Prints to another writer. */
  public Printable(Writer out) {
    this(out, false);
  }

  private Printable(Writer out, boolean steers) {
    super(out);
    this.steers = steers;
  }

  /**
   * Prints to a terminal with styles, pictures or a bar: ASCII control characters are left as they
   * are, so text from elsewhere must have none.
   */
  public static Printable steering(Writer out) {
    return new Printable(out, true);
  }

  /** Returns a text in which no control character is left, not even a line feed. */
  public static String line(String text) {
    return text(text.replaceAll("\\p{Cntrl}", " "));
  }

  /** Returns a text in which no control character is left but line feeds and tabs. */
  public static String text(String text) {
    return text(text, false);
  }

  private static String text(String text, boolean steers) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isTag = c == TAGS || (i > 0 && text.charAt(i - 1) == TAGS);
      if (isTag || isHarmful(c) || (!steers && isControl(c))) {
        shown = shown == null ? new StringBuilder(text.substring(0, i)) : shown;
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else if (shown != null) {
        shown.append(c);
      }
    }
    return shown == null ? text : shown.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' && c != '\n' && c != '\t';
  }

  private static boolean isHarmful(char c) {
    return (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || c == 0x180e
        || c == 0x200b
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }

  @Override
  public void write(int c) throws IOException {
    write(Character.toString((char) c), 0, 1);
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    out.write(text(new String(characters, from, length), steers));
  }

  @Override
  public void write(String string, int from, int length) throws IOException {
    out.write(text(string.substring(from, from + length), steers));
  }
}
