package io.seedmill.generators.catalogue.chess;

/**
 * Finds the mover's mating moves, and all legal ones. Neither side may castle, and the mover may
 * not take en passant; the other side may, after a double step that gives check.
 */
final class MateSearch {

  static final int NONE = -1;

  private static final long LAST_RANK = 0xffL << 56;
  private static final long RANK_3 = 0xffL << 16;
  private static final long RANK_5 = 0xffL << 32;

  private final int[] moves = new int[512];
  private final long[] checkingSquares = new long[Board.TYPES];
  private final Board after = new Board();
  private final Board replied = new Board();
  private int count;

  /**
   * Returns the one mating move on {@code board}, or {@link #NONE} where there is none or several.
   */
  int onlyMate(Board board) {
    listPseudoLegal(board);
    int king = board.king(Board.OTHER);
    long unmasking = unmasking(board, king);
    for (int type = Board.KNIGHT; type < Board.KING; type++) {
      checkingSquares[type] = board.attacks(type, king);
    }
    checkingSquares[Board.PAWN] = Attacks.pawnDown(king);
    int found = NONE;
    for (int i = 0; i < count; i++) {
      int move = moves[i];
      boolean mayCheck =
          (checkingSquares[Move.becomes(move)] & (1L << Move.to(move))) != 0
              || (unmasking & (1L << Move.from(move))) != 0
              || Move.isPromotion(move);
      if (mayCheck && play(board, move) && isMate(move)) {
        if (found != NONE) {
          return NONE;
        }
        found = move;
      }
    }
    return found;
  }

  /** Lists the legal moves on {@code board} and returns how many there are. */
  int listLegal(Board board) {
    listPseudoLegal(board);
    int legal = 0;
    for (int i = 0; i < count; i++) {
      if (play(board, moves[i])) {
        moves[legal++] = moves[i];
      }
    }
    count = legal;
    return legal;
  }

  /** Counts those of the moves listed last that give check on {@code board}. */
  int countChecks(Board board) {
    int checks = 0;
    for (int i = 0; i < count; i++) {
      play(board, moves[i]);
      checks += after.checkers(Board.MOVER) != 0 ? 1 : 0;
    }
    return checks;
  }

  /** Returns the moves listed last; the array is used again. */
  int[] listed() {
    return moves;
  }

  /** Plays a move on the board {@code after}; returns false where it leaves the king in check. */
  private boolean play(Board board, int move) {
    after.copyFrom(board);
    after.play(Board.MOVER, Move.from(move), Move.to(move), Move.becomes(move));
    return after.checkers(Board.OTHER) == 0;
  }

  /** Returns the mover's pieces that may open a line on the king at {@code king} by leaving it. */
  private static long unmasking(Board board, int king) {
    long nearest = board.attacks(Board.QUEEN, king) & board.occupied(Board.MOVER);
    long beyond = board.occupied() & ~nearest;
    long queens = board.pieces(Board.MOVER, Board.QUEEN);
    long rooks = board.pieces(Board.MOVER, Board.ROOK) | queens;
    long bishops = board.pieces(Board.MOVER, Board.BISHOP) | queens;
    long masked = (Attacks.rook(king, beyond) & rooks) | (Attacks.bishop(king, beyond) & bishops);
    long unmasking = 0;
    for (; masked != 0; masked &= masked - 1) {
      unmasking |= Attacks.between(king, Long.numberOfTrailingZeros(masked)) & nearest;
    }
    return unmasking;
  }

  /**
   * Returns true if the other side is mated on the board {@code after}, to which {@code move} led.
   */
  private boolean isMate(int move) {
    long checkers = after.checkers(Board.MOVER);
    if (checkers == 0 || kingEscapes()) {
      return false;
    }
    if ((checkers & (checkers - 1)) != 0) {
      return true;
    }
    int checker = Long.numberOfTrailingZeros(checkers);
    if (reaches(after.attackers(checker, Board.OTHER, after.occupied()), checker)) {
      return false;
    }
    long line = Attacks.between(after.king(Board.OTHER), checker);
    for (; line != 0; line &= line - 1) {
      int square = Long.numberOfTrailingZeros(line);
      if (reaches(blockers(square), square)) {
        return false;
      }
    }
    return !Move.isDoubleStep(move) || !takenEnPassant(Move.to(move));
  }

