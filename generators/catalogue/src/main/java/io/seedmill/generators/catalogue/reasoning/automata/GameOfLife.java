package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A grid of cells after some generations of the game of life. */
final class GameOfLife extends Kind {

  GameOfLife() {
    super(
        "game-of-life",
        "a grid of cells after some generations",
        Form.GRID,
        List.of("grid", "generations"),
        "This grid follows Conway's game of life (# lives, . is dead, and everything outside of the"
            + " grid stays dead):\n\n{grid}\n\nWhat does it look like after {generations}?",
        "In each generation a living cell (#) with two or three living neighbours, of eight, lives"
            + " on, a dead cell (.) with exactly three comes to life, and all others are dead. Cells"
            + " outside of the grid are always dead.\n\n{grid}\n\nShow the grid after {generations}.",
        "{grid}\n\nThese are cells of the game of life; # is alive and . is dead, as is all around the"
            + " grid. Which cells are alive after {generations}?",
        "Compute {generations} of Conway's game of life on this board, beyond whose edges nothing"
            + " ever lives:\n\n{grid}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int size = 4 + (level + random.nextInt(2)) / 2;
    int generations = 1 + level / 3;
    boolean[][] cells = new boolean[size][size];
    for (boolean[] row : cells) {
      for (int x = 0; x < size; x++) {
        row[x] = random.nextInt(5) < 2;
      }
    }
    String shown = text(cells);
    boolean[][] now = cells;
    for (int i = 0; i < generations; i++) {
      now = next(now);
    }
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("grid", shown).put("generations", generations);
    return new Problem(
        text(now),
        given,
        (long) generations * size * size,
        shown,
        generations == 1 ? "1 generation" : generations + " generations");
  }

  private static boolean[][] next(boolean[][] cells) {
    int size = cells.length;
    boolean[][] next = new boolean[size][size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int living = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(size - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(size - 1, x + 1); u++) {
            living += cells[v][u] ? 1 : 0;
          }
        }
        next[y][x] = living == 3 || (cells[y][x] && living == 4);
      }
    }
    return next;
  }

  private static String text(boolean[][] cells) {
    StringBuilder text = new StringBuilder();
    for (boolean[] row : cells) {
      text.append(text.length() == 0 ? "" : "\n");
      for (boolean cell : row) {
        text.append(cell ? '#' : '.');
      }
    }
    return text.toString();
  }
}
