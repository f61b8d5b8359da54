package io.seedmill.generators.vision.physics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Vessels of a liquid with tubes between them: the levels after the open valves have let it flow
 * are to be shown.
 *
 * <p>Two equal vessels at level 1; up to five of different widths and a shut valve at level 10.
 */
final class CommunicatingVessels extends VisionKind {

  private static final int[] COUNTS = {2, 2, 3, 3, 3, 4, 4, 4, 5, 5};
  private static final int TICK = 16;
  private static final int TICKS = 10;
  private static final int FLOOR = 208;
  private static final int GAP = 22;
  private static final List<Colour> LIQUIDS =
      List.of(Colour.BLUE, Colour.CYAN, Colour.PURPLE, Colour.ORANGE, Colour.PINK);

  CommunicatingVessels() {
    super(
        "communicating-vessels",
        "show the levels of a liquid that may flow",
        List.of("colour"),
        "The vessels are joined by tubes at the bottom. The green valves have just been opened, red"
            + " ones are shut. Show the levels of the {colour} liquid when it has come to rest.",
        "Through a green valve the {colour} liquid can flow, through a red one it cannot. Where"
            + " does it stand in each vessel in the end? No liquid gets lost, and the tubes are"
            + " full all the time.",
        "Draw the final level of the {colour} liquid in each vessel. Vessels that are joined"
            + " through green valves level out, a red valve separates.",
        "Let the {colour} liquid flow through all green valves until nothing moves any more, and"
            + " nothing through a red one. Show the new levels; the amount stays the same.",
        "Communicating vessels: all green valves are open now and all red ones closed. Show the"
            + " picture with the {colour} liquid at rest.");
  }

  /** The vessels, with levels in halves of a tick. */
  private record Vessels(int[] x, int[] width, int[] before, int[] after, boolean[] open) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    Vessels all = vessels(level, random);
    Colour liquid = LIQUIDS.get(random.nextInt(LIQUIDS.size()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("liquid", liquid.label());
    for (boolean open : all.open()) {
      given.withArray("valves").add(open ? "green" : "red");
    }
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < all.x().length; i++) {
      answer.withArray("levels").add(all.after()[i] / 2.0);
      given
          .withArray("vessels")
          .addObject()
          .put("level", all.before()[i] / 2.0)
          .put("width", all.width()[i])
          .put("x", all.x()[i]);
      int low = StrictMath.min(all.before()[i], all.after()[i]);
      int high = StrictMath.max(all.before()[i], all.after()[i]);
      for (int half = 0; half < 2 * TICKS; half++) {
        if ((half >= low - 1 && half <= high) || half % 4 == 1) {
          probes.add(
              new Probe(all.x()[i] + all.width()[i] * 0.6, FLOOR - (half + 0.5) * (TICK / 2.0)));
        }
      }
    }
    int n = all.x().length;
    return new VisionTask(
        answer,
        given,
        3L * n + level,
        (canvas, time) -> paint(canvas, time, all, liquid),
        probes,
        List.of(liquid.label()));
  }

  private static Vessels vessels(int level, UniformRandomProvider random) {
    int n = COUNTS[level - 1];
    int[] wide = new int[n];
    int[] before = new int[n];
    boolean[] open = new boolean[n - 1];
    int[] after = null;
    while (after == null) {
      int shut = level >= 5 ? random.nextInt(n) : -1;
      for (int i = 0; i < n; i++) {
        wide[i] = level == 1 || level == 3 ? 1 : 1 + random.nextInt(n > 3 ? 2 : 3);
        before[i] = 2 * (2 + random.nextInt(TICKS - 2));
        if (i < n - 1) {
          open[i] = i != shut;
        }
      }
      after = levelled(wide, before, open, level <= 3 ? 2 : 1);
    }
    int sum = 0;
    for (int each : wide) {
      sum += each;
    }
    int unit = StrictMath.min(44, (228 - GAP * (n - 1)) / sum);
    unit -= random.nextInt(StrictMath.max(1, unit / 6));
    int[] x = new int[n];
    int[] width = new int[n];
    int total = unit * sum + GAP * (n - 1);
    int room = StrictMath.max(0, StrictMath.min(30, (240 - total) / 2));
    int at = 128 - total / 2 + random.nextInt(2 * room + 1) - room;
    for (int i = 0; i < n; i++) {
      x[i] = at;
      width[i] = unit * wide[i];
      at += width[i] + GAP;
    }
    return new Vessels(x, width, before, after, open);
  }

  /** Returns the levels at rest, or null if one is no multiple of the step or stays as it is. */
  private static int[] levelled(int[] wide, int[] before, boolean[] open, int step) {
    int n = wide.length;
    int[] after = new int[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n - 1 && open[to]) {
        to++;
      }
      int area = 0;
      int amount = 0;
      for (int i = from; i <= to; i++) {
        area += wide[i];
        amount += wide[i] * before[i];
      }
      if (amount % (area * step) != 0) {
        return null;
      }
      for (int i = from; i <= to; i++) {
        after[i] = amount / area;
        if (to > from && after[i] == before[i]) {
          return null;
        }
      }
      from = to + 1;
    }
    return after;
  }

  private static void paint(Canvas canvas, double time, Vessels all, Colour liquid) {
    canvas.clear(Colour.WHITE);
    int n = all.x().length;
    double top = FLOOR - TICKS * TICK - 8;
    Shape walls = null;
    for (int i = 0; i < n; i++) {
      double x = all.x()[i];
      double right = x + all.width()[i];
      double half = all.before()[i] + time * (all.after()[i] - all.before()[i]);
      double surface = FLOOR - half * TICK / 2;
      canvas.fill(Shape.rectangle(x, surface, all.width()[i], FLOOR - surface), liquid);
      for (int tick = 1; tick <= TICKS; tick++) {
        canvas.fill(Shape.rectangle(x, FLOOR - tick * TICK - 0.5, 5, 1), Colour.INK);
      }
      Shape wall =
          Shape.polyline(
              3, x - 1.5, top, x - 1.5, FLOOR + 1.5, right + 1.5, FLOOR + 1.5, right + 1.5, top);
      walls = walls == null ? wall : walls.and(wall);
    }
    canvas.fill(walls, Colour.INK);
    for (int i = 0; i < n - 1; i++) {
      double x = all.x()[i] + all.width()[i];
      canvas.fill(Shape.rectangle(x - 0.5, FLOOR - 12, GAP + 1, 15), Colour.INK);
      canvas.fill(Shape.rectangle(x - 3.5, FLOOR - 9, GAP + 7, 9), liquid);
      Colour valve = all.open()[i] ? Colour.GREEN : Colour.RED;
      canvas.fill(Shape.rectangle(x + GAP / 2.0 - 1.5, FLOOR - 22, 3, 14), Colour.INK);
      canvas.fill(Shape.disc(x + GAP / 2.0, FLOOR - 4.5, 7.5), Colour.INK);
      canvas.fill(Shape.disc(x + GAP / 2.0, FLOOR - 4.5, 5.5), valve);
    }
  }
}
