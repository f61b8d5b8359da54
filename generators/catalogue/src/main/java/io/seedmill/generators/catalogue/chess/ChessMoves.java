package io.seedmill.generators.catalogue.chess;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The squares to which a chess piece can move by the rules. */
final class ChessMoves extends Kind {

  private static final List<String> NAMES =
      List.of("pawn", "knight", "bishop", "rook", "queen", "king");

  private final Board board = new Board();
  private final RandomPosition position = new RandomPosition(board);
  private final MateSearch search = new MateSearch();

  ChessMoves() {
    super(
        "chess-moves",
        "the squares to which a chess piece can move",
        Form.SQUARES,
        List.of("fen", "piece", "square"),
        "In the chess position {fen} (FEN), to which squares can the {piece} on {square} move"
            + " legally?",
        "Here is a chess position in FEN: {fen}. List all squares that the {piece} on {square} can"
            + " reach by one legal move.",
        "{fen}\n\n"
            + "This is a chess position (FEN). The {piece} on {square} is to make the next move."
            + " Which squares may it go to by the rules of chess?",
        "Given the position {fen} in Forsyth-Edwards notation, name every square to which the"
            + " {piece} on {square} has a legal move. Think of checks and pins.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    while (true) {
      int others = 1 + 2 * level + random.nextInt(3);
      position.place(others, random);
      long checkers = board.checkers(Board.OTHER);
      if (board.checkers(Board.MOVER) != 0 || (checkers & (checkers - 1)) != 0) {
        continue;
      }
      int from = pick(board.occupied(Board.MOVER), random);
      int type = board.typeAt(Board.MOVER, from);
      long targets = 0;
      int legal = search.listLegal(board);
      for (int i = 0; i < legal; i++) {
        int move = search.listed()[i];
        targets |= Move.from(move) == from ? 1L << Move.to(move) : 0;
      }
      long attacked = board.attacks(type, from) & ~board.occupied(Board.MOVER);
      boolean isHeldBack = type != Board.PAWN && targets != attacked;
      // A check or a pin holds back every second piece of the higher levels.
      if (targets != 0 && (isHeldBack || level < 5 || random.nextInt(4) == 0)) {
        Colour mover = random.nextBoolean() ? Colour.WHITE : Colour.BLACK;
        String fen = board.fen(mover);
        ObjectNode given =
            JsonNodeFactory.instance.objectNode().put("fen", fen).put("square", mover.name(from));
        long work = (others + 2L) * 8 + Long.bitCount(targets);
        return new Problem(
            ChessKinds.names(targets, mover), given, work, fen, NAMES.get(type), mover.name(from));
      }
    }
  }

  private static int pick(long squares, UniformRandomProvider random) {
    long rest = squares;
    for (int skipped = random.nextInt(Long.bitCount(squares)); skipped > 0; skipped--) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }
}
