package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Finds where a generator's parameters stand in the file that it was read from. Any two are equal:
 * where a spec stands is no part of what it says.
 */
public final class ParameterPlaces {

  private final ParameterSource source;
  private final Problems problems;

  ParameterPlaces(ParameterSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * A mistake, with its place.
   *
   * @param parameter the parameter, as a JSON pointer from the generator's parameters
   */
  SpecProblem problem(JsonPointer parameter, String found, String allowed) {
    source.problemAt(parameter, found, allowed);
    return problems.last();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterPlaces;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
