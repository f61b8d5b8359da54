package io.seedmill.generators.input;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters that a generator's schema refuses, with every reason at once. */
public final class InvalidParametersException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<InputProblem> problems;

  InvalidParametersException(List<InputProblem> problems) {
    super(
        problems.stream()
            .map(p -> p.path() + ": " + p.message())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, in the order of the declaration; at least one. */
  public List<InputProblem> problems() {
    return problems;
  }
}
