package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.secrets.Redaction;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The lines of what a program says, as a terminal shows them, and without secrets. A carriage
 * return goes back to the beginning of the line: of a progress bar its last state is a line. A line
 * that ends with what may be the beginning of a secret waits for the next one.
 */
final class SpokenLines {

  /**
   * The most characters of the end of a line whose middle is dropped: so many less than there are
   * that no part of a secret stands at their beginning.
   */
  private static final int LONGEST_END = 1 << 12;

  /** A secret stands in no more lines than this. */
  private static final int MOST_HELD = 9;

  /** Colours and the like, which programs write even where no terminal reads them. */
  private static final Pattern STYLE = Pattern.compile("\u001B\\[[0-9;]{0,20}[A-Za-z]");

  private static final Pattern NO_LETTERS = Pattern.compile("\\P{L}+");

  private final Redaction redaction;
  private final Consumer<String> lines;
  private final SaidLine line = new SaidLine();
  private String overwritten = "";
  private String held = "";
  private int heldLines;
  private boolean isReturned;

  /**
   * @param lines takes the lines
   */
  SpokenLines(Redaction redaction, Consumer<String> lines) {
    this.redaction = redaction;
    this.lines = lines;
  }

  /** Adds bytes. */
  void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        endLine();
      } else if (b == '\r') {
        isReturned = true;
      } else if (b != 0) { // in UTF-16, every other byte is
        if (isReturned) {
          overwrite();
        }
        line.add(b);
      }
    }
  }

  /** Takes the line's text; of a secret that is cut with the line, no part is left. */
  private String take() {
    String text = plain(line.head());
    String tail = plain(line.tail());
    if (!tail.isEmpty()) {
      String end = redaction.of(tail);
      text =
          text.substring(0, redaction.cutSecret(text).orElse(text.length()))
              + "…"
              + end.substring(Math.max(0, end.length() - LONGEST_END));
    }
    line.clear();
    isReturned = false;
    return text;
  }

  private static String plain(String text) {
    return STYLE.matcher(text).replaceAll("");
  }

  /** Goes on at the beginning of the line. A text of other words is no state of the same bar. */
  private void overwrite() {
    String text = take();
    if (text.isBlank()) {
      return;
    }
    if (!overwritten.isEmpty() && !letters(text).equals(letters(overwritten))) {
      hold(overwritten);
    }
    overwritten = text;
  }

  private void endLine() {
    String text = take();
    if (!overwritten.isEmpty() && (text.isBlank() || !letters(text).equals(letters(overwritten)))) {
      hold(overwritten);
      if (text.isBlank()) {
        overwritten = "";
        return;
      }
    }
    overwritten = "";
    hold(text);
  }

  private static String letters(String text) {
    return NO_LETTERS.matcher(text).replaceAll("");
  }

  private void hold(String text) {
    held = heldLines == 0 ? text : held + "\n" + text;
    heldLines++;
    if (heldLines >= MOST_HELD || redaction.cutSecret(held).isEmpty()) {
      release();
    }
  }

  /** Gives out what waits for the next line. */
  void release() {
    if (heldLines > 0) {
      String text = redaction.of(held);
      held = "";
      heldLines = 0;
      for (String each : text.split("\n", -1)) {
        lines.accept(each);
      }
    }
  }

  /** Ends the last line. */
  void end() {
    if (!line.isEmpty() || !overwritten.isEmpty()) {
      endLine();
    }
    release();
  }
}
