package io.seedmill.generators.catalogue.reasoning.games;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Moves of a sliding puzzle that lead from one arrangement to another. Any moves that do, no more
 * than are allowed, are right.
 */
final class SlidingPuzzle extends Kind {

  SlidingPuzzle() {
    super(
        "sliding-puzzle",
        "moves of a sliding puzzle from one arrangement to another",
        Form.INTEGER_LIST,
        List.of("start", "goal", "moves"),
        "In a sliding puzzle, a tile beside the empty place (_) may be moved into it.\n\n{start}\n\nTurn"
            + " the arrangement above into this one in at most {moves} moves:\n\n{goal}\n\nList the"
            + " numbers of the tiles in the order in which they move. Any solution that is short enough"
            + " counts.",
        "Tiles slide up, down, left or right into the gap (_), one at a time. This is how they"
            + " lie:\n\n{start}\n\nThis is how they should lie:\n\n{goal}\n\nWhich tiles do you move, in"
            + " order? You have {moves} moves at most; if there are several solutions, choose any.",
        "Start:\n\n{start}\n\nGoal:\n\n{goal}\n\nOne move pushes a tile that is next to the empty square"
            + " (_), in its row or column, into that square. Reach the goal from the start within"
            + " {moves} moves, and name each tile moved, first to last. One solution is enough.",
        "Solve a sliding puzzle whose empty place is shown as _. It should become\n\n{goal}\n\nand it"
            + " is\n\n{start}\n\nA move shifts a neighbouring tile (not a diagonal one) into the empty"
            + " place. At most {moves} moves are allowed. Write down the moved tiles' numbers in"
            + " sequence; any sequence that works is right.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int rows = level < 7 ? 3 : 4;
    int columns = level < 4 ? 3 : 4;
    int moves = 2 + 2 * level + random.nextInt(2);
    int[] start = permutation(rows * columns, random);
    int[] now;
    List<String> moved = new ArrayList<>();
    do {
      now = start.clone();
      moved.clear();
      int empty = indexOf(now, 0);
      int before = -1;
      while (moved.size() < moves) {
        int next = neighbour(empty, random.nextInt(4), rows, columns);
        if (next >= 0 && next != before) {
          moved.add(Integer.toString(now[next]));
          now[empty] = now[next];
          now[next] = 0;
          before = empty;
          empty = next;
        }
      }
    } while (Arrays.equals(now, start)); // four tiles may go all the way around
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("moves", moves);
    put(given.putArray("start"), start, columns);
    put(given.putArray("goal"), now, columns);
    return new Problem(
        String.join(", ", moved),
        given,
        (long) moves * rows * columns,
        text(start, columns),
        text(now, columns),
        Integer.toString(moves));
  }

  private static int indexOf(int[] tiles, int tile) {
    int at = 0;
    while (tiles[at] != tile) {
      at++;
    }
    return at;
  }

  /** Returns the place above, below, left or right of another, or -1 where there is none. */
  private static int neighbour(int place, int direction, int rows, int columns) {
    int row = place / columns + (direction == 0 ? -1 : direction == 1 ? 1 : 0);
    int column = place % columns + (direction == 2 ? -1 : direction == 3 ? 1 : 0);
    boolean isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside ? row * columns + column : -1;
  }

  private static void put(ArrayNode array, int[] tiles, int columns) {
    ArrayNode row = array;
    for (int i = 0; i < tiles.length; i++) {
      row = i % columns == 0 ? array.addArray() : row;
      row.add(tiles[i]);
    }
  }

  private static String text(int[] tiles, int columns) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tiles.length; i++) {
      text.append(i == 0 ? "" : i % columns == 0 ? "\n" : " ");
      text.append(tiles.length > 10 && tiles[i] < 10 ? " " : "");
      text.append(tiles[i] == 0 ? "_" : Integer.toString(tiles[i]));
    }
    return text.toString();
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    int rows = given.path("start").size();
    int columns = given.path("start").path(0).size();
    int[] tiles = new int[rows * columns];
    int[] goal = new int[rows * columns];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = given.path("start").path(i / columns).path(i % columns).intValue();
      goal[i] = given.path("goal").path(i / columns).path(i % columns).intValue();
    }
    String[] moves = form().read(reply).orElse("").split(", ", -1);
    if (moves.length > given.path("moves").intValue()) {
      return 0;
    }
    int empty = indexOf(tiles, 0);
    for (String move : moves) {
      int to = empty;
      for (int direction = 0; direction < 4; direction++) {
        int next = neighbour(empty, direction, rows, columns);
        to = next >= 0 && move.equals(Integer.toString(tiles[next])) ? next : to;
      }
      if (to == empty) {
        return 0;
      }
      tiles[empty] = tiles[to];
      tiles[to] = 0;
      empty = to;
    }
    return Arrays.equals(tiles, goal) ? 1 : 0;
  }
}
