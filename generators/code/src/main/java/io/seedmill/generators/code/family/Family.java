package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Type;
import java.util.List;
import java.util.Map;

/**
 * A task family: an intention, and the ways to carry it out.
 *
 * @param name its id, in lower case with dashes
 * @param phrases what its value is, in words: noun phrases with {@code {it}} for the input
 * @param does the same as a step of several, a phrase that begins with a verb
 * @param names names for its function
 * @param gives names for its value
 * @param gaps the kind of piece for each gap
 * @param synonyms names for its variables
 * @param constants the ranges of its constants
 * @param domains what its inputs are drawn from, one for each parameter
 * @param bodies its functions, each of which does the whole work
 */
record Family(
    String name,
    List<String> phrases,
    String does,
    List<String> names,
    List<String> gives,
    Map<String, String> gaps,
    Map<String, List<String>> synonyms,
    Map<String, long[]> constants,
    List<Domain> domains,
    List<Syntax.Def> bodies) {

  /** Returns the types of its parameters. */
  List<Type> parameterTypes() {
    return bodies.get(0).types();
  }

  /** Returns the type of its value. */
  Type result() {
    return bodies.get(0).result();
  }

  /** Tells whether it may come before another family. */
  boolean isStage() {
    return !does.isEmpty();
  }

  /** Tells whether its first input may be anything of its type. */
  boolean takesAny() {
    return domains.get(0).isPlain() && domains.stream().noneMatch(Domain::dependsOnFirst);
  }
}