  private boolean kingEscapes() {
    int king = after.king(Board.OTHER);
    long withoutKing = after.occupied() ^ (1L << king);
    long squares = Attacks.king(king) & ~after.occupied(Board.OTHER);
    for (; squares != 0; squares &= squares - 1) {
      int square = Long.numberOfTrailingZeros(squares);
      if (after.attackers(square, Board.MOVER, withoutKing) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the other side's pieces that can step on an empty square. */
  private long blockers(int square) {
    long pawns = after.pieces(Board.OTHER, Board.PAWN);
    long pieces = after.attackers(square, Board.OTHER, after.occupied()) & ~pawns;
    long behind = 1L << (square + 8);
    long steps = pawns & behind;
    if ((behind & after.occupied()) == 0 && ((1L << square) & RANK_5) != 0) {
      steps = pawns & (behind << 8);
    }
    return pieces | steps;
  }

  /**
   * Returns true if one of {@code pieces}, not the king, may go to {@code square} and end the
   * check.
   */
  private boolean reaches(long pieces, int square) {
    long rest = pieces & ~after.pieces(Board.OTHER, Board.KING);
    for (; rest != 0; rest &= rest - 1) {
      int from = Long.numberOfTrailingZeros(rest);
      replied.copyFrom(after);
      replied.play(Board.OTHER, from, square, after.typeAt(Board.OTHER, from));
      if (replied.checkers(Board.MOVER) == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean takenEnPassant(int pawn) {
    long takers = Attacks.pawnUp(pawn - 8) & after.pieces(Board.OTHER, Board.PAWN);
    for (; takers != 0; takers &= takers - 1) {
      replied.copyFrom(after);
      replied.toggle(Board.MOVER, Board.PAWN, pawn);
      replied.play(Board.OTHER, Long.numberOfTrailingZeros(takers), pawn - 8, Board.PAWN);
      if (replied.checkers(Board.MOVER) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Lists every move that only the safety of the mover's own king may forbid. */
  private void listPseudoLegal(Board board) {
    count = 0;
    listPawnMoves(board);
    for (int type = Board.KNIGHT; type <= Board.KING; type++) {
      for (long rest = board.pieces(Board.MOVER, type); rest != 0; rest &= rest - 1) {
        int from = Long.numberOfTrailingZeros(rest);
        long targets = board.attacks(type, from) & ~board.occupied(Board.MOVER);
        for (; targets != 0; targets &= targets - 1) {
          moves[count++] = Move.of(from, Long.numberOfTrailingZeros(targets), type, type);
        }
      }
    }
  }

  private void listPawnMoves(Board board) {
    long empty = ~board.occupied();
    for (long rest = board.pieces(Board.MOVER, Board.PAWN); rest != 0; rest &= rest - 1) {
      int from = Long.numberOfTrailingZeros(rest);
      long step = (1L << (from + 8)) & empty;
      long targets = step | (((step & RANK_3) << 8) & empty);
      targets |= Attacks.pawnUp(from) & board.occupied(Board.OTHER);
      for (; targets != 0; targets &= targets - 1) {
        int to = Long.numberOfTrailingZeros(targets);
        if (((1L << to) & LAST_RANK) == 0) {
          moves[count++] = Move.of(from, to, Board.PAWN, Board.PAWN);
          continue;
        }
        for (int becomes = Board.KNIGHT; becomes <= Board.QUEEN; becomes++) {
          moves[count++] = Move.of(from, to, Board.PAWN, becomes);
        }
      }
    }
  }
}
