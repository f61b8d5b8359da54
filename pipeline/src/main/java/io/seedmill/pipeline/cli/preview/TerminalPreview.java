package io.seedmill.pipeline.cli.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Shows records in a terminal: fields by name, texts wrapped at words, code as it stands. */
public final class TerminalPreview {

  private static final int NARROWEST = 40;
  private static final int LINES = 40;
  private static final int LINES_INSIDE = 12;

  /** The most rows of a text in the terminal, for each line that it may have. */
  private static final int ROWS = 2;

  private static final String INDENT = "  ";
  private static final String MARGIN = "│ ";

  private final PrintWriter out;
  private final Ansi ansi;
  private final int width;
  private final boolean full;
  private final ImageFiles images;

  /**
   * @param out where it is shown
   * @param ansi whether colours are used
   * @param width the terminal's columns
   * @param full whether long texts, objects and lists are shown to their end
   * @param images keeps pictures, and draws them where the terminal can
   */
  public TerminalPreview(PrintWriter out, Ansi ansi, int width, boolean full, ImageFiles images) {
    this.out = out;
    this.ansi = ansi;
    this.width = Math.max(NARROWEST, width);
    this.full = full;
    this.images = images;
  }

  /** Shows a heading. */
  public void heading(String text) {
    out.println(styled(visible(text), Style.bold, Style.underline));
  }

  /** Shows a record. */
  public void record(JsonNode record) throws IOException {
    out.println();
    out.println(
        styled(
            visible(record.path("generator").asText()) + " " + record.path("index"), Style.bold));
    fields(Field.content(record), 1, Style.fg_cyan);
    List<Field> metadata = Field.metadata(record);
    if (!metadata.isEmpty()) {
      out.println(INDENT + styled("metadata", Style.faint));
      fields(metadata, 2, Style.faint);
    }
  }

  private void fields(List<Field> fields, int depth, Style style) throws IOException {
    int shown = Math.min(most(depth), fields.size());
    for (Field field : fields.subList(0, shown)) {
      field(field, depth, style);
    }
    left(fields.size() - shown, "more", depth);
  }

  private void field(Field field, int depth, Style style) throws IOException {
    String indent = INDENT.repeat(depth);
    String name = visible(field.name());
    String start = indent + styled(name, style) + INDENT;
    int used = indent.length() + DisplayWidth.of(name) + INDENT.length();
    if (field.value() instanceof Field.Text || field.value() instanceof Field.Line) {
      String shown =
          visible(
              field.value() instanceof Field.Text text
                  ? text.text()
                  : ((Field.Line) field.value()).json());
      if (shown.indexOf('\n') < 0 && used + DisplayWidth.of(shown) <= width) {
        out.println(start + shown);
      } else {
        out.println(indent + styled(name, style));
        text(shown, depth + 1);
      }
    } else if (field.value() instanceof Field.Media media) {
      out.println(start + images.keep(media));
      images.draw(media).ifPresent(out::println);
    } else if (field.value() instanceof Field.Group group) {
      out.println(indent + styled(name, style));
      fields(group.fields(), depth + 1, style);
    }
  }

  private void text(String text, int depth) {
    List<String> lines = text.lines().toList();
    String start = INDENT.repeat(depth) + styled(MARGIN, Style.faint);
    int room = width - INDENT.length() * depth - MARGIN.length();
    int shown = Math.min(most(depth - 1), lines.size());
    long rows = (long) ROWS * most(depth - 1);
    for (int i = 0; i < shown; i++) {
      int seen = 0;
      for (String row : wrapped(lines.get(i), room)) {
        if (rows == 0) {
          left(lines.get(i).length() - seen, "more characters", depth);
          left(lines.size() - i - 1, "more lines", depth);
          return;
        }
        out.println((start + row).stripTrailing());
        rows--;
        seen += row.length();
      }
    }
    left(lines.size() - shown, "more lines", depth);
  }

  /** Returns the most lines of a text, and the most members of an object or a list. */
  private int most(int depth) {
    return full ? Integer.MAX_VALUE : depth == 1 ? LINES : LINES_INSIDE;
  }

  private void left(int count, String what, int depth) {
    if (count > 0) {
      String sentence = String.format(Locale.ROOT, "… %,d %s (--full shows all)", count, what);
      out.println(INDENT.repeat(depth) + styled(sentence, Style.faint));
    }
  }

  /**
   * Breaks a line at blanks and beside wide characters, as those of Chinese, or where the room ends
   * if there is no such place; what follows a break is indented like the line.
   *
   * @param room the columns of a row
   */
  static List<String> wrapped(String line, int room) {
    int blanks = line.length() - line.stripLeading().length();
    String indent = " ".repeat(Math.min(blanks, room / 2));
    List<String> rows = new ArrayList<>();
    int from = blanks;
    int end = rowEnd(line, from, room - indent.length());
    while (end < line.length()) {
      rows.add(indent + line.substring(from, end));
      from = line.charAt(end) == ' ' ? end + 1 : end;
      end = rowEnd(line, from, room - indent.length());
    }
    rows.add(indent + line.substring(from));
    return rows;
  }

  /** Returns where a row that begins at a character ends; at least one character fits. */
  private static int rowEnd(String line, int from, int room) {
    int best = -1;
    int columns = 0;
    int last = 0;
    for (int at = from; at < line.length(); ) {
      int letter = line.codePointAt(at);
      int width = DisplayWidth.of(letter);
      boolean isBeside = last != ' ' && (width == 2 || DisplayWidth.of(last) == 2);
      if (at > from && (letter == ' ' || (width > 0 && isBeside))) {
        best = at;
      }
      columns += width;
      if (columns > room && at > from) {
        return best < 0 ? at : best;
      }
      last = width == 0 ? last : letter;
      at += Character.charCount(letter);
    }
    return line.length();
  }

  /** Returns a text whose control characters are written out, so that they steer no terminal. */
  private static String visible(String text) {
    return Printable.text(text.replace("\t", "    "));
  }

  private String styled(String text, Style... styles) {
    if (!ansi.enabled()) {
      return text;
    }
    return Ansi.Style.on(styles) + text + Ansi.Style.reset.off();
  }
}
