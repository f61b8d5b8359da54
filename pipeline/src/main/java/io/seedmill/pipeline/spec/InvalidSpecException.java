package io.seedmill.pipeline.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec with mistakes, all that were found. */
public final class InvalidSpecException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<SpecProblem> problems;

  InvalidSpecException(String file, List<SpecProblem> problems) {
    super(
        problems.stream().map(problem -> problem.describe(file)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes in the order of the file. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
