package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A grid with blocked cells: the cells of the shortest way from a disc to a star are coloured.
 *
 * <p>Many ways lead there, but only one is the shortest. The grid grows from 5 × 5 to 14 × 14.
 */
final class ShortestGridPath extends VisionKind {

  private static final double LEFT = 9;
  private static final double WIDTH = 238;
  private static final List<Colour> WAYS = List.of(Colour.YELLOW, Colour.CYAN, Colour.PINK);
  private static final List<Colour> ENDS = List.of(Colour.RED, Colour.GREEN, Colour.BLUE);

  ShortestGridPath() {
    super(
        "shortest-grid-path",
        "colour the shortest way between two cells",
        List.of("end", "way"),
        "Colour the cells of the shortest way from the {end} disc to the {end} star in {way}. A"
            + " step goes to the left, right, up or down, and dark cells are blocked.",
        "Find the way with the fewest steps from the {end} disc to the star, and fill all its cells"
            + " in {way}, those of the disc and the star too. Steps are never diagonal, and dark"
            + " cells cannot be entered.",
        "You walk from cell to neighbouring cell, not diagonally, and not over dark cells. Show the"
            + " shortest path from the {end} disc to the {end} star as {way} cells.",
        "Which is the shortest connection of the {end} disc and the {end} star? Only free cells"
            + " that share an edge count as neighbours. Paint its cells {way}.",
        "Mark the one shortest route between the disc and the star in {way}: from edge to edge of"
            + " free cells, around the dark obstacles.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 4 + level;
    boolean[] free = new boolean[size * size];
    FreeCells cells = new FreeCells(free, size);
    int start = 0;
    int goal = 0;
    int[] left = {};
    do {
      Arrays.fill(free, true);
      for (int i = 0; i < free.length * 3 / 10; i++) {
        free[random.nextInt(free.length)] = false;
      }
      start = random.nextInt(free.length);
      goal = random.nextInt(free.length);
      left = cells.distances(goal);
    } while (!free[start] || !free[goal] || left[start] < size);
    List<Integer> way = cells.way(start, goal, random);
    // Blocks cells of other ways of this length, until there is none.
    for (boolean isOnly = false; !isOnly; ) {
      left = cells.distances(goal);
      int[] gone = cells.distances(start);
      List<Integer> others = new ArrayList<>();
      for (int cell = 0; cell < free.length; cell++) {
        if (gone[cell] >= 0
            && gone[cell] + left[cell] == way.size() - 1
            && way.get(gone[cell]) != cell) {
          others.add(cell);
        }
      }
      isOnly = others.isEmpty();
      if (!isOnly) {
        free[Draws.one(others, random)] = false;
      }
    }
    Colour wayColour = Draws.one(WAYS, random);
    Colour ends = Draws.one(ENDS, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int cell : way) {
      answer.withArray("path").addArray().add(cell / size).add(cell % size);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("ends", ends.label());
    given.putArray("goal").add(goal / size).add(goal % size);
    for (int row = 0; row < size; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < size; column++) {
        text.append(free[row * size + column] ? '.' : '#');
      }
      given.withArray("grid").add(text.toString());
    }
    given.putArray("start").add(start / size).add(start % size);
    given.put("way", wayColour.label());
    List<Probe> middles = Puzzles.cells(LEFT, LEFT, WIDTH / size, size, size);
    List<Probe> probes = new ArrayList<>(middles);
    probes.remove(middles.get(start));
    probes.remove(middles.get(goal));
    return new VisionTask(
        answer,
        given,
        (long) size * size + way.size(),
        (canvas, time) -> paint(canvas, time, cells, way, wayColour, ends, middles),
        probes,
        List.of(ends.label(), wayColour.label()));
  }

  private static void paint(
      Canvas canvas,
      double time,
      FreeCells cells,
      List<Integer> way,
      Colour wayColour,
      Colour ends,
      List<Probe> middles) {
    int size = cells.size();
    double side = WIDTH / size;
    canvas.clear(Colour.WHITE);
    for (int cell = 0; cell < size * size; cell++) {
      int step = way.indexOf(cell);
      boolean isReached = step >= 0 && time > 0 && step < 1 + time * (way.size() - 1);
      if (!cells.free()[cell] || isReached) {
        canvas.fill(
            Shape.rectangle(
                middles.get(cell).x() - side / 2, middles.get(cell).y() - side / 2, side, side),
            isReached ? wayColour : Colour.INK);
      }
    }
    for (int i = 0; i <= size; i++) {
      canvas.fill(Shape.rectangle(LEFT - 0.5, LEFT - 0.5 + i * side, WIDTH + 1, 1), Colour.GREY);
      canvas.fill(Shape.rectangle(LEFT - 0.5 + i * side, LEFT - 0.5, 1, WIDTH + 1), Colour.GREY);
    }
    Probe start = middles.get(way.get(0));
    Probe goal = middles.get(way.get(way.size() - 1));
    canvas.fill(Shape.disc(start.x(), start.y(), side * 0.32), ends);
    canvas.fill(
        Shape.star(goal.x(), goal.y() + side * 0.03, side * 0.42, side * 0.18, 5, -90), ends);
  }
}
