package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Discs with letters, some of them joined by lines that never cross: the lines of the way with the
 * fewest lines from one disc to another get a colour. There is only one such way.
 *
 * <p>There are 6 to 15 discs, and 2 to 5 lines on the way.
 */
final class GraphNavigation extends VisionKind {

  private static final double LINE = 6;
  private static final List<Colour> WAYS =
      List.of(Colour.RED, Colour.ORANGE, Colour.GREEN, Colour.BLUE, Colour.PURPLE, Colour.PINK);

  GraphNavigation() {
    super(
        "graph-navigation",
        "colour the shortest way through a graph",
        List.of("from", "to", "colour"),
        "Colour the lines of the shortest way from {from} to {to} in {colour}. The shortest way is"
            + " the one with the fewest lines.",
        "Go from {from} to {to} along the lines, over as few lines as possible, and paint each line"
            + " that you use {colour}.",
        "Which way from {from} to {to} has the fewest lines, however long they are? Show it in"
            + " {colour}, and leave all other lines grey.",
        "In this network, mark the route from {from} to {to} with the smallest number of lines:"
            + " they become {colour}.",
        "Find the path between {from} and {to} that passes the fewest discs, and recolour its"
            + " lines to {colour}.");
  }

  /** Places of the discs, and the lines between them. */
  private record Graph(List<Probe> discs, boolean[][] joined) {

