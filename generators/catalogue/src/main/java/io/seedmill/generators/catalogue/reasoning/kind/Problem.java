package io.seedmill.generators.catalogue.reasoning.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A problem with its answer.
 *
 * @param answer in the form that the prompt asks for
 * @param given the numbers and texts of the problem: enough to check any answer without the prompt
 * @param work the elementary steps of a usual way to the answer
 * @param shown what stands in the places of the wordings
 */
public record Problem(String answer, ObjectNode given, long work, List<CharSequence> shown) {

  /** Creates a problem; the texts are in the order of the names of places. */
  public Problem(String answer, ObjectNode given, long work, CharSequence... shown) {
    this(answer, given, work, List.of(shown));
  }
}
