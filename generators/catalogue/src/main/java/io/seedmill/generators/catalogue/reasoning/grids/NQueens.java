package io.seedmill.generators.catalogue.reasoning.grids;

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

/** Queens that complete a board on which some stand. Any completion is right. */
final class NQueens extends Kind {

  NQueens() {
    super(
        "n-queens",
        "queens that complete a board on which some stand",
        Form.INTEGER_LIST,
        List.of("size", "board"),
        "On this {size} by {size} chessboard some queens (Q) stand already:\n\n{board}\n\nAdd queens"
            + " until each row has one and no two queens share a row, a column or a diagonal. For each"
            + " row from top to bottom, those with a given queen included, say in which column its queen"
            + " stands; columns are numbered from 1, from the left. Any solution will do.",
        "{board}\n\nPlace more queens on this board so that there are {size} and none attacks another"
            + " along a row, a column or a diagonal. The queens (Q) shown stay where they are. List the"
            + " column of the queen in every row, from the top row to the bottom row (the leftmost"
            + " column is 1). If there are several ways, choose any.",
        "Solve the {size} queens problem from this start, without moving the queens that are there"
            + " (Q):\n\n{board}\n\nNo row, column or diagonal may hold two queens. Give one solution as"
            + " {size} column numbers, counted from 1 at the left: that of the first (top) row, of the"
            + " second row, and so on, given queens included.",
        "A board of {size} rows and {size} columns is to hold {size} queens, none of which attacks"
            + " another (they move along rows, columns and diagonals). Some are set (Q), and empty"
            + " squares are dots:\n\n{board}\n\nWhere do all of them go? Row by row from the top, the"
            + " given ones included, name the column, where 1 is leftmost. One solution is enough.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int size = 9 + (2 * level + random.nextInt(4)) / 6;
    int hidden = 3 + (level + random.nextInt(2)) / 2;
    int[] columns = new int[size];
    place(columns, 0, 0, 0, 0, random);
    int[] order = permutation(size, random);
    boolean[] isHidden = new boolean[size];
    for (int i = 0; i < hidden; i++) {
      isHidden[order[i]] = true;
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("size", size);
    ArrayNode queens = given.putArray("queens");
    StringBuilder board = new StringBuilder();
    List<String> answer = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      answer.add(Integer.toString(columns[row] + 1));
      board.append(row == 0 ? "" : "\n");
      for (int column = 0; column < size; column++) {
        board.append(columns[row] == column && !isHidden[row] ? 'Q' : '.');
      }
      if (!isHidden[row]) {
        queens.addArray().add(row + 1).add(columns[row] + 1);
      }
    }
    return new Problem(
        String.join(", ", answer),
        given,
        (long) hidden * size * size,
        Integer.toString(size),
        board);
  }

  /** Fills the rows from {@code row} on; returns false where that cannot be. */
  private static boolean place(
      int[] columns, int row, int taken, int rising, int falling, UniformRandomProvider random) {
    int size = columns.length;
    if (row == size) {
      return true;
    }
    int free = ((1 << size) - 1) & ~(taken | rising | falling);
    while (free != 0) {
      int rest = free;
      for (int skipped = random.nextInt(Integer.bitCount(free)); skipped > 0; skipped--) {
        rest &= rest - 1;
      }
      int bit = Integer.lowestOneBit(rest);
      free ^= bit;
      columns[row] = Integer.numberOfTrailingZeros(bit);
      if (place(columns, row + 1, taken | bit, (rising | bit) << 1, (falling | bit) >> 1, random)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    int size = given.path("size").intValue();
    String[] columns = form().read(reply).orElse("").split(", ", -1);
    if (columns.length != size) {
      return 0;
    }
    for (JsonNode queen : given.path("queens")) {
      if (!columns[queen.path(0).intValue() - 1].equals(queen.path(1).asText())) {
        return 0;
      }
    }
    int taken = 0;
    int rising = 0;
    int falling = 0;
    for (String column : columns) {
      if (column.length() > 2 || column.startsWith("-") || column.equals("0")) {
        return 0;
      }
      int bit = 1 << (Integer.parseInt(column) - 1);
      if (bit >= 1 << size || (bit & (taken | rising | falling)) != 0) {
        return 0;
      }
      taken |= bit;
      rising = (rising | bit) << 1;
      falling = (falling | bit) >> 1;
    }
    return 1;
  }
}
