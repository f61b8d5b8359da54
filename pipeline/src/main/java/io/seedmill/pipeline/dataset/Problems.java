package io.seedmill.pipeline.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects mistakes. */
final class Problems {

  private final List<SpecProblem> found = new ArrayList<>();

  void add(SpecProblem problem) {
    found.add(problem);
  }

  /** Adds a mistake at the place of {@code at}. */
  void add(Node at, String path, String what, String allowed) {
    Optional<Mark> mark = at.getStartMark();
    add(
        new SpecProblem(
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            path,
            what,
            allowed));
  }

  /** The mistake that was added last. */
  SpecProblem last() {
    return found.get(found.size() - 1);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int size() {
    return found.size();
  }

  List<SpecProblem> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(SpecProblem::line).thenComparing(SpecProblem::column))
        .toList();
  }
}
