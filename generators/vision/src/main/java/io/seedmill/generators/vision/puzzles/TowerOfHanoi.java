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
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Three pegs with discs that are on their way to one of the pegs: shows where they are after some
 * moves of the shortest way, of which there is only one.
 *
 * <p>The number of moves is the level, and there are three to six discs.
 */
final class TowerOfHanoi extends VisionKind {

  private static final int PEGS = 3;
  private static final double BASE = 216;
  private static final double HEIGHT = 21;

  TowerOfHanoi() {
    super(
        "tower-of-hanoi",
        "move discs between three pegs",
        List.of("moves"),
        "Bring all discs to the peg with the star in as few moves as possible. A move takes the top"
            + " disc of a peg to another peg, and never puts it on a smaller disc. Show the pegs"
            + " after {moves} of this shortest solution.",
        "Tower of Hanoi: the discs shall get to the peg under the star by the shortest way. One"
            + " disc moves at a time, and no disc may lie on a smaller one. Draw the position"
            + " after {moves}.",
        "Play {moves} of the shortest solution that moves every disc to the starred peg, and show"
            + " where the discs are then. Only the uppermost disc of a peg can move, one at a time,"
            + " to an empty peg or onto a larger disc.",
        "The star marks the goal: all discs on that peg, in the fewest moves. You may move one top"
            + " disc at a time, and never onto a smaller one. What do the pegs look like after"
            + " {moves}?",
        "Start to solve the tower of Hanoi and stop after {moves}. The goal is the peg with the"
            + " star, larger discs are never on smaller ones, and the solution is the shortest.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int discs = 3 + (level - 1) / 3;
    int goal = random.nextInt(PEGS);
    int[] first = new int[discs];
    do {
      for (int disc = 0; disc < discs; disc++) {
        first[disc] = random.nextInt(PEGS);
      }
    } while (moves(first, goal).size() < level);
    List<int[]> moves = moves(first, goal).subList(0, level);
    int[] last = first.clone();
    moves.forEach(move -> last[move[0]] = move[1]);
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, discs, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    colours.forEach(each -> given.withArray("colours").add(each.label()));
    given.put("goal", goal + 1);
    given.put("moves", level);
    for (int peg = 0; peg < PEGS; peg++) {
      given.withArray("pegs").add(stack(first, peg));
      answer.withArray("pegs").add(stack(last, peg));
    }
    List<Probe> probes = new ArrayList<>();
    for (int slot = 0; slot < discs; slot++) {
      for (int peg = 0; peg < PEGS; peg++) {
        double y = BASE - HEIGHT * (slot + 0.5);
        probes.add(new Probe(x(peg) - 9, y));
        probes.add(new Probe(x(peg) + 9, y));
      }
    }
    return new VisionTask(
        answer,
        given,
        (long) level * discs,
        (canvas, time) -> paint(canvas, time, first, moves, goal, colours),
        probes,
        List.of(level == 1 ? "1 move" : level + " moves"));
  }

  /** Returns the moves of the shortest way, each as a disc and the peg that it goes to. */
  private static List<int[]> moves(int[] first, int goal) {
    int[] at = first.clone();
    List<int[]> moves = new ArrayList<>();
    while (true) {
      // The largest disc that is not there yet has to go there; the smaller ones make way.
      int peg = goal;
      int[] move = null;
      for (int disc = at.length - 1; disc >= 0; disc--) {
        if (at[disc] != peg) {
          move = new int[] {disc, peg};
          peg = PEGS - at[disc] - peg;
        }
      }
      if (move == null) {
        return moves;
      }
      at[move[0]] = move[1];
      moves.add(move);
    }
  }

  /** Returns the sizes of the discs on a peg from below, 1 for the smallest. */
  private static String stack(int[] at, int peg) {
    StringBuilder stack = new StringBuilder();
    for (int disc = at.length - 1; disc >= 0; disc--) {
      if (at[disc] == peg) {
        stack.append(disc + 1);
      }
    }
    return stack.toString();
  }

  private static double x(int peg) {
    return 128 + 82.0 * (peg - 1);
  }

  /** Returns the top of a disc that lies on a peg. */
  private static double y(int[] at, int disc) {
    int below = 0;
    for (int other = disc + 1; other < at.length; other++) {
      below += at[other] == at[disc] ? 1 : 0;
    }
    return BASE - HEIGHT * (below + 1);
  }

  private static void paint(
      Canvas canvas, double time, int[] first, List<int[]> moves, int goal, List<Colour> colours) {
    canvas.clear(Colour.PAPER);
    canvas.fill(Shape.rounded(6, BASE, 244, 12, 4), Colour.INK);
    for (int peg = 0; peg < PEGS; peg++) {
      canvas.fill(Shape.rounded(x(peg) - 3, 72, 6, BASE - 70, 3), Colour.INK);
    }
    canvas.fill(Shape.star(x(goal), 28, 15, 6.5, 5, -90), Colour.ORANGE);
    int[] at = first.clone();
    int moving = -1;
    double x = 0;
    double y = 0;
    for (int i = 0; i < moves.size(); i++) {
      double part = Scene.part(time, i, moves.size());
      int disc = moves.get(i)[0];
      if (part >= 1) {
        at[disc] = moves.get(i)[1];
      } else if (part > 0) {
        int[] then = at.clone();
        then[disc] = moves.get(i)[1];
        double up = Scene.part(part, 0, 3);
        double across = Scene.part(part, 1, 3);
        double down = Scene.part(part, 2, 3);
        moving = disc;
        x = x(at[disc]) + across * (x(then[disc]) - x(at[disc]));
        y = y(at, disc) + up * (48 - y(at, disc)) + down * (y(then, disc) - 48);
      }
    }
    for (int disc = 0; disc < at.length; disc++) {
      double width = 36 + 40.0 * disc / (at.length - 1);
      boolean isMoving = disc == moving;
      double middle = isMoving ? x : x(at[disc]);
      double top = isMoving ? y : y(at, disc);
      canvas.fill(
          Shape.rounded(middle - width / 2, top + 0.75, width, HEIGHT - 1.5, 8), colours.get(disc));
    }
  }
}
