package io.seedmill.pipeline.dataset;

import io.seedmill.generators.input.InputProblem.Kind;
import java.util.regex.Pattern;

/**
 * A mistake in a spec.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 * @param path the field, such as {@code generators[2].params.size}
 * @param kind the kind of mistake
 * @param message the value found and the values allowed
 */
public record SpecProblem(int line, int column, String path, Kind kind, String message) {

  /** Blanks that are no blank, and characters that are not seen at all. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\u00A0\\u00AD\\u200B-\\u200F\\u2060\\u3000\\uFEFF]");

  private static final int LONGEST = 2_000;
  private static final int LONGEST_PATH = 200;

  /** Returns the mistake as one line, in the form that editors make into a link. */
  public String describe(String file) {
    return "%s:%d:%d: %s: %s"
        .formatted(file, line, column, shown(path, LONGEST_PATH), shown(message, LONGEST));
  }

  /** Returns a text without what would break the line, cut in the middle where it is long. */
  private static String shown(String text, int longest) {
    String cut =
        text.length() <= longest
            ? text
            : text.substring(0, longest / 2) + "…" + text.substring(text.length() - longest / 2);
    String line = cut.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
    return UNSEEN.matcher(line).replaceAll(c -> "\\\\u%04X".formatted((int) c.group().charAt(0)));
  }
}
