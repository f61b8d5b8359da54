package io.seedmill.generators.catalogue.chess;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.catalogue.chess.MailboxRules.Play;
import org.junit.jupiter.api.Test;

/** The verifier against counts that many chess programs agree on. */
class MailboxRulesTest {

  /* Sequences of legal moves: https://www.chessprogramming.org/Perft_Results */

  @Test
  void theStartHasAsManyGamesOfThreeMovesAsPublished() {
    assertThat(games("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w - - 0 1", 3), is(8_902L));
  }

  @Test
  void anEndgameWithEnPassantAndPinsHasAsManyAsPublished() {
    assertThat(games("8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1", 4), is(43_238L));
  }

  @Test
  void aPositionFullOfPromotionsHasAsManyAsPublished() {
    assertThat(games("n1n5/PPPk4/8/8/8/8/4Kppp/5N1N b - - 0 1", 3), is(9_483L));
  }

  private static long games(String fen, int moves) {
    return games(MailboxRules.of(fen), moves);
  }

  private static long games(MailboxRules position, int moves) {
    if (moves == 0) {
      return 1;
    }
    long games = 0;
    for (Play play : position.legal()) {
      games += games(position.after(play), moves - 1);
    }
    return games;
  }
}
