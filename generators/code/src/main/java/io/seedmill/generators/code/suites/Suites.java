package io.seedmill.generators.code.suites;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** A kind of test suite. */
interface Suites {

  /** The smallest number of mutants in a sample. */
  int FEWEST_MUTANTS = 3;

  /**
   * Makes the tests of a module, or nothing if the module is not suitable.
   *
   * @param drawn draws what is tested, which is the same in every language as far as it can be
   * @param worded draws how the tests are written
   */
  Optional<Suite> make(Module module, UniformRandomProvider drawn, UniformRandomProvider worded);

  /** Draws three to five of several. */
  static <T> List<T> some(List<T> all, UniformRandomProvider random) {
    List<T> left = new ArrayList<>(all);
    int most = Math.min(all.size(), FEWEST_MUTANTS + random.nextInt(3));
    while (left.size() > most) {
      left.remove(random.nextInt(left.size()));
    }
    return left;
  }
}
