package io.seedmill.generators;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Scores answers to a generator's samples by the rule of each: any valid solution counts, and equal
 * values are equal answers.
 *
 * <p>One instance is used by one thread at a time.
 */
public interface Scorer {

  /**
   * Scores an answer.
   *
   * @param sample the published record: the fields of the content, and {@code metadata}
   * @param answer free text, in which the answer may stand behind other words
   * @return from 0 (wrong) to 1 (right)
   * @throws IllegalArgumentException if the record is no sample of the generator; the message says
   *     why
   */
  double score(JsonNode sample, String answer);

  /** Returns the field of a record that has its right answer: a text, or an asset. */
  default String rightAnswer() {
    return "answer";
  }

  /**
   * Returns a field of a record.
   *
   * @throws IllegalArgumentException if it is not a text
   */
  static String text(JsonNode sample, String field) {
    JsonNode value = sample.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "%s: found %s; allowed: the sample's %s, a text"
              .formatted(field, value.isMissingNode() ? "nothing" : value, field));
    }
    return value.textValue();
  }
}
