package io.seedmill.pipeline.dataset;

/**
 * A mistake in a spec.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 * @param path the field, such as {@code generators[2].params.size}
 * @param found what stands there
 * @param allowed what may stand there
 */
public record SpecProblem(int line, int column, String path, String found, String allowed) {

  private static final int LONGEST = 200;

  /** The mistake as one line, in the form that editors make into a link. */
  public String describe(String file) {
    return "%s:%d:%d: %s: found %s; allowed: %s"
        .formatted(file, line, column, shown(path), shown(found), allowed);
  }

  /** What the user wrote, cut where it is long, and without what would break the line. */
  private static String shown(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return cut.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
  }
}
