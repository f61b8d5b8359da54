package io.seedmill.generators.catalogue.reasoning.games;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The only move with which a player of connect four can force a win soon. */
final class ConnectFour extends Kind {

  /** By level: columns, rows, and the moves that the winner needs. */
  private static final int[][] SIZES = {
    {6, 5, 1}, {7, 5, 1}, {7, 6, 1}, {8, 6, 1}, {6, 5, 2}, {7, 5, 2}, {7, 6, 2}, {8, 6, 2},
    {8, 7, 2}, {9, 6, 2}
  };

  /* Bit (rows + 1) * column + row; row 0 is the lowest, and the bit above each column stays empty. */
  private int columns;
  private int rows;

  ConnectFour() {
    super(
        "connect-four",
        "the only move that wins soon in connect four",
        Form.INTEGER,
        List.of("columns", "board", "mover", "win"),
        "In connect four, players drop discs (X and O) into columns, where a disc falls to the"
            + " lowest empty place. Four discs of one player in a row, column or diagonal win.\n\n"
            + "{board}\n\n"
            + "{mover} is to move and can {win}. There is only one column that does it; which?"
            + " Columns are numbered from 1 to {columns}, from the left.",
        "{board}\n\n"
            + "This is a game of connect four, in which four discs in a line (across, down or"
            + " diagonal) win, and a disc drops onto what lies in its column already. {mover}, who"
            + " is to move, can {win}, but only by one move. Into which of the columns 1 to"
            + " {columns}, counted from the left, does the disc go?",
        "It is {mover}'s move in connect four. Each disc falls to the bottom of its column or onto"
            + " other discs; four of the same kind in an unbroken line, in any direction, win.\n\n"
            + "{board}\n\n"
            + "By exactly one move {mover} can {win}. Name its column (1 is the leftmost, {columns}"
            + " the rightmost).",
        "Connect four with {columns} columns (1 at the left):\n\n"
            + "{board}\n\n"
            + "Find the one column into which {mover}, to move, has to drop a disc in order to"
            + " {win}. A disc comes to rest on top of those in its column, and a line of four, also"
            + " a diagonal one, wins.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    columns = SIZES[level - 1][0];
    rows = SIZES[level - 1][1];
    int moves = SIZES[level - 1][2];
    while (true) {
      long[] discs = new long[2];
      int count = columns + random.nextInt(columns * rows / 2);
      int next = 0;
      for (int tries = 4 * count; tries > 0 && next < count; tries--) {
        long bit = drop(discs[0] | discs[1], random.nextInt(columns));
        if (bit != 0 && !isWon(discs[next % 2] | bit)) {
          discs[next % 2] |= bit;
          next++;
        }
      }
      long mine = discs[next % 2];
      long theirs = discs[1 - next % 2];
      if (moves > 1 && winners(mine, theirs, moves - 1) != 0) {
        continue;
      }
      int winners = winners(mine, theirs, moves);
      if (Integer.bitCount(winners) == 1) {
        String mover = next % 2 == 0 ? "X" : "O";
        String board = text(discs);
        int column = Integer.numberOfTrailingZeros(winners) + 1;
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.put("board", board).put("mover", mover).put("moves", moves);
        long work = moves == 1 ? (long) columns * rows : (long) columns * columns * columns * rows;
        return new Problem(
            Integer.toString(column),
            given,
            work,
            Integer.toString(columns),
            board,
            mover,
            moves == 1
                ? "win at once"
                : "win with its second disc from now, whatever the other player does");
      }
    }
  }

  /** Returns the columns, as bits, by which a player forces a win within some moves. */
  private int winners(long mine, long theirs, int moves) {
    int winners = 0;
    for (int column = 0; column < columns; column++) {
      long bit = drop(mine | theirs, column);
      if (bit != 0
          && (isWon(mine | bit) || (moves > 1 && survivesAll(mine | bit, theirs, moves - 1)))) {
        winners |= 1 << column;
      }
    }
    return winners;
  }

  /** Returns true if a player wins within some moves whatever the other, who is to move, does. */
  private boolean survivesAll(long mine, long theirs, int moves) {
    boolean canReply = false;
    for (int column = 0; column < columns; column++) {
      long bit = drop(mine | theirs, column);
      if (bit != 0) {
        canReply = true;
        if (isWon(theirs | bit) || winners(mine, theirs | bit, moves) == 0) {
          return false;
        }
      }
    }
    return canReply;
  }

  /** Returns the bit on which a disc comes to rest, or 0 if the column is full. */
  private long drop(long discs, int column) {
    long mask = ((1L << rows) - 1) << (column * (rows + 1));
    return (discs + (1L << (column * (rows + 1)))) & mask & ~discs;
  }

  private boolean isWon(long discs) {
    for (int step : new int[] {1, rows, rows + 1, rows + 2}) {
      long pairs = discs & (discs >>> step);
      if ((pairs & (pairs >>> (2 * step))) != 0) {
        return true;
      }
    }
    return false;
  }

  private String text(long[] discs) {
    StringBuilder text = new StringBuilder();
    for (int row = rows - 1; row >= 0; row--) {
      for (int column = 0; column < columns; column++) {
        int at = column * (rows + 1) + row;
        text.append((discs[0] >>> at & 1) == 1 ? 'X' : (discs[1] >>> at & 1) == 1 ? 'O' : '.');
      }
      text.append(row > 0 ? "\n" : "");
    }
    return text.toString();
  }
}
