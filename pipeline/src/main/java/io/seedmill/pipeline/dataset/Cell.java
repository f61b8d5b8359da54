package io.seedmill.pipeline.dataset;

import io.seedmill.pipeline.matrix.Combination;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The origin of an entry.
 *
 * @param generator the name that its generator has in the spec, placeholders as they are written
 * @param at its values on the axes of the matrix; {@link Combination#NONE} where there is none
 * @param weight what one of its samples is expected to cost, relative to others; above 0
 * @param maxFailureRate the share of its samples that may fail, from 0 to 1; empty where only that
 *     of all samples counts
 */
public record Cell(String generator, Combination at, double weight, OptionalDouble maxFailureRate) {

  /** The cell of a generator without a matrix. */
  public static Cell single(String generator) {
    return new Cell(generator, Combination.NONE, 1, OptionalDouble.empty());
  }

  /** The value of every axis, as text, in order. */
  public Map<String, String> values() {
    return at.texts();
  }

  /** The value that filters see: on an axis, or the generator's name; empty where it has none. */
  Optional<String> text(String axis) {
    return axis.equals(Filters.GENERATOR) ? Optional.of(generator) : at.text(axis);
  }
}