    int[] distances(int from) {
      int[] distances = new int[discs.size()];
      Arrays.fill(distances, -1);
      List<Integer> queue = new ArrayList<>(List.of(from));
      distances[from] = 0;
      for (int i = 0; i < queue.size(); i++) {
        int at = queue.get(i);
        for (int next = 0; next < distances.length; next++) {
          if (joined[at][next] && distances[next] < 0) {
            distances[next] = distances[at] + 1;
            queue.add(next);
          }
        }
      }
      return distances;
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = 5 + level;
    int steps = 2 + level / 3;
    Graph graph = null;
    List<Integer> way = List.of();
    while (way.isEmpty()) {
      graph = graph(count, random);
      way = way(graph, steps, random);
    }
    Graph drawn = graph;
    List<Integer> found = way;
    Colour colour = Draws.one(WAYS, random);
    int[] letters = Draws.order(count, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int disc : way) {
      answer.withArray("path").add(letter(letters[disc]));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("colour", colour.label());
    given.put("from", letter(letters[way.get(0)]));
    List<Probe> probes = new ArrayList<>();
    long lines = 0;
    ObjectNode discs = given.putObject("discs");
    for (int letter = 0; letter < count; letter++) {
      for (int disc = 0; disc < count; disc++) {
        if (letters[disc] == letter) {
          Probe at = graph.discs().get(disc);
          discs.putArray(letter(letter)).add(at.x()).add(at.y());
          probes.add(new Probe(at.x() + 8.8, at.y()));
        }
      }
    }
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < a; b++) {
        if (graph.joined()[a][b]) {
          lines++;
          given.withArray("lines").addArray().add(letter(letters[a])).add(letter(letters[b]));
          Probe from = graph.discs().get(a);
          Probe to = graph.discs().get(b);
          for (double part : new double[] {0.42, 0.5, 0.58}) {
            probes.add(
                new Probe(
                    from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y())));
          }
        }
      }
    }
    given.put("to", letter(letters[way.get(steps)]));
    return new VisionTask(
        answer,
        given,
        count + lines + 4L * steps,
        (canvas, time) -> paint(canvas, time, drawn, found, letters, colour),
        probes,
        List.of(letter(letters[way.get(0)]), letter(letters[way.get(steps)]), colour.label()));
  }

  private static String letter(int number) {
    return Character.toString((char) ('A' + number));
  }

  private static Graph graph(int count, UniformRandomProvider random) {
    int[] places = Draws.order(16, random);
    List<Probe> discs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int column = places[i] % 4;
      int row = places[i] / 4;
      discs.add(
          new Probe(
              32 + 64 * column + random.nextInt(29) - 14, 32 + 64 * row + random.nextInt(29) - 14));
    }
    List<int[]> pairs = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < a; b++) {
        pairs.add(new int[] {a, b});
      }
    }
    pairs.sort(Comparator.comparingDouble(pair -> distance(discs, pair)));
    boolean[][] joined = new boolean[count][count];
    for (int[] pair : pairs) {
      if (distance(discs, pair) < 150
          && random.nextInt(100) < 68
          && isClear(discs, pair)
          && !crosses(discs, joined, pair)) {
        joined[pair[0]][pair[1]] = true;
        joined[pair[1]][pair[0]] = true;
      }
    }
    return new Graph(discs, joined);
  }

  private static double distance(List<Probe> discs, int[] pair) {
    double dx = discs.get(pair[0]).x() - discs.get(pair[1]).x();
    double dy = discs.get(pair[0]).y() - discs.get(pair[1]).y();
    return StrictMath.sqrt(dx * dx + dy * dy);
  }

  /** Returns true if a line passes no other disc nearby. */
  private static boolean isClear(List<Probe> discs, int[] pair) {
    Probe a = discs.get(pair[0]);
    Probe b = discs.get(pair[1]);
    double length = distance(discs, pair);
    for (int i = 0; i < discs.size(); i++) {
      if (i != pair[0] && i != pair[1]) {
        Probe c = discs.get(i);
        double along =
            ((c.x() - a.x()) * (b.x() - a.x()) + (c.y() - a.y()) * (b.y() - a.y())) / length;
        double aside =
            ((c.x() - a.x()) * (b.y() - a.y()) - (c.y() - a.y()) * (b.x() - a.x())) / length;
        if (along > -10 && along < length + 10 && StrictMath.abs(aside) < 20) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean crosses(List<Probe> discs, boolean[][] joined, int[] pair) {
    for (int a = 0; a < joined.length; a++) {
      for (int b = 0; b < a; b++) {
        boolean isApart = a != pair[0] && a != pair[1] && b != pair[0] && b != pair[1];
        if (joined[a][b]
            && isApart
            && side(discs, pair[0], pair[1], a) * side(discs, pair[0], pair[1], b) <= 0
            && side(discs, a, b, pair[0]) * side(discs, a, b, pair[1]) <= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static double side(List<Probe> discs, int from, int to, int other) {
    Probe a = discs.get(from);
    Probe b = discs.get(to);
    Probe c = discs.get(other);
    return StrictMath.signum((b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()));
  }

  /**
   * Returns a way of as many lines that no other is shorter than, and takes lines of others that
   * are as short away; empty if there is none.
   */
  private static List<Integer> way(Graph graph, int steps, UniformRandomProvider random) {
    List<int[]> ends = new ArrayList<>();
    for (int a = 0; a < graph.discs().size(); a++) {
      int[] distances = graph.distances(a);
      for (int b = 0; b < distances.length; b++) {
        if (distances[b] < 0) {
          return List.of();
        }
        if (distances[b] == steps) {
          ends.add(new int[] {a, b});
        }
      }
    }
    if (ends.isEmpty()) {
      return List.of();
    }
    int[] pair = Draws.one(ends, random);
    List<Integer> way = new ArrayList<>(List.of(pair[0]));
    for (int i = 0; i < steps; i++) {
      int at = way.get(i);
      int[] left = graph.distances(pair[1]);
      List<Integer> next = new ArrayList<>();
      for (int disc = 0; disc < left.length; disc++) {
        if (graph.joined()[at][disc] && left[disc] == steps - i - 1) {
          next.add(disc);
        }
      }
      int chosen = Draws.one(next, random);
      next.remove((Integer) chosen);
      for (int other : next) {
        graph.joined()[at][other] = false;
        graph.joined()[other][at] = false;
      }
      way.add(chosen);
    }
    return way;
  }

  private static void paint(
      Canvas canvas, double time, Graph graph, List<Integer> way, int[] letters, Colour colour) {
    canvas.clear(Colour.PAPER);
    for (int a = 0; a < letters.length; a++) {
      for (int b = 0; b < a; b++) {
        if (graph.joined()[a][b]) {
          Probe from = graph.discs().get(a);
          Probe to = graph.discs().get(b);
          canvas.fill(Shape.line(from.x(), from.y(), to.x(), to.y(), LINE), Colour.GREY);
        }
      }
    }
    for (int i = 0; i + 1 < way.size(); i++) {
      double part = Scene.part(time, i, way.size() - 1);
      if (part > 0) {
        Probe from = graph.discs().get(way.get(i));
        Probe to = graph.discs().get(way.get(i + 1));
        canvas.fill(
            Shape.line(
                from.x(),
                from.y(),
                from.x() + part * (to.x() - from.x()),
                from.y() + part * (to.y() - from.y()),
                LINE),
            colour);
      }
    }
    for (int disc = 0; disc < letters.length; disc++) {
      Probe at = graph.discs().get(disc);
      canvas.fill(Shape.disc(at.x(), at.y(), 14), Colour.INK);
      canvas.fill(Shape.disc(at.x(), at.y(), 12), Colour.WHITE);
      canvas.fill(Shape.text(letter(letters[disc]), at.x(), at.y(), 11), Colour.INK);
    }
  }
}
