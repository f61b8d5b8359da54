package io.seedmill.generators.catalogue.chess;

/**
 * Which squares a piece attacks, as sets of squares: bit {@code 8 * rank + file}, so that a1 is bit
 * 0 and h8 is bit 63.
 */
final class Attacks {

  /*
   * Classical ray attacks: the squares in one direction, less those behind the first occupied one.
   * That one is the lowest bit where the direction climbs, and the highest where it falls.
   * https://www.chessprogramming.org/Classical_Approach
   */
  private static final int[][] DIRECTIONS = {
    {1, 0}, {0, 1}, {1, 1}, {-1, 1}, {-1, 0}, {0, -1}, {-1, -1}, {1, -1}
  };
  private static final int FALLING = 4;

  private static final long[] RAYS = new long[8 * 64];
  private static final long[] KNIGHT = new long[64];
  private static final long[] KING = new long[64];
  private static final long[] PAWN_UP = new long[64];
  private static final long[] PAWN_DOWN = new long[64];
  private static final long[] BETWEEN = new long[64 * 64];

  static {
    for (int square = 0; square < 64; square++) {
      PAWN_UP[square] = step(square, -1, 1) | step(square, 1, 1);
      PAWN_DOWN[square] = step(square, -1, -1) | step(square, 1, -1);
      for (int sign = -1; sign <= 1; sign += 2) {
        KNIGHT[square] |= step(square, 1, 2 * sign) | step(square, -1, 2 * sign);
        KNIGHT[square] |= step(square, 2, sign) | step(square, -2, sign);
      }
      for (int direction = 0; direction < 8; direction++) {
        int file = DIRECTIONS[direction][0];
        int rank = DIRECTIONS[direction][1];
        KING[square] |= step(square, file, rank);
        long passed = 0;
        for (int far = 1; step(square, far * file, far * rank) != 0; far++) {
          long reached = step(square, far * file, far * rank);
          BETWEEN[square * 64 + Long.numberOfTrailingZeros(reached)] = passed;
          passed |= reached;
        }
        RAYS[direction * 64 + square] = passed;
      }
    }
  }

  private Attacks() {}

  static long knight(int square) {
    return KNIGHT[square];
  }

  static long king(int square) {
    return KING[square];
  }

  /** Returns the squares that pawns attack which move towards rank 8. */
  static long pawnUp(int square) {
    return PAWN_UP[square];
  }

  /** Returns the squares that pawns attack which move towards rank 1. */
  static long pawnDown(int square) {
    return PAWN_DOWN[square];
  }

  static long rook(int square, long occupied) {
    return climbing(0, square, occupied)
        | climbing(1, square, occupied)
        | falling(FALLING, square, occupied)
        | falling(FALLING + 1, square, occupied);
  }

  static long bishop(int square, long occupied) {
    return climbing(2, square, occupied)
        | climbing(3, square, occupied)
        | falling(FALLING + 2, square, occupied)
        | falling(FALLING + 3, square, occupied);
  }

  /** Returns the squares strictly between two on one line; none if they are not on one. */
  static long between(int a, int b) {
    return BETWEEN[a * 64 + b];
  }

  private static long climbing(int direction, int square, long occupied) {
    long ray = RAYS[direction * 64 + square];
    long met = ray & occupied;
    return met == 0 ? ray : ray ^ RAYS[direction * 64 + Long.numberOfTrailingZeros(met)];
  }

  private static long falling(int direction, int square, long occupied) {
    long ray = RAYS[direction * 64 + square];
    long met = ray & occupied;
    return met == 0 ? ray : ray ^ RAYS[direction * 64 + 63 - Long.numberOfLeadingZeros(met)];
  }

  private static long step(int square, int files, int ranks) {
    int file = square % 8 + files;
    int rank = square / 8 + ranks;
    return file < 0 || file > 7 || rank < 0 || rank > 7 ? 0 : 1L << (8 * rank + file);
  }
}
