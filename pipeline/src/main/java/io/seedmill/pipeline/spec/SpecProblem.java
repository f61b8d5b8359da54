package io.seedmill.pipeline.spec;

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

  /** The mistake as one line, in the form that editors make into a link. */
  public String describe(String file) {
    return "%s:%d:%d: %s: found %s; allowed: %s"
        .formatted(file, line, column, path, found, allowed);
  }
}
