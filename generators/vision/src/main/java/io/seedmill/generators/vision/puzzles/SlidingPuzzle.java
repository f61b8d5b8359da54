package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Looks;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Eight tiles and a gap, and a small board with the goal: shows the board in the middle of the
 * shortest way to it, of which there is only one.
 *
 * <p>The way has 3 moves at level 1 and 12 at level 10.
 */
final class SlidingPuzzle extends VisionKind {

  private static final int SIZE = 3;
  private static final double SIDE = 57;
  private static final double LEFT = 8;
  private static final double TOP = 42;
  private static final double GOAL_SIDE = 20;
  private static final double GOAL_LEFT = 188;
  private static final double GOAL_TOP = 97.5;

  SlidingPuzzle() {
    super(
        "sliding-puzzle",
        "slide tiles towards a goal",
        List.of("some", "all"),
        "Slide tiles into the gap, one at a time, so that the large board becomes like the small"
            + " one in {all} moves, the fewest possible. Show the large board after the first"
            + " {some} moves.",
        "The small board is the goal of a sliding puzzle. It can be reached in {all} moves and no"
            + " fewer; a move slides a tile that is beside the gap into it. Draw the large board"
            + " after {some} of these moves.",
        "Make the first {some} of the {all} moves of the shortest solution: tiles slide into the"
            + " empty place until the large board agrees with the small one. Leave the small board"
            + " as it is.",
        "In {all} moves, and not in fewer, the tiles of the large board can be slid to the places"
            + " that the small board shows. Where are they after {some} moves? Only a tile next to"
            + " the gap can move, into the gap.",
        "Begin to solve the sliding puzzle towards the small picture by the shortest way, which has"
            + " {all} moves, and stop after {some} moves.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int total = 2 + level;
    int some = (total + 1) / 2;
    List<String> way = null;
    while (way == null) {
      way = way(total, random);
    }
    List<String> steps = way.subList(0, some + 1);
    String goal = way.get(total);
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, SIZE * SIZE - 1, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("board", steps.get(some));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("board", steps.get(0));
    colours.forEach(each -> given.withArray("colours").add(each.label()));
    given.put("goal", goal);
    given.put("moves", some);
    given.put("moves_to_goal", total);
    List<Probe> probes = new ArrayList<>();
    for (Probe middle : Puzzles.cells(LEFT, TOP, SIDE, SIZE, SIZE)) {
      probes.add(new Probe(middle.x() - 20, middle.y() - 20));
      probes.add(new Probe(middle.x() + 20, middle.y() - 20));
      probes.add(new Probe(middle.x() + 20, middle.y() + 20));
    }
    for (Probe middle : Puzzles.cells(GOAL_LEFT, GOAL_TOP, GOAL_SIDE, SIZE, SIZE)) {
      probes.add(new Probe(middle.x() - 7, middle.y() - 7));
    }
    return new VisionTask(
        answer,
        given,
        total,
        (canvas, time) -> paint(canvas, time, steps, goal, colours),
        probes,
        List.of(Integer.toString(some), Integer.toString(total)));
  }

  /** A tile must have the right digit, and not only its colour. */
  @Override
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    String board = answer.path("board").asText();
    Looks digits = Puzzles.digits(SIZE * SIZE - 1, SIDE - 3);
    List<Probe> middles = Puzzles.cells(LEFT, TOP, SIDE, SIZE, SIZE);
    return Probes.score(
        metadata.path("probes"),
        proposed,
        place -> {
          int cell = place / 3;
          if (cell >= board.length() || board.charAt(cell) == '.') {
            return true;
          }
          Probe middle = middles.get(cell);
          return digits.at(proposed, middle.x(), middle.y()) == board.charAt(cell) - '0';
        });
  }

  /** Returns boards from a first one to a goal; null if they are nearer or have several ways. */
  private static List<String> way(int total, UniformRandomProvider random) {
    StringBuilder first = new StringBuilder();
    for (int tile : Draws.order(SIZE * SIZE, random)) {
      first.append(tile == 0 ? "." : Integer.toString(tile));
    }
    List<String> way = new ArrayList<>(List.of(first.toString()));
    while (way.size() <= total) {
      List<String> next = moved(way.get(way.size() - 1));
      next.removeAll(way);
      if (next.isEmpty()) {
        return null;
      }
      way.add(Draws.one(next, random));
    }
    String goal = way.get(total);
    Map<String, Integer> distances = new HashMap<>(Map.of(way.get(0), 0));
    Map<String, Integer> ways = new HashMap<>(Map.of(way.get(0), 1));
    Deque<String> queue = new ArrayDeque<>(List.of(way.get(0)));
    while (!queue.peek().equals(goal)) {
      String board = queue.remove();
      int distance = distances.get(board) + 1;
      for (String next : moved(board)) {
        if (distances.putIfAbsent(next, distance) == null) {
          queue.add(next);
        }
        if (distances.get(next) == distance) {
          ways.merge(next, ways.get(board), Integer::sum);
        }
      }
    }
    return distances.get(goal) == total && ways.get(goal) == 1 ? way : null;
  }

  private static List<String> moved(String board) {
    List<String> moved = new ArrayList<>();
    int gap = board.indexOf('.');
    for (int place = 0; place < board.length(); place++) {
      int rows = StrictMath.abs(place / SIZE - gap / SIZE);
      int columns = StrictMath.abs(place % SIZE - gap % SIZE);
      if (rows + columns == 1) {
        char tile = board.charAt(place);
        moved.add(board.replace('.', '!').replace(tile, '.').replace('!', tile));
      }
    }
    return moved;
  }

  private static void paint(
      Canvas canvas, double time, List<String> steps, String goal, List<Colour> colours) {
    canvas.clear(Colour.PAPER);
    board(canvas, LEFT, TOP, SIDE);
    board(canvas, GOAL_LEFT, GOAL_TOP, GOAL_SIDE);
    canvas.fill(Shape.text("GOAL", GOAL_LEFT + 1.5 * GOAL_SIDE, GOAL_TOP - 16, 10), Colour.INK);
    List<Probe> places = Puzzles.cells(LEFT, TOP, SIDE, SIZE, SIZE);
    List<Probe> goals = Puzzles.cells(GOAL_LEFT, GOAL_TOP, GOAL_SIDE, SIZE, SIZE);
    for (int tile = 1; tile < SIZE * SIZE; tile++) {
      char digit = (char) ('0' + tile);
      Probe at = places.get(steps.get(0).indexOf(digit));
      double x = at.x();
      double y = at.y();
      for (int i = 0; i + 1 < steps.size(); i++) {
        double part = Scene.part(time, i, steps.size() - 1);
        Probe from = places.get(steps.get(i).indexOf(digit));
        Probe to = places.get(steps.get(i + 1).indexOf(digit));
        x += part * (to.x() - from.x());
        y += part * (to.y() - from.y());
      }
      Puzzles.tile(canvas, x, y, SIDE - 3, digit, colours.get(tile - 1));
      Probe small = goals.get(goal.indexOf(digit));
      Puzzles.tile(canvas, small.x(), small.y(), GOAL_SIDE - 1, digit, colours.get(tile - 1));
    }
  }

  private static void board(Canvas canvas, double left, double top, double side) {
    double width = SIZE * side;
    canvas.fill(Shape.rectangle(left - 4, top - 4, width + 8, width + 8), Colour.INK);
    canvas.fill(Shape.rectangle(left, top, width, width), Colour.SILVER);
  }
}
