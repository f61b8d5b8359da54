package io.seedmill.generators.catalogue.chess;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Puts pieces on a board at random, with a bent for positions that may hold a mate: the king to be
 * mated is often at the edge, the mover has at least half of the pieces, among them a queen or a
 * rook, and many stand near that king.
 *
 * <p>Nobody has more than one set of pieces, or two bishops on squares of one colour.
 */
final class RandomPosition {

  private static final int[] SET = {
    Board.QUEEN,
    Board.ROOK,
    Board.ROOK,
    Board.BISHOP,
    Board.BISHOP,
    Board.KNIGHT,
    Board.KNIGHT,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN,
    Board.PAWN
  };
  private static final int MAJORS = 3;

  private static final long ALL = -1L;
  private static final long EDGE = 0xff818181818181ffL;
  private static final long PAWN_RANKS = 0x00ffffffffffff00L;
  private static final long LIGHT = 0x55aa55aa55aa55aaL;

  private final int[] set = SET.clone();
  private final Board board;
  private long near;

  RandomPosition(Board board) {
    this.board = board;
  }

  /** Places both kings and {@code others} more pieces, from 1 to 30. */
  void place(int others, UniformRandomProvider random) {
    board.clear();
    int king = pick(random.nextInt(2) == 0 ? ALL : EDGE, random);
    board.toggle(Board.OTHER, Board.KING, king);
    near = surroundings(king);
    put(Board.MOVER, Board.KING, ~Attacks.king(king), random);
    int fewest = Math.max((others + 2) / 3, others - SET.length);
    int most = Math.min(others, SET.length);
    int movers = fewest + random.nextInt(most - fewest + 1);
    placeSide(Board.MOVER, movers, MAJORS, random);
    placeSide(Board.OTHER, others - movers, SET.length, random);
  }

  /** Draws pieces from a set, the first of them from its first {@code choice}. */
  private void placeSide(int side, int count, int choice, UniformRandomProvider random) {
    System.arraycopy(SET, 0, set, 0, SET.length);
    for (int i = 0; i < count; i++) {
      int drawn = i + random.nextInt((i == 0 ? choice : SET.length) - i);
      int type = set[drawn];
      set[drawn] = set[i];
      set[i] = type;
      put(side, type, allowed(side, type), random);
    }
  }

  private long allowed(int side, int type) {
    if (type == Board.PAWN) {
      return PAWN_RANKS;
    }
    long bishops = board.pieces(side, Board.BISHOP);
    if (type != Board.BISHOP || bishops == 0) {
      return ALL;
    }
    return (bishops & LIGHT) == 0 ? LIGHT : ~LIGHT;
  }

  private void put(int side, int type, long allowed, UniformRandomProvider random) {
    long free = allowed & ~board.occupied();
    long close = free & near;
    board.toggle(side, type, pick(close != 0 && random.nextBoolean() ? close : free, random));
  }

  /** Returns the squares within two steps of a king. */
  private static long surroundings(int king) {
    long wide = 0;
    for (long rest = Attacks.king(king); rest != 0; rest &= rest - 1) {
      wide |= Attacks.king(Long.numberOfTrailingZeros(rest));
    }
    return wide;
  }

  private static int pick(long squares, UniformRandomProvider random) {
    long rest = squares;
    for (int skipped = random.nextInt(Long.bitCount(squares)); skipped > 0; skipped--) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }
}
