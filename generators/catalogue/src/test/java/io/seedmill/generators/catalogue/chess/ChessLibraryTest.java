package io.seedmill.generators.catalogue.chess;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.move.Move;
import io.github.wolfraam.chessgame.notation.NotationType;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.testing.CollectingSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the generator's own rules against those of a chess library. */
class ChessLibraryTest {

  @Test
  void theLibraryFindsTheSameMateAndNoOther() {
    var factory = new ChessMateInOneGenerator.Factory();
    for (var sample :
        CollectingSink.collect(
            factory, factory.parameters().defaults(), 11, new IndexRange(0, 1_000))) {
      ObjectNode parsed = sample.parsed();
      String fen = parsed.get("fen").textValue();
      ChessGame game = new ChessGame(fen);
      List<String> mates = new ArrayList<>();
      for (Move move : game.getLegalMoves()) {
        ChessGame after = new ChessGame(fen);
        after.playMove(move);
        if (after.isKingAttacked() && after.getLegalMoves().isEmpty()) {
          mates.add(game.getNotation(NotationType.UCI, move));
        }
      }
      assertThat(fen, mates, contains(parsed.get("uci").textValue()));
      assertThat(
          fen,
          game.getLegalMoves().size(),
          is(parsed.get("metadata").get("legalMoves").intValue()));
    }
  }
}
