package io.seedmill.pipeline.cli.preview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalPreviewTest {

  @ParameterizedTest
  @CsvSource({
    "one two three, 7, one two|three",
    "one two three, 8, one two|three",
    "a abcdefghij, 4, a|abcd|efgh|ij",
    "漢字仮名交じり文, 7, 漢字仮|名交じ|り文",
    "see 漢字仮名, 8, see 漢字|仮名",
    "漢字 abc 漢字, 9, 漢字 abc|漢字",
    "한국어는 넓다, 8, 한국어는|넓다",
    "😀😀😀, 4, 😀😀|😀",
    "ab漢, 1, a|b|漢",
    "'    two words', 9, '    two|    words'"
  })
  void rowsAreAsWideAsTheRoom(String line, int room, String rows) {
    assertThat(String.join("|", TerminalPreview.wrapped(line, room)), is(rows));
  }

  @Test
  void whatHasNoBlanksIsBrokenAndNothingIsLost() {
    String url = "https://example.com/" + "path/".repeat(60) + "?q=" + "A1b2".repeat(50);
    List<String> rows = TerminalPreview.wrapped(url, 40);
    rows.forEach(row -> assertThat(row.length(), is(lessThanOrEqualTo(40))));
    assertThat(String.join("", rows), is(url));
  }

  /** A mark that stands over a letter stays with it. */
  @Test
  void marksTakeNoRoom() {
    String letter = "e\u0301";
    assertThat(
        TerminalPreview.wrapped(letter.repeat(5), 3),
        is(List.of(letter.repeat(3), letter.repeat(2))));
  }
}
