package io.seedmill.generators.code.family;

import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.tree.Program;
import java.util.List;
import java.util.Map;

/**
 * A program with what it is meant to do, and what it does.
 *
 * @param families the ids of the families that it combines, the outermost first
 * @param intention what its main function does, a phrase that begins with a verb
 * @param examples inputs and what they come to
 * @param ways the alternatives of the notation that it took, as file, line and number, and the
 *     names of its pieces
 * @param links what each family was filled with, the outermost first
 */
public record Task(
    List<String> families,
    String intention,
    Program program,
    List<Example> examples,
    List<String> ways,
    List<Link> links) {

  /** A family with what its gaps and constants were filled with. */
  record Link(Family family, Map<String, Filling> gaps, Map<String, Long> constants) {}

  /** Inputs of the main function, and what the call comes to. */
  public record Example(List<Object> inputs, Outcome outcome) {}
}
