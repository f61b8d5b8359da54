package io.seedmill.generators.catalogue.answers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers are found in replies as people and models write them, and nothing else is. */
class FormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          INTEGER | 42 | 42 | 1
          INTEGER | 42 | The answer is **42**. | 1
          INTEGER | 1234 | Answer: 1,234 | 1
          INTEGER | 1234 | \\boxed{1234} | 1
          INTEGER | -7 | so we get −7 | 1
          INTEGER | 7 | so we get -7 | 0
          INTEGER | 42 | 42 or 43 | 0
          INTEGER | 5 | 3, 4, 5 | 1
          INTEGER | 42 | forty-two | 0
          INTEGER | 42 | | 0
          INTEGER | 42 | Answer: 42, because 6 * 7 is that | 0
          FRACTION | 3/4 | 0.75 | 1
          FRACTION | 3/4 | = 6 / 8 | 1
          FRACTION | 2 | 4/2 | 1
          FRACTION | -1/3 | 1/-3 | 1
          FRACTION | 3/4 | 3/0 | 0
          FRACTION | 1/3 | 0.333 | 0
          FRACTION_LIST | -3/2, 1, 4 | x = 4, x = −1.5 and x = 1 | 1
          FRACTION_LIST | -3/2, 1, 4 | 1, 4, -6/4, 4 | 1
          FRACTION_LIST | -3/2, 1, 4 | 1, 4 | 0
          FRACTION_LIST | -3/2, 1, 4 | x1 = 1, x2 = 4, x3 = -3/2 | 1
          INTEGER_LIST | 2, 2, 3 | [2, 2, 3] | 1
          INTEGER_LIST | 2, 2, 3 | 2 x 2 x 3 | 1
          INTEGER_LIST | 2, 2, 3 | 2, 3, 2 | 0
          YES_NO | yes | Yes, it does. | 1
          YES_NO | no | It is false | 1
          YES_NO | yes | yesterday | 0
          WORD | maple | The word is "Maple". | 1
          NUMERAL | 1f | 1F | 1
          LETTER | J | It is on peg J. | 1
          LETTER | J | Jam | 0
          CHARACTERS | yppop-aes | `yppop-aes` | 1
          CHARACTERS | yppop-aes | Yppop-aes | 0
          WORD_LIST | pear, oak | Pear, Oak. | 1
          WORD_LIST | pear, oak | pear and oak | 1
          WORD_LIST | pear, oak | oak, pear | 0
          WEEKDAY | Tuesday | It falls on a tuesday! | 1
          WEEKDAY | Tuesday | Not Tuesday but Friday | 0
          DATE | 2024-02-29 | on 2024-02-29 | 1
          TIME | 07:05 | 7:05 | 1
          TIME | 07:05 | 07:50 | 0
          SQUARE | b3 | I would play **B3**. | 1
          SQUARE | b3 | not a1 but b33 | 0
          SQUARES | a4, c2 | c2 and A4. | 1
          SQUARES | a4, c2 | a4, c2, c3 | 0
          EXPRESSION | 7 + 5 | (7 + 5) = 12 | 0
          """)
  void aReplyCountsIfItHasTheAnswer(Form form, String expected, String reply, double score) {
    assertThat(form.score(expected, reply == null ? "" : reply), is(score));
  }

  @Test
  void aGridIsFoundBehindWordsAndInMarkdown() {
    String grid = "#.\n.#";
    assertThat(Form.GRID.score(grid, "After a step:\n\n```\n#.\n.#\n```\n"), is(1.0));
    assertThat(Form.GRID.score(grid, "# .\n. #"), is(1.0));
    assertThat(Form.GRID.score(grid, "Answer:\n#.\n.#"), is(1.0));
    assertThat(Form.GRID.score(grid, "#.\n.."), is(0.0));
    assertThat(Form.GRID.score(grid, ".#\n#.\n.#"), is(0.0));
  }

  @Test
  void partOfAnAssignmentIsPartOfTheScore() {
    String right = "Ada: knight, Ben: knave, Cleo: knave";
    assertThat(Form.ASSIGNMENT.score(right, "Cleo is a knave, Ben=knave; ADA: Knight"), is(1.0));
    assertThat(
        Form.ASSIGNMENT.score(right, "Ada: knight, Ben: knight, Cleo: knave"), closeTo(0.67, 0.01));
    assertThat(Form.ASSIGNMENT.score(right, "they are all knights"), is(0.0));
  }

  @Test
  void aRowCountsByItsWordsUnlessItHasTooMany() {
    String right = "1: Ada, red, tea\n2: Ben, blue, milk";
    assertThat(
        Form.NUMBERED_WORDS.score(
            right, "So:\n**House 1:** Ada, tea, red\n| 2 | ben | Blue | milk |"),
        is(1.0));
    assertThat(
        Form.NUMBERED_WORDS.score(right, "Answer: 1: Ada, red house, tea\n2: Ben, blue, milk."),
        is(1.0));
    assertThat(
        Form.NUMBERED_WORDS.score(right, "1: Ada, red, milk\n2: Ben, blue, tea"),
        closeTo(0.67, 0.01));
    assertThat(Form.NUMBERED_WORDS.score(right, "1: Ada, red, tea, Ben, blue, milk"), is(0.0));
    assertThat(Form.NUMBERED_WORDS.score(right, "Ada: 1, Ben: 2"), is(0.0));
  }
}
