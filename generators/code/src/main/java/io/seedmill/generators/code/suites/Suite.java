package io.seedmill.generators.code.suites;

import java.util.List;

/**
 * A module with its tests and with mutants that the tests find.
 *
 * @param cases the number of tests, or of rounds of one that draws its inputs
 * @param tried how many mutants were tried
 * @param killed how many of those the tests find
 */
record Suite(
    String program,
    String name,
    String intention,
    Text code,
    Text tests,
    String run,
    List<Mutant> mutants,
    List<Case> shown,
    int cases,
    int tried,
    int killed,
    int difficulty) {

  /** A file. */
  record Text(String file, String text) {}

  /**
   * A module with one mistake.
   *
   * @param killedBy the titles of the tests that find it, where that is known for each
   */
  record Mutant(String change, String code, List<String> killedBy) {}

  /** A test in one line. */
  record Case(String title, String line) {}
}
