package io.seedmill.generators.catalogue.answers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
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
          INTEGER | 42 | ٤٢ | 1
          INTEGER | -42 | 答えは－４２です | 1
          INTEGER | 1234 | Answer: ١٬٢٣٤ | 1
          INTEGER | 42 | The answer is 𝟒𝟐. | 1
          INTEGER | 42 | 答案：４３ | 0
          FRACTION | 5/2 | Answer: ٢٫٥ | 1
          FRACTION | 5/2 | x = 2½ | 1
          FRACTION | 1/3 | ⅓ | 1
          LETTER | J | It is on peg Ｊ. | 1
          INTEGER | 42 | 42 or 43 | 0
          INTEGER | 5 | 3, 4, 5 | 1
          INTEGER | 42 | forty-two | 0
          INTEGER | 42 | | 0
          INTEGER | 42 | Answer: 42, because 6 * 7 is that | 1
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

  /**
   * Replies that public evaluation harnesses are known to have read wrongly, and more of that kind.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          INTEGER | 42 | The answer is 42, in total, so the farmer earns that much. | 1
          INTEGER | 42 | So it is 42. | 1
          INTEGER | 42 | Thus, the total is 42. | 1
          INTEGER | 42 | `So it is clear that 7 is odd.
          42` | 1
          YES_NO | yes | So it is yes. | 1
          YES_NO | yes | So it is not yes. | 0
          WORD_SET | otacs, stoca | Therefore these are otacs and stoca. | 1
          INTEGER | 42 | The final answer is 42. I hope it is correct. | 1
          INTEGER | 42 | Answer: 6 * 7 = 42 | 1
          INTEGER | 42 | Answer: 42 = 6 * 7 | 1
          INTEGER | 42 | Answer: x = 42 since 6 * 7 is that | 1
          INTEGER | 42 | The answer is not 41 but 42 | 1
          INTEGER | 41 | The answer is not 41 but 42 | 0
          INTEGER | 42 | ✅ Final Answer: **42** | 1
          INTEGER | 42 | **Answer:** 42. | 1
          INTEGER | 42 | ### Answer~~$$42$$ | 1
          INTEGER | 42 | Answer: $42$ | 1
          INTEGER | 42 | #### 42 | 1
          INTEGER | 42 | #### Step 3~It is 42. | 1
          INTEGER | 42 | <think>7 or 8? The answer is 9.</think>42 | 1
          INTEGER | 42 | 6 times 7</think>~So it is 42. | 1
          INTEGER | 42 | <think>The answer is 42 | 0
          INTEGER | 42 | <think>\\boxed{41}</think><answer>42</answer> | 1
          INTEGER | 42 | <answer>42</answer>~Thank you for these 3 questions. | 1
          INTEGER | 42 | {"answer": "42"} | 1
          INTEGER | 42 | \\boxed{41}? No: \\boxed{42} | 1
          INTEGER | 42 | \\boxed{42}~Check: 43 - 1. | 1
          INTEGER | 42 | \\boxed{42} is right.~\\boxed{42} | 1
          INTEGER | 42 | $\\boxed{42\\text{ cm}^2}$ | 1
          INTEGER | 42 | $\\boxed{042}$ | 1
          INTEGER | 42 | Answer: \\boxed{42} | 1
          INTEGER | 42 | ```~42~``` | 1
          INTEGER | 42 | It is **42** of 90. | 1
          INTEGER | 42 | 42.00 | 1
          INTEGER | 42 | 42.5 | 0
          INTEGER | 5 | 42.5 | 0
          INTEGER | 2 | 1/2 | 0
          INTEGER | 42 | The answer is $42.00. | 1
          INTEGER | 1234567 | 1{,}234{,}567 | 1
          INTEGER | 1234567 | 1\\,234\\,567 | 1
          INTEGER | 1234567 | `1\u202f234\u202f567` | 1
          INTEGER | 1500 | 1.5 \\times 10^{3} | 1
          INTEGER | -7 | Answer: –7 | 1
          INTEGER | 7 | the pages 3–7 | 1
          INTEGER | 42 | The answer to question 3 is 42 | 1
          INTEGER | 42 | The answer is obvious.~So we get 42. | 1
          INTEGER | 42 | 42~~I hope this answer helps! | 1
          FRACTION | 3/4 | \\boxed{\\frac{3}{4}} | 1
          FRACTION | -3/4 | \\(-\\dfrac34\\) | 1
          FRACTION | 7/4 | Answer: $1\\frac{3}{4}$ | 1
          FRACTION | 7/4 | 1 3/4 | 1
          FRACTION | 3/4 | The answer is 75%. | 1
          FRACTION | 3/4 | Answer: .75 | 1
          FRACTION | 3/4 | Answer: 6/8 = 0.75 | 1
          FRACTION | 1/3 | Answer: 1/3 ≈ 0.333 | 1
          FRACTION | 1/2 | Answer: 1/2, or 50% | 1
          FRACTION | 1/2 | 1e999 | 0
          INTEGER_LIST | 2, 2, 3 | 12 = 2 \\times 2 \\times 3 | 1
          INTEGER_LIST | 2, 2, 3 | The answer is 2, 2 and 3 (12 in all). | 1
          INTEGER_LIST | 2, 2, 3 | \\boxed{2}, \\boxed{2}, and \\boxed{3} | 1
          INTEGER_LIST | 2, 2, 3 | Answer:~- 2~- 2~- 3 | 1
          YES_NO | yes | Yes, because no cat is a dog. | 1
          YES_NO | yes | Answer: Yes, there is no other way. | 1
          YES_NO | no | \\boxed{\\text{No}} | 1
          WORD | maple | Answer: maple, as it grows there. | 1
          WORD | maple | The answer is the word "maple" in the list. | 1
          WORD | maple | \\boxed{\\text{maple}} | 1
          LETTER | E | \\boxed{E: A long text} | 1
          LETTER | B | **Answer:** (B) because A is wrong | 1
          CHARACTERS | yppop-aes | Answer: yppop-aes, which is reversed. | 1
          WORD_LIST | pear, oak | The sorted words are: pear, oak. | 1
          WORD_LIST | pear, oak | Answer: pear, oak. They are sorted now. | 1
          WORD_LIST | pear, oak | So:~1. pear~2. oak | 1
          WEEKDAY | Friday | Answer: Friday, not Tuesday | 1
          DATE | 2024-02-29 | The answer is 2024-02-29, a day after 2024-02-28. | 1
          TIME | 19:05 | 7:05 p.m. | 1
          TIME | 07:05 | 7:05 pm | 0
          TIME | 00:05 | 12:05 AM | 1
          EXPRESSION | 9*5+7 | Answer: 9*5+7, from 9, 5 and 7 | 1
          EXPRESSION | 9*5+7 | 52 = 9×5+7 | 1
          EXPRESSION | 9*5+7 | The final answer is: **9*5+7**. | 1
          EXPRESSION | 9*5+7 | - 9*5+7 | 1
          FRACTION | 11/295 | P = 11/295 ≈ 0.037 | 1
          FRACTION | 11/295 | 11/295 (about 3.7%) | 1
          FRACTION | 11/295 | $\\frac{11}{295} \\approx 0.037$ | 1
          FRACTION | 11/295 | It is about 0.037. | 0
          INTEGER_LIST | 7, 83 | `7`, `83` | 1
          INTEGER_LIST | 7, 83 | ["7", "83"] | 1
          INTEGER_LIST | 7, 83 | 7~83 | 1
          INTEGER_LIST | 7, 83 | 83~7 | 0
          YES_NO | no | The result is no. | 1
          WORD | maple | **maple.** | 1
          CHARACTERS | cabb | $cabb$ | 1
          CHARACTERS | cabb | cabb ✅ | 1
          WORD_LIST | pear, oak | The result is pear, oak. | 1
          WORD_LIST | pear, oak | - pear, oak | 1
          WORD_LIST | pear, oak | Sorted:~~pear~oak | 1
          WORD_LIST | pear, oak | oak~pear | 0
          WORD_LIST | pear, oak | $\\{pear, oak\\}$ | 1
          ASSIGNMENT | Ada: knight, Bo: knave | The result is Ada: knight, Bo: knave. | 1
          ASSIGNMENT | Ada: knight, Bo: knave | Here it is:~Ada: knight~Bo: knave | 1
          GRID | 12~34 | $$\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$ | 1
          GRID | 12~34 | [[1, 2], [3, 4]] | 1
          GRID | 12~34 | ["12", "34"] | 1
          GRID | 12~34 | 1,2~3,4 | 1
          GRID | 12~34 | **Answer: 12~34** | 1
          GRID | .#..~#... | . # . .~# . . . | 1
          GRID | .#.#.#.#.~#.#.#.#.# | Solution:~.#.#.#.#.~#.#.#.#.# | 1
          ROWS | GRY~BRW~GGW | I get GRY~BRW~GGW. | 1
          ROWS | GRY~BRW~GGW | GRY~BRW~GWG | 0
          NUMBERED_WORDS | 1: Mia, pilot~2: Cleo, baker | `1: Mia, pilot~2: Cleo, baker` | 1
          ASSIGNMENT | Ada: knight | <think>Ada: knave</think>**Ada** → knight | 1
          """)
  void repliesThatHarnessesReadWronglyAreRead(
      Form form, String expected, String reply, double score) {
    assertThat(form.score(expected.replace('~', '\n'), reply.replace('~', '\n')), is(score));
  }

  @Test
  void aLongReplyIsReadInTime() {
    for (String piece :
        List.of(
            "9",
            "answer is ",
            "\\boxed{",
            " ",
            "1, ",
            "**",
            "answer: \n",
            "(",
            "<think>",
            ",000",
            "a-",
            "-",
            "a: b ")) {
      String reply = piece.repeat(20_000);
      for (Form form : Form.values()) {
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> form.score("17", reply), form + piece);
      }
    }
  }

  @Test
  void aGridIsFoundBehindWordsAndInMarkdown() {
    String grid = "#.\n.#";
    assertThat(Form.GRID.score(grid, "After a step:\n\n```\n#.\n.#\n```\n"), is(1.0));
    assertThat(Form.GRID.score(grid, "#.\n.#\n\nThis is the next step."), is(1.0));
    assertThat(Form.GRID.score(grid, "# .\n. #"), is(1.0));
    assertThat(Form.GRID.score(grid, "Answer:\n#.\n.#"), is(1.0));
    assertThat(Form.ROWS.score("####1\n#####\n2####", "####1\n#####\n2####"), is(1.0));
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
