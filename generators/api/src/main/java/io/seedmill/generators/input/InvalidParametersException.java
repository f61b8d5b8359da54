package io.seedmill.generators.input;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters that a generator's schema refuses, with every reason at once. */
public final class InvalidParametersException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidParametersException(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.path() + ": found " + p.found() + ", allowed: " + p.allowed())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the parameters' declaration; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
