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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Corridors with locked doors, whose keys lie elsewhere: the cells of the shortest walk to the star
 * are coloured.
 *
 * <p>The corridors have no loops, and each key that is needed but for one lies behind another door,
 * so there is only one such walk. Levels 5 and up also have keys and doors that are not needed.
 */
final class KeysAndDoors extends VisionKind {

  private static final int[] ROOMS = {3, 4, 4, 5, 5, 6, 6, 7, 7, 7};
  private static final int[] DOORS = {1, 1, 2, 2, 2, 2, 3, 3, 3, 4};
  private static final int[] NEEDLESS = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2};

  private static final double WIDTH = 248;
  private static final List<Colour> TRAILS = List.of(Colour.YELLOW, Colour.CYAN, Colour.PINK);
  private static final List<Colour> LOCKS =
      List.of(Colour.RED, Colour.ORANGE, Colour.GREEN, Colour.BLUE, Colour.PURPLE, Colour.BROWN);

  KeysAndDoors() {
    super(
        "keys-and-doors",
        "colour the walk that fetches keys for doors",
        List.of("trail"),
        "Walk from the dark disc to the star by the shortest way. A door opens only if you have"
            + " been at the key of its colour before. Colour every cell that you enter in {trail}.",
        "A door can be passed once the key of the same colour is picked up. Take only the keys that"
            + " you need, walk from the disc to the star with as few steps as possible, and fill"
            + " all cells of your walk in {trail}.",
        "Show the shortest walk from the disc to the star as {trail} cells. Doors are locked until"
            + " you have stepped on the key of their colour; some keys and doors may be of no use.",
        "Which cells do you visit on the shortest walk from the disc to the star, if each door on"
            + " the way needs the key of its colour first? Paint them {trail}.",
        "Fetch the keys that you need, open the doors of the same colours, and reach the star with"
            + " the fewest steps. Mark all cells where you have been in {trail}, start and end"
            + " too.");
  }

  /** A level: the place of each door and key by its colour, and the walk. */
  private record Plan(
      FreeCells cells,
      List<Integer> doors,
      List<Integer> keys,
      int start,
      int goal,
      List<Integer> walk) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    Plan plan = null;
    while (plan == null) {
      plan = plan(ROOMS[level - 1], DOORS[level - 1], NEEDLESS[level - 1], random);
    }
    Plan drawn = plan;
    List<Colour> locks = Draws.drawn(LOCKS, plan.doors().size(), random);
    Colour trail = Draws.one(TRAILS, random);
    int size = plan.cells().size();
    Set<Integer> visited = new HashSet<>(plan.walk());

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < locks.size(); i++) {
      int door = plan.doors().get(i);
      int key = plan.keys().get(i);
      given.withObject("/doors").putArray(locks.get(i).label()).add(door / size).add(door % size);
      given.withObject("/keys").putArray(locks.get(i).label()).add(key / size).add(key % size);
    }
    given.putArray("goal").add(plan.goal() / size).add(plan.goal() % size);
    for (int row = 0; row < size; row++) {
      StringBuilder text = new StringBuilder();
      StringBuilder walked = new StringBuilder();
      for (int column = 0; column < size; column++) {
        int cell = row * size + column;
        text.append(plan.cells().free()[cell] ? '.' : '#');
        walked.append(visited.contains(cell) ? 'o' : plan.cells().free()[cell] ? '.' : '#');
      }
      given.withArray("grid").add(text.toString());
      answer.withArray("grid").add(walked.toString());
    }
    given.putArray("start").add(plan.start() / size).add(plan.start() % size);
    given.put("trail", trail.label());
    double side = WIDTH / size;
    List<Probe> probes = new ArrayList<>();
    for (int cell = 0; cell < size * size; cell++) {
      boolean isPlain =
          cell != plan.start()
              && cell != plan.goal()
              && !plan.doors().contains(cell)
              && !plan.keys().contains(cell);
      if (isPlain && (plan.cells().free()[cell] || (cell / size + cell % size) % 4 == 0)) {
        probes.add(new Probe(x(cell, size), y(cell, size)));
      }
    }
    return new VisionTask(
        answer,
        given,
        plan.walk().size() + 8L * DOORS[level - 1] + 6L * NEEDLESS[level - 1],
        (canvas, time) -> paint(canvas, time, drawn, locks, trail, side),
        probes,
        List.of(trail.label()));
  }

  /** Returns null if there is no room for all doors and keys. */
  private static Plan plan(int rooms, int doors, int needless, UniformRandomProvider random) {
    int size = 2 * rooms + 1;
    FreeCells open = corridors(rooms, random);
    int start = room(random.nextInt(rooms * rooms), rooms);
    int goal = farthest(open.distances(start));
    List<Integer> doorCells = new ArrayList<>();
    List<Integer> keyCells = new ArrayList<>();
    FreeCells closed = new FreeCells(open.free().clone(), size);
    Set<Integer> used = new HashSet<>(List.of(start, goal));
    int target = goal;
    for (int i = 0; i < doors; i++) {
      // A door on the way to what is wanted, and its key before all doors so far.
      List<Integer> way = open.way(start, target, random);
      List<Integer> places = new ArrayList<>();
      for (int step = way.size() / 3 | 1; step < way.size(); step += 2) {
        places.add(way.get(step));
      }
      places.removeIf(used::contains);
      if (places.isEmpty()) {
        return null;
      }
      int door = Draws.one(places, random);
      closed.free()[door] = false;
      used.add(door);
      int[] reached = closed.distances(start);
      List<Integer> keyPlaces = new ArrayList<>();
      for (int room = 0; room < rooms * rooms; room++) {
        int cell = room(room, rooms);
        if (reached[cell] >= 2 && !way.contains(cell) && !used.contains(cell)) {
          keyPlaces.add(cell);
        }
      }
      if (keyPlaces.isEmpty()) {
        return null;
      }
      target = Draws.one(keyPlaces, random);
      used.add(target);
      doorCells.add(door);
      keyCells.add(target);
    }
    List<Integer> walk = new ArrayList<>(List.of(start));
    for (int i = doors - 1; i >= -1; i--) {
      int from = walk.remove(walk.size() - 1);
      walk.addAll(open.way(from, i < 0 ? goal : keyCells.get(i), random));
    }
    used.addAll(walk);
    for (int i = 0; i < needless; i++) {
      List<Integer> keyPlaces = new ArrayList<>();
      List<Integer> doorPlaces = new ArrayList<>();
      for (int cell = 0; cell < size * size; cell++) {
        if (open.free()[cell] && !used.contains(cell)) {
          (cell / size % 2 == 1 && cell % size % 2 == 1 ? keyPlaces : doorPlaces).add(cell);
        }
      }
      if (keyPlaces.isEmpty() || doorPlaces.isEmpty()) {
        return null;
      }
      keyCells.add(Draws.one(keyPlaces, random));
      doorCells.add(Draws.one(doorPlaces, random));
      used.addAll(keyCells);
      used.addAll(doorCells);
    }
    return new Plan(open, doorCells, keyCells, start, goal, walk);
  }

  /** Rooms at odd rows and columns, joined by free cells without a loop. */
  private static FreeCells corridors(int rooms, UniformRandomProvider random) {
    int size = 2 * rooms + 1;
    boolean[] free = new boolean[size * size];
    List<Integer> begun = new ArrayList<>(List.of(room(random.nextInt(rooms * rooms), rooms)));
    free[begun.get(0)] = true;
    while (!begun.isEmpty()) {
      int at = random.nextInt(10) < 3 ? random.nextInt(begun.size()) : begun.size() - 1;
      int cell = begun.get(at);
      List<Integer> steps = new ArrayList<>();
      for (int step : new int[] {1, size, -1, -size}) {
        int next = cell + 2 * step;
        boolean isInside =
            next >= 0
                && next < free.length
                && (cell / size == next / size || cell % size == next % size);
        if (isInside && !free[next]) {
          steps.add(step);
        }
      }
      if (steps.isEmpty()) {
        begun.remove(at);
      } else {
        int step = Draws.one(steps, random);
        free[cell + step] = true;
        free[cell + 2 * step] = true;
        begun.add(cell + 2 * step);
      }
    }
    return new FreeCells(free, size);
  }

  private static int room(int room, int rooms) {
    return (2 * (room / rooms) + 1) * (2 * rooms + 1) + 2 * (room % rooms) + 1;
  }

  private static int farthest(int[] distances) {
    int farthest = 0;
    for (int cell = 0; cell < distances.length; cell++) {
      farthest = distances[cell] > distances[farthest] ? cell : farthest;
    }
    return farthest;
  }

  private static double x(int cell, int size) {
    int column = cell % size;
    return 4 + WIDTH / size * (column + 0.5);
  }

  private static double y(int cell, int size) {
    int row = cell / size;
    return 4 + WIDTH / size * (row + 0.5);
  }

  private static void paint(
      Canvas canvas, double time, Plan plan, List<Colour> locks, Colour trail, double side) {
    int size = plan.cells().size();
    canvas.clear(Colour.WHITE);
    Set<Integer> visited =
        new HashSet<>(
            plan.walk().subList(0, (int) StrictMath.ceil(time * plan.walk().size() - 1e-9)));
    // Each colour as one shape, so that no lines are seen between cells.
    Shape walls = null;
    Shape walked = null;
    for (int cell = 0; cell < size * size; cell++) {
      Shape square =
          Shape.rectangle(x(cell, size) - side / 2, y(cell, size) - side / 2, side, side);
      if (!plan.cells().free()[cell]) {
        walls = walls == null ? square : walls.and(square);
      } else if (visited.contains(cell)) {
        walked = walked == null ? square : walked.and(square);
      }
    }
    if (walked != null) {
      canvas.fill(walked, trail);
    }
    canvas.fill(walls, Colour.INK);
    for (int i = 0; i < locks.size(); i++) {
      double doorX = x(plan.doors().get(i), size);
      double doorY = y(plan.doors().get(i), size);
      canvas.fill(
          Shape.rectangle(doorX - side * 0.4, doorY - side * 0.4, side * 0.8, side * 0.8),
          locks.get(i));
      canvas.fill(
          Shape.disc(doorX, doorY - side * 0.1, side * 0.13)
              .and(Shape.line(doorX, doorY, doorX, doorY + side * 0.2, side * 0.1)),
          Colour.WHITE);
      double keyX = x(plan.keys().get(i), size);
      double keyY = y(plan.keys().get(i), size);
      double width = side * 0.15;
      canvas.fill(
          Shape.ring(keyX - side * 0.2, keyY, side * 0.17, width)
              .and(Shape.line(keyX - side * 0.03, keyY, keyX + side * 0.38, keyY, width))
              .and(
                  Shape.line(
                      keyX + side * 0.35, keyY, keyX + side * 0.35, keyY + side * 0.19, width))
              .and(
                  Shape.line(
                      keyX + side * 0.15, keyY, keyX + side * 0.15, keyY + side * 0.15, width)),
          locks.get(i));
    }
    canvas.fill(Shape.disc(x(plan.start(), size), y(plan.start(), size), side * 0.33), Colour.INK);
    canvas.fill(
        Shape.star(x(plan.goal(), size), y(plan.goal(), size), side * 0.45, side * 0.19, 5, -90),
        Colour.RED);
  }
}
