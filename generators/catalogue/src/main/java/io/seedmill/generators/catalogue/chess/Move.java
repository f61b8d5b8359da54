package io.seedmill.generators.catalogue.chess;

/**
 * A move of the mover's, packed in an {@code int} so that lists of moves allocate nothing.
 *
 * <p>{@code type} is what moves, {@code becomes} what stands on the new square: another piece where
 * a pawn is promoted.
 */
final class Move {

  private static final String LETTERS = "PNBRQK";

  private Move() {}

  static int of(int from, int to, int type, int becomes) {
    return from | (to << 6) | (type << 12) | (becomes << 15);
  }

  static int from(int move) {
    return move & 63;
  }

  static int to(int move) {
    return (move >> 6) & 63;
  }

  static int type(int move) {
    return (move >> 12) & 7;
  }

  static int becomes(int move) {
    return move >> 15 & 7;
  }

  static boolean isPromotion(int move) {
    return type(move) != becomes(move);
  }

  /** Returns true if a pawn went two squares, so that it may be taken en passant. */
  static boolean isDoubleStep(int move) {
    return type(move) == Board.PAWN && to(move) - from(move) == 16;
  }

  /** Returns the move as engines write it, such as {@code e7e8q}. */
  static String uci(int move, Colour mover) {
    String squares = mover.name(from(move)) + mover.name(to(move));
    return isPromotion(move) ? squares + "pnbrqk".charAt(becomes(move)) : squares;
  }

  /**
   * Returns a mating move in standard algebraic notation.
   *
   * @param legal the legal moves in its position, in the first {@code count} elements
   */
  static String san(int move, Board board, Colour mover, int[] legal, int count) {
    StringBuilder san = new StringBuilder(8);
    boolean takes = (board.occupied(Board.OTHER) & (1L << to(move))) != 0;
    if (type(move) == Board.PAWN) {
      if (takes) {
        san.append(mover.name(from(move)).charAt(0));
      }
    } else {
      san.append(LETTERS.charAt(type(move))).append(origin(move, mover, legal, count));
    }
    if (takes) {
      san.append('x');
    }
    san.append(mover.name(to(move)));
    if (isPromotion(move)) {
      san.append('=').append(LETTERS.charAt(becomes(move)));
    }
    return san.append('#').toString();
  }

  /**
   * Returns the file, the rank or both of the square left, as far as others of its kind need it.
   */
  private static String origin(int move, Colour mover, int[] legal, int count) {
    boolean rivals = false;
    boolean sameFile = false;
    boolean sameRank = false;
    for (int i = 0; i < count; i++) {
      int other = legal[i];
      if (type(other) == type(move) && to(other) == to(move) && from(other) != from(move)) {
        rivals = true;
        sameFile |= from(other) % 8 == from(move) % 8;
        sameRank |= from(other) / 8 == from(move) / 8;
      }
    }
    String name = mover.name(from(move));
    if (!rivals) {
      return "";
    }
    if (!sameFile) {
      return name.substring(0, 1);
    }
    return sameRank ? name : name.substring(1);
  }
}
