package io.seedmill.generators.input;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text for people's eyes. Characters that change how a terminal shows others, or that cannot be
 * seen, are written as JSON escapes them: control characters but for line feeds and tabs, those
 * that reverse the direction of a line, and those without a width that no script needs. A JSON text
 * means the same afterwards.
 *
 * <p>A job of GitHub Actions takes a line that begins with {@code ::}, or has {@code ##[} in it,
 * for a command, such as one that hides a text or ends a check. There such signs are escaped, too.
 */
public final class Printable extends FilterWriter {

  private static final char TAGS = 0xdb40;

  /** The sign of a job of GitHub Actions in its environment. */
  private static final boolean IS_WORKFLOW = "true".equals(System.getenv("GITHUB_ACTIONS"));

  private final boolean steers;
  private final boolean isWorkflow;
  private boolean isLineBlank = true;
  private int hashes;

  /** Prints to another writer. */
  public Printable(Writer out) {
    this(out, false, IS_WORKFLOW);
  }

  Printable(Writer out, boolean steers, boolean isWorkflow) {
    super(out);
    this.steers = steers;
    this.isWorkflow = isWorkflow;
  }

  /**
   * Prints to a terminal with styles, pictures or a bar: ASCII control characters are left as they
   * are, so text from elsewhere must have none.
   */
  public static Printable steering(Writer out) {
    return new Printable(out, true, IS_WORKFLOW);
  }

  /** Prints to a page, of which no workflow reads the lines. */
  public static Printable page(Writer out) {
    return new Printable(out, false, false);
  }

  /** Returns a stream that prints texts to another one; for libraries that print by themselves. */
  public static PrintStream stream(PrintStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8) {
      @Override
      public void print(String text) {
        super.print(escaped(text));
      }

      @Override
      public void println(String text) {
        super.print(escaped(text + System.lineSeparator()));
      }

      @Override
      public void println(Object value) {
        println(String.valueOf(value));
      }

      private String escaped(String text) {
        String shown = text(String.valueOf(text));
        return IS_WORKFLOW ? new Printable(Writer.nullWriter()).withoutCommands(shown) : shown;
      }
    };
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

  /** Escapes the first sign of a command, wherever what is written ends. */
  private String withoutCommands(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == ':' && isLineBlank) || (c == '[' && hashes > 1)) {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
      isLineBlank = c == '\n' || (isLineBlank && Character.isWhitespace(c));
      hashes = c == '#' ? hashes + 1 : 0;
    }
    return shown.toString();
  }

  @Override
  public void write(int c) throws IOException {
    write(Character.toString((char) c), 0, 1);
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length), 0, length);
  }

  @Override
  public void write(String string, int from, int length) throws IOException {
    String shown = text(string.substring(from, from + length), steers);
    out.write(isWorkflow ? withoutCommands(shown) : shown);
  }
}
