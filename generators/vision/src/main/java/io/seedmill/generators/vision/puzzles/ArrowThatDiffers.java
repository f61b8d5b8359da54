package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Frame;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Arrows in rows that all point in one direction, but for one: it gets a circle.
 *
 * <p>With the level there are more arrows, from 9 to 49, and the turn between them gets smaller,
 * from 180 to 20 degrees. Harder levels have arrows of several colours, which say nothing.
 */
final class ArrowThatDiffers extends VisionKind {

  private static final int[] TURNS = {180, 135, 110, 90, 75, 60, 45, 35, 27, 20};

  ArrowThatDiffers() {
    super(
        "arrow-that-differs",
        "mark the arrow that points in another direction",
        List.of("colour"),
        "One arrow points in another direction than all the others. Draw a {colour} circle around"
            + " it.",
        "Find the arrow whose direction differs, and put a {colour} circle around it. Colours do"
            + " not matter.",
        "All arrows but one are parallel and point the same way. Mark the exception with a {colour}"
            + " ring and change nothing else.",
        "Which arrow does not point where the others point? Circle it in {colour}.",
        "Circle the odd one out in {colour}: the only arrow with a direction of its own.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int size = 3 + (level - 1) / 2;
    int count = size * size;
    int odd = random.nextInt(count);
    int direction = level <= 4 ? 45 * random.nextInt(8) : random.nextInt(360);
    int turn = TURNS[level - 1] * (random.nextBoolean() ? 1 : -1);
    Colour ring = Draws.one(Frame.COLOURS, random);
    List<Colour> palette = new ArrayList<>(Colour.BRIGHT);
    palette.remove(ring);
    palette = Draws.drawn(palette, level <= 4 ? 1 : 3, random);
    int[] directions = new int[count];
    List<Colour> colours = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      directions[i] = Math.floorMod(direction + (i == odd ? turn : 0), 360);
      colours.add(Draws.one(palette, random));
    }

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("column", odd % size + 1);
    answer.put("row", odd / size + 1);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    colours.forEach(each -> given.withArray("colours").add(each.label()));
    for (int each : directions) {
      given.withArray("directions").add(each);
    }
    given.put("ring", ring.label());
    given.put("size", size);
    double side = 244.0 / size;
    double radius = side / 2 - 4.5;
    List<Probe> probes = new ArrayList<>();
    List<Probe> middles = Puzzles.cells(6, 6, side, size, size);
    for (Probe middle : middles) {
      for (int quarter = 0; quarter < 4; quarter++) {
        double angle = StrictMath.toRadians(90 * quarter);
        probes.add(
            new Probe(
                middle.x() + radius * StrictMath.cos(angle),
                middle.y() + radius * StrictMath.sin(angle)));
      }
    }
    Probe marked = middles.get(odd);
    return new VisionTask(
        answer,
        given,
        count + 720L / TURNS[level - 1],
        (canvas, time) -> {
          canvas.clear(Colour.PAPER);
          for (int i = 0; i < count; i++) {
            paintArrow(canvas, middles.get(i), side, directions[i], colours.get(i));
          }
          if (time > 0) {
            canvas.fill(Shape.arc(marked.x(), marked.y(), radius, -90, 360 * time - 90, 5), ring);
          }
        },
        probes,
        List.of(ring.label()));
  }

  private static void paintArrow(
      Canvas canvas, Probe middle, double side, int direction, Colour colour) {
    double x = middle.x();
    double y = middle.y();
    double length = StrictMath.min(side * 0.33, side * 0.455 - 7.5);
    canvas.fill(
        Shape.arrow(x - length, y, x + length, y, side * 0.09).turned(direction, x, y), colour);
  }
}
