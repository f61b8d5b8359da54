package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.notation.NotationType;
import java.util.TreeSet;

/** Answers about chess by a library, and by walking over a board of letters. */
final class ChessCheckers {

  private ChessCheckers() {}

  static String moves(JsonNode given) {
    ChessGame game = new ChessGame(given.get("fen").textValue());
    TreeSet<String> squares = new TreeSet<>();
    for (var move : game.getLegalMoves()) {
      String uci = game.getNotation(NotationType.UCI, move);
      if (uci.startsWith(given.get("square").textValue())) {
        squares.add(uci.substring(2, 4));
      }
    }
    return String.join(", ", squares);
  }

  static String attackers(JsonNode given) {
    String board = given.get("fen").textValue().split(" ", -1)[0];
    for (int empty = 8; empty > 0; empty--) {
      board = board.replace(Integer.toString(empty), ".".repeat(empty));
    }
    String[] ranks = board.split("/", -1);
    String square = given.get("square").textValue();
    int toFile = square.charAt(0) - 'a';
    int toRow = '8' - square.charAt(1);
    boolean isWhite = given.get("side").textValue().equals("White");
    TreeSet<String> squares = new TreeSet<>();
    for (int row = 0; row < 8; row++) {
      for (int file = 0; file < 8; file++) {
        char piece = ranks[row].charAt(file);
        boolean isMine = piece != '.' && Character.isUpperCase(piece) == isWhite;
        if (isMine && reaches(ranks, row, file, toRow, toFile)) {
          squares.add((char) ('a' + file) + Integer.toString(8 - row));
        }
      }
    }
    return String.join(", ", squares);
  }

  private static boolean reaches(String[] ranks, int row, int file, int toRow, int toFile) {
    int down = toRow - row;
    int right = toFile - file;
    int far = Math.max(Math.abs(down), Math.abs(right));
    boolean isStraight = down == 0 || right == 0;
    boolean isDiagonal = Math.abs(down) == Math.abs(right);
    if (far == 0) {
      return false;
    }
    for (int i = 1; i < far && (isStraight || isDiagonal); i++) {
      if (ranks[row + i * Integer.signum(down)].charAt(file + i * Integer.signum(right)) != '.') {
        return false;
      }
    }
    return switch (ranks[row].charAt(file)) {
      case 'P' -> down == -1 && isDiagonal;
      case 'p' -> down == 1 && isDiagonal;
      case 'N', 'n' -> Math.abs(down * right) == 2;
      case 'B', 'b' -> isDiagonal;
      case 'R', 'r' -> isStraight;
      case 'K', 'k' -> far == 1;
      default -> isStraight || isDiagonal;
    };
  }
}
