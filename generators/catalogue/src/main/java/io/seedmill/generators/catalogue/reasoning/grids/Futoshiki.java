package io.seedmill.generators.catalogue.reasoning.grids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A Latin square with signs between neighbours. It can be solved without guesses. */
final class Futoshiki extends Kind {

  /** By level: the size, and how many cells are given beyond those that are needed. */
  private static final int[] SIZES = {4, 4, 4, 5, 5, 5, 6, 6, 6, 7};

  private static final int[] GIFTS = {6, 3, 0, 10, 5, 0, 14, 7, 0, 0};

  private final LatinSquare square = new LatinSquare();

  Futoshiki() {
    super(
        "futoshiki",
        "a Latin square with signs between neighbours",
        Form.ROWS,
        List.of("size", "puzzle"),
        "Fill in this futoshiki: every row and every column has each of the digits 1 to {size}"
            + " once, and each sign between two cells points at the smaller digit (< to the left, >"
            + " to the right, ^ up, v down). Dots are empty cells.\n\n"
            + "{puzzle}\n\n"
            + "There is one solution. Leave the signs out of it.",
        "{puzzle}\n\n"
            + "Replace the dots by digits from 1 to {size}, so that no row and no column has a"
            + " digit twice, and each sign (<, >, ^ or v) points at the smaller of the two digits"
            + " beside it. What is the solution, in digits alone?",
        "The futoshiki below has the digits 1 to {size} in each row and in each column. Between two"
            + " cells, < and > mean less and greater as usual; ^ says that the cell above it is"
            + " less than the one below, v that it is greater.\n\n"
            + "{puzzle}\n\n"
            + "Find the digits for the dots, and give all rows without the signs.",
        "Complete the square with digits 1 to {size}, each once a row and once a column. A sign"
            + " between two neighbours, in a row or one above the other, opens towards the greater"
            + " digit and points at the smaller one.\n\n"
            + "{puzzle}\n\n"
            + "The solution is unique; write it without signs.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int size = SIZES[level - 1];
    int[] digits = square.draw(size, random);
    // The sign between a cell and its right (even) or lower (odd) neighbour: -1 for less.
    int[] signs = new int[2 * size * size];
    for (int i = 0; i < signs.length; i++) {
      int cell = i / 2;
      int other = cell + (i % 2 == 0 ? 1 : size);
      boolean hasOther = i % 2 == 0 ? cell % size < size - 1 : cell / size < size - 1;
      if (hasOther && random.nextInt(5) < 2) {
        signs[i] = Integer.compare(digits[cell], digits[other]);
      }
    }
    boolean[] isGiven = new boolean[size * size];
    int[] order = permutation(size * size, random);
    square.reset(size, signs);
    int gifts = GIFTS[level - 1];
    int hidden = size * size;
    for (int cell : order) {
      if (gifts-- > 0 || !square.isKnown(cell)) {
        square.put(cell, digits[cell]);
        isGiven[cell] = true;
        hidden--;
      }
    }
    String puzzle = text(digits, isGiven, signs, size);
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < digits.length; i++) {
      answer.append(i > 0 && i % size == 0 ? "\n" : "").append(digits[i]);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = given.put("size", size).putArray("cells");
    for (int i = 0; i < digits.length; i++) {
      rows.add(isGiven[i] ? digits[i] : 0);
    }
    ArrayNode less = given.putArray("less");
    for (int i = 0; i < signs.length; i++) {
      int other = i / 2 + (i % 2 == 0 ? 1 : size);
      if (signs[i] != 0) {
        less.addArray().add(signs[i] < 0 ? i / 2 : other).add(signs[i] < 0 ? other : i / 2);
      }
    }
    return new Problem(
        answer.toString(), given, (long) hidden * size, Integer.toString(size), puzzle);
  }

  private static String text(int[] digits, boolean[] isGiven, int[] signs, int size) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < size; y++) {
      StringBuilder between = new StringBuilder();
      for (int x = 0; x < size; x++) {
        int cell = y * size + x;
        text.append(isGiven[cell] ? (char) ('0' + digits[cell]) : '.');
        if (x < size - 1) {
          text.append(' ').append(" ><".charAt((3 + signs[2 * cell]) % 3)).append(' ');
        }
        between.append(" v^".charAt((3 + signs[2 * cell + 1]) % 3)).append("   ");
      }
      text.append(y < size - 1 ? "\n" + between.toString().stripTrailing() + "\n" : "");
    }
    return text.toString();
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    int size = given.path("size").intValue();
    StringBuilder puzzle = new StringBuilder();
    for (JsonNode cell : given.path("cells")) {
      puzzle.append(puzzle.length() % (size + 1) == size ? "\n" : "").append(cell.intValue());
    }
    return Cells.score(puzzle.toString(), expected, form().read(reply));
  }
}
