package io.seedmill.pipeline.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects mistakes. */
final class Problems {

  private final List<SpecProblem> found = new ArrayList<>();

  void add(SpecProblem problem) {
    found.add(problem);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<SpecProblem> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(SpecProblem::line).thenComparing(SpecProblem::column))
        .toList();
  }
}
