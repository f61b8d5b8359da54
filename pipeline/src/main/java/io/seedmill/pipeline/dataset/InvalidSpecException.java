package io.seedmill.pipeline.dataset;

import java.util.List;
import java.util.stream.Collectors;

/** A spec with mistakes, all that were found. */
public final class InvalidSpecException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 20;

  private final transient List<SpecProblem> problems;

  InvalidSpecException(String file, List<SpecProblem> problems) {
    super(message(file, problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(String file, List<SpecProblem> problems) {
    String shown =
        problems.stream()
            .limit(MOST_SHOWN)
            .map(problem -> problem.describe(file))
            .collect(Collectors.joining("\n"));
    int more = problems.size() - MOST_SHOWN;
    return more <= 0 ? shown : shown + "\n" + file + ": and " + more + " more mistakes";
  }

  /** The mistakes in the order of the file. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
