package io.seedmill.generators;

import java.util.Set;

/**
 * Properties of a generator's samples that planning and running depend on.
 *
 * @param settings the parameters that no sample depends on, such as a time limit: when they change,
 *     samples made before stay valid
 * @param severalSamples an index may have any number of samples, so each index is ended by a call
 * @param reproducible the same index has the same samples at any time. False for a source that
 *     changes over time, such as an API: a new run asks it again, and takes nothing that an earlier
 *     published run has kept
 * @param expensive samples cost enough that a run keeps what it has finished
 * @param countsItself the generator knows how many indices there are, so a spec need not say
 */
public record GeneratorTraits(
    Set<String> settings,
    boolean severalSamples,
    boolean reproducible,
    boolean expensive,
    boolean countsItself) {

  /** One sample an index, computed from the seed alone, at little cost. */
  public static final GeneratorTraits COMPUTED =
      new GeneratorTraits(Set.of(), false, true, false, false);

  public GeneratorTraits {
    settings = Set.copyOf(settings);
  }
}
