package io.seedmill.generators.catalogue.reasoning.games;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A face of Rubik's cube after some moves. */
final class CubeMoves extends Kind {

  /*
   * Stickers are numbered face by face, each row by row as in the net. A quarter turn carries the
   * stickers of each row here to the places of the next, and those of the last to the first.
   */
  private static final String FACES = "URFDLB";
  private static final String COLOURS = "WRGYOB";
  private static final List<String> NAMES = List.of("up", "right", "front", "down", "left", "back");
  private static final int[][][] SIDES = {
    {{18, 19, 20}, {36, 37, 38}, {45, 46, 47}, {9, 10, 11}},
    {{20, 23, 26}, {2, 5, 8}, {51, 48, 45}, {29, 32, 35}},
    {{6, 7, 8}, {9, 12, 15}, {29, 28, 27}, {44, 41, 38}},
    {{24, 25, 26}, {15, 16, 17}, {51, 52, 53}, {42, 43, 44}},
    {{18, 21, 24}, {27, 30, 33}, {53, 50, 47}, {0, 3, 6}},
    {{0, 1, 2}, {42, 39, 36}, {35, 34, 33}, {11, 14, 17}}
  };
  private static final int[][] OWN = {{0, 1}, {2, 5}, {8, 7}, {6, 3}};
  private static final int SCRAMBLE = 25;

  CubeMoves() {
    super(
        "cube-moves",
        "a face of Rubik's cube after some moves",
        Form.ROWS,
        List.of("net", "moves", "face"),
        "This is the net of a Rubik's cube. The up face is on top, below it are the left, front,"
            + " right and back faces side by side, and at the bottom is the down face:\n\n"
            + "{net}\n\n"
            + "The letters U, D, L, R, F and B turn the up, down, left, right, front and back face"
            + " a quarter turn clockwise, as seen by someone who looks at that face from outside. A"
            + " ' after the letter means counterclockwise, a 2 means a half turn. After the moves"
            + " {moves}, what does the {face} face look like? Show its rows as they would stand in"
            + " the net.",
        "{net}\n\n"
            + "Fold this net into a cube: up is the square above, then left, front, right and back"
            + " follow in a row, and down is the square below. Do the moves {moves} in this order,"
            + " where U, D, L, R, F, B stand for a clockwise quarter turn of the up, down, left,"
            + " right, front or back face (seen from outside the cube, facing it), X' for the"
            + " reverse of X and X2 for X twice. Unfold it in the same way and give the three rows"
            + " of the {face} face.",
        "A scrambled Rubik's cube, unfolded (first U; then L, F, R, B from left to right; then"
            + " D):\n\n"
            + "{net}\n\n"
            + "Apply {moves} in standard notation: a letter is a clockwise quarter turn of that"
            + " face (up, left, front, right, back, down) from the point of view of someone facing"
            + " it, with ' counterclockwise, with 2 by 180 degrees. Which colours does the {face}"
            + " face have then, read row by row as in the same net?",
        "What colours are on the {face} face of a cube after {moves}? U, D, L, R, F and B are"
            + " clockwise quarter turns of the up, down, left, right, front and back face, seen"
            + " from outside and face on; ' marks counterclockwise turns and 2 marks half turns."
            + " Before the moves, the net (up; left, front, right, back; down) is\n\n"
            + "{net}\n\n"
            + "Give three rows, oriented as in the net.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    char[] cube = new char[54];
    for (int i = 0; i < cube.length; i++) {
      cube[i] = COLOURS.charAt(i / 9);
    }
    turn(cube, SCRAMBLE, random);
    while (true) {
      char[] turned = cube.clone();
      String moves = turn(turned, level, random);
      int face = random.nextInt(6);
      String answer = rows(turned, face);
      if (!answer.equals(rows(cube, face))) {
        ObjectNode given =
            JsonNodeFactory.instance
                .objectNode()
                .put("net", net(cube))
                .put("moves", moves)
                .put("face", NAMES.get(face));
        return new Problem(answer, given, 20L * level, net(cube), moves, NAMES.get(face));
      }
    }
  }

  /** Makes random moves, no two in a row of one face, and returns them. */
  private static String turn(char[] cube, int moves, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder();
    int last = -1;
    for (int i = 0; i < moves; i++) {
      last = otherFace(last, random);
      int quarters = 1 + random.nextInt(3);
      turn(cube, last, quarters);
      made.append(i == 0 ? "" : " ").append(FACES.charAt(last));
      made.append(quarters == 2 ? "2" : quarters == 3 ? "'" : "");
    }
    return made.toString();
  }

  private static int otherFace(int last, UniformRandomProvider random) {
    int face = random.nextInt(last < 0 ? 6 : 5);
    return last < 0 || face < last ? face : face + 1;
  }

  private static void turn(char[] cube, int face, int quarters) {
    for (int i = 0; i < quarters; i++) {
      for (int k = 0; k < 3; k++) {
        int[][] side = SIDES[face];
        carry(cube, side[0][k], side[1][k], side[2][k], side[3][k]);
      }
      for (int k = 0; k < 2; k++) {
        int first = 9 * face;
        carry(cube, first + OWN[0][k], first + OWN[1][k], first + OWN[2][k], first + OWN[3][k]);
      }
    }
  }

  private static void carry(char[] cube, int a, int b, int c, int d) {
    char carried = cube[d];
    cube[d] = cube[c];
    cube[c] = cube[b];
    cube[b] = cube[a];
    cube[a] = carried;
  }

  private static String row(char[] cube, int face, int row) {
    return new String(cube, 9 * face + 3 * row, 3);
  }

  private static String rows(char[] cube, int face) {
    return row(cube, face, 0) + "\n" + row(cube, face, 1) + "\n" + row(cube, face, 2);
  }

  private static String net(char[] cube) {
    StringBuilder net = new StringBuilder();
    for (int row = 0; row < 3; row++) {
      net.append("    ").append(row(cube, 0, row)).append('\n');
    }
    for (int row = 0; row < 3; row++) {
      net.append(row(cube, 4, row)).append(' ').append(row(cube, 2, row)).append(' ');
      net.append(row(cube, 1, row)).append(' ').append(row(cube, 5, row)).append('\n');
    }
    for (int row = 0; row < 3; row++) {
      net.append("    ").append(row(cube, 3, row)).append(row < 2 ? "\n" : "");
    }
    return net.toString();
  }
}
