package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.answer;
import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.move.Move;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;

/** Reads pictures of chess. */
final class ChessReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int INK = 0x2B2F36;

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(entry("chess-mate-in-one", ChessReaders::chessMateInOne));

  private ChessReaders() {}

  /** Asks a chess program for all moves, and which of them end the game. */
  private static JsonNode chessMateInOne(BufferedImage first, BufferedImage last, JsonNode given) {
    StringBuilder fen = new StringBuilder();
    for (JsonNode row : given.get("board")) {
      fen.append(fen.length() == 0 ? "" : "/").append(row.asText().replace(".", "1"));
    }
    String wrong = compared(first, fen.toString());
    if (!wrong.isEmpty()) {
      return wrong("first frame: " + wrong);
    }
    ChessGame game = new ChessGame(fen + " w - - 0 1");
    ObjectNode answer = null;
    for (Move move : game.getLegalMoves()) {
      ChessGame after = new ChessGame(fen + " w - - 0 1");
      after.playMove(move);
      if (after.isKingAttacked() && after.getLegalMoves().isEmpty()) {
        if (answer != null) {
          return wrong("two moves mate in " + fen);
        }
        String board = after.getFen().split(" ", 2)[0];
        for (int count = 1; count <= 8; count++) {
          board = board.replace("" + count, "1".repeat(count));
        }
        wrong = compared(last, board);
        answer = answer();
        for (String row : board.split("/", -1)) {
          answer.withArray("board").add(row.replace('1', '.'));
        }
        answer.put("move", (move.from + "" + move.to).toLowerCase(Locale.ROOT));
      }
    }
    return answer == null || !wrong.isEmpty() ? wrong("no mate in " + fen + wrong) : answer;
  }

  /** Returns a square whose piece has another colour than a board says, or nothing. */
  private static String compared(BufferedImage image, String board) {
    String[] rows = board.split("/", -1);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        char piece = rows[row].charAt(column);
        int found = at(image, 8 + 30 * column + 15, 8 + 30 * row + 20);
        char colour = found == WHITE ? 'w' : found == INK ? 'b' : '1';
        char expected = piece == '1' ? '1' : Character.isUpperCase(piece) ? 'w' : 'b';
        if (colour != expected) {
          return "row %d, column %d is %c".formatted(row, column, colour);
        }
      }
    }
    return "";
  }
}
