package io.seedmill.generators.catalogue.chess;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The pieces of a side that attack a square. */
final class ChessAttackers extends Kind {

  private final Board board = new Board();
  private final RandomPosition position = new RandomPosition(board);

  ChessAttackers() {
    super(
        "chess-attackers",
        "the pieces of a side that attack a square",
        Form.SQUARES,
        List.of("board", "side", "square"),
        "On this chessboard, capital letters are White's pieces and small letters Black's (K king,"
            + " Q queen, R rook, B bishop, N knight, P pawn); White's pawns move up the board.\n\n"
            + "{board}\n\n"
            + "Which of {side}'s pieces attack the square {square}? A pinned piece attacks too."
            + " Name the squares on which they stand.",
        "{board}\n\n"
            + "Capitals are white pieces, small letters are black ones, and the rank 1 is White's"
            + " own side. On which squares stand the pieces of {side} that attack {square}, be they"
            + " free to move or pinned? A piece does not attack through others.",
        "Look at the chess position below, with White (capital letters) playing from the bottom and"
            + " Black (small letters) from the top.\n\n"
            + "{board}\n\n"
            + "List the squares of all pieces of {side}, king and pawns included, that attack"
            + " {square}. It does not matter if a piece is pinned, nor what stands on {square}.",
        "Which pieces of {side} have {square} under attack in this chess position? White's are"
            + " capitals, Black's are small letters, and rank 8 is at the top.\n\n"
            + "{board}\n\n"
            + "Lines end at the first piece on them, pawns attack diagonally forwards, and pins do"
            + " not count. Give the squares of the attackers.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    while (true) {
      int others = 2 * level + random.nextInt(3);
      position.place(Math.max(1, others), random);
      int square = random.nextInt(64);
      int side = random.nextInt(2);
      long attackers = board.attackers(square, side, board.occupied());
      if (Long.bitCount(attackers) > (level + random.nextInt(5)) / 5) {
        Colour mover = random.nextBoolean() ? Colour.WHITE : Colour.BLACK;
        String fen = board.fen(mover);
        boolean isWhite = (side == Board.MOVER) == (mover == Colour.WHITE);
        String name = isWhite ? "White" : "Black";
        ObjectNode given =
            JsonNodeFactory.instance
                .objectNode()
                .put("fen", fen)
                .put("side", name)
                .put("square", mover.name(square));
        return new Problem(
            ChessKinds.names(attackers, mover),
            given,
            8L * (others + 2) + Long.bitCount(attackers),
            diagram(fen),
            name,
            mover.name(square));
      }
    }
  }

  private static String diagram(String fen) {
    StringBuilder text = new StringBuilder("8");
    int rank = 8;
    for (int i = 0; i < fen.indexOf(' '); i++) {
      char c = fen.charAt(i);
      if (c == '/') {
        rank--;
        text.append('\n').append(rank);
      } else {
        text.append(Character.isDigit(c) ? " .".repeat(c - '0') : " " + c);
      }
    }
    return text.append("\n  a b c d e f g h").toString();
  }
}
