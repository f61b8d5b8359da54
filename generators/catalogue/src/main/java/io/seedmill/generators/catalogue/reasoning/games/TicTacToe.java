package io.seedmill.generators.catalogue.reasoning.games;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A best move on a board of four by four squares. Every move that leads to the same result is
 * right.
 *
 * <p>Moves are played on to the end of the game; this search makes some 15,000 samples a second.
 */
final class TicTacToe extends Kind {

  private static final int SIZE = 4;
  private static final int FULL = 0xffff;
  private static final int[] LINES = {
    0x000f, 0x00f0, 0x0f00, 0xf000, 0x1111, 0x2222, 0x4444, 0x8888, 0x8421, 0x1248
  };

  /** The squares that lack in lines that are complete but for one, by the marks of a side. */
  private static final char[] MISSING = new char[FULL + 1];

  static {
    for (int marks = 0; marks <= FULL; marks++) {
      for (int line : LINES) {
        int missing = line & ~marks;
        MISSING[marks] |= (char) (Integer.bitCount(missing) == 1 ? missing : 0);
      }
    }
  }

  TicTacToe() {
    super(
        "tic-tac-toe",
        "a best move on a board of four by four squares",
        Form.SQUARE,
        List.of("board", "mover"),
        "Tic-tac-toe on a board of 4 by 4 squares: X and O take turns, and whoever gets four in a"
            + " row (across, down or diagonally) wins; a full board without that is a draw.\n\n"
            + "{board}\n\n"
            + "It is {mover}'s turn. Which square should {mover} take, if both play as well as"
            + " possible from then on? If several moves are equally good, name any.",
        "{board}\n\n"
            + "In this game two players mark squares in turn with X and O. Four equal marks in a"
            + " row, a column or one of the two long diagonals win, and it is a draw if nobody gets"
            + " them. Find a move for {mover}, who is to move, that leads to the best result that"
            + " {mover} can be sure of (a win before a draw, a draw before a loss).",
        "{mover} is to move on this 4 by 4 board and wants four in a row, column or long"
            + " diagonal:\n\n"
            + "{board}\n\n"
            + "The opponent wants the same, and both play perfectly. Which move is best? Moves"
            + " count as equally good if they lead to the same result (win, draw or loss), and any"
            + " best one is right.",
        "What is {mover}'s best move here? Four marks in one row, column or long diagonal win; when"
            + " all squares are taken without a winner, the game is drawn. Assume perfect play on"
            + " both sides.\n\n"
            + "{board}\n\n"
            + "Any move counts that gets the best possible result.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    while (true) {
      int empty = (6 + level + random.nextInt(2)) / 2;
      int stones = SIZE * SIZE - empty;
      int[] squares = permutation(SIZE * SIZE, random);
      int mine = 0;
      int theirs = 0;
      for (int i = 0; i < stones; i++) {
        if (i < stones / 2) {
          mine |= 1 << squares[i];
        } else {
          theirs |= 1 << squares[i];
        }
      }
      if (hasLine(mine)
          || hasLine(theirs)
          || (level > 3 && canWinAtOnce(mine, theirs))
          || (level > 6 && canWinAtOnce(theirs, mine))) {
        continue;
      }
      int best = -1;
      int bestSquares = 0;
      int free = FULL & ~(mine | theirs);
      for (int rest = free; rest != 0; rest &= rest - 1) {
        int bit = Integer.lowestOneBit(rest);
        int value = hasLine(mine | bit) ? 1 : -value(theirs, mine | bit, -1, 1);
        bestSquares = value > best ? bit : value == best ? bestSquares | bit : bestSquares;
        best = Math.max(best, value);
      }
      if (2 * Integer.bitCount(bestSquares) <= empty) {
        char mover = stones % 2 == 0 ? 'X' : 'O';
        return problem(mine, theirs, bestSquares, mover, empty, random);
      }
    }
  }

  private static Problem problem(
      int mine, int theirs, int bestSquares, char mover, int empty, UniformRandomProvider random) {
    StringBuilder board = new StringBuilder("  a b c d");
    StringBuilder cells = new StringBuilder();
    for (int i = 0; i < SIZE * SIZE; i++) {
      char other = mover == 'X' ? 'O' : 'X';
      char cell = (mine >> i & 1) == 1 ? mover : (theirs >> i & 1) == 1 ? other : '.';
      cells.append(cell);
      board.append(i % SIZE == 0 ? "\n" + (i / SIZE + 1) : "").append(' ').append(cell);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("board", cells.toString()).put("mover", Character.toString(mover));
    ArrayNode best = given.putArray("best");
    List<String> names = new ArrayList<>();
    for (int rest = bestSquares; rest != 0; rest &= rest - 1) {
      int square = Integer.numberOfTrailingZeros(rest);
      names.add("abcd".charAt(square % SIZE) + Integer.toString(square / SIZE + 1));
    }
    names.forEach(best::add);
    return new Problem(
        names.get(random.nextInt(names.size())),
        given,
        (long) empty * empty * empty,
        board,
        Character.toString(mover));
  }

  private static boolean canWinAtOnce(int mine, int theirs) {
    return (MISSING[mine] & ~theirs) != 0;
  }

  private static boolean hasLine(int marks) {
    for (int line : LINES) {
      if ((marks & line) == line) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns 1, 0 or -1 for a win, a draw or a loss of the side that is to move; nobody has a line
   * yet. A line that can be completed is, and one of the other side is stopped.
   */
  private static int value(int mine, int theirs, int atLeast, int atMost) {
    if (canWinAtOnce(mine, theirs)) {
      return 1;
    }
    int threats = MISSING[theirs] & ~mine;
    if ((threats & threats - 1) != 0) {
      return -1;
    }
    int best = (mine | theirs) == FULL ? 0 : -1;
    int moves = threats != 0 ? threats : FULL & ~(mine | theirs);
    for (int rest = moves; rest != 0 && best < atMost; rest &= rest - 1) {
      int bit = Integer.lowestOneBit(rest);
      best = Math.max(best, -value(theirs, mine | bit, -atMost, -Math.max(best, atLeast)));
    }
    return best;
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    String square = form().read(reply).orElse("");
    for (JsonNode best : given.path("best")) {
      if (best.textValue().equals(square)) {
        return 1;
      }
    }
    return 0;
  }
}
