package io.seedmill.generators.code.repos;

import java.util.List;

/**
 * A subject that a repository can be about, with everything that may or may not be drawn.
 *
 * @param about completes a sentence such as 'This tool …'
 */
record Theme(
    String category,
    String id,
    List<String> repositories,
    List<String> cores,
    String about,
    List<Kind> kinds) {

  /** A kind of record, such as an order. */
  record Kind(
      boolean optional,
      Name name,
      Name plural,
      List<String> parents,
      String doc,
      List<Field> fields,
      List<Rule> rules) {}

  /** A field: text, email, int, money, date or choice. */
  record Field(
      boolean optional,
      Name name,
      String type,
      int least,
      int most,
      boolean unique,
      List<String> values) {}

  /** A rule: states, limit, total, closed or takes, with what follows the word. */
  record Rule(boolean optional, String word, String text) {}
}
