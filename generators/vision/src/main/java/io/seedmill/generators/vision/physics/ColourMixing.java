package io.seedmill.generators.vision.physics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bars of light on a black wall, or of coloured glass on a white one, cross: the crossings are to
 * be coloured.
 *
 * <p>There are two crossings at level 1 and twenty at level 10. The colours are pure at first; from
 * level 6 on, red, green and blue may also be half.
 */
final class ColourMixing extends VisionKind {

  private static final int[][] SIZES = {
    {1, 2}, {2, 2}, {2, 2}, {2, 3}, {3, 3}, {3, 3}, {3, 4}, {4, 4}, {5, 4}, {5, 5}
  };
  private static final int FULL = 255;
  private static final int HALF = 128;

  ColourMixing() {
    super(
        "colour-mixing",
        "mix the colours of light or of glass",
        List.of("bars", "rule"),
        "The bars are {bars}. Colour each crossing that has a question mark as {rule}.",
        "Where two of the {bars} cross, the colour is missing. Fill each such square: {rule}.",
        "Replace every question mark by the mixed colour. The bars are {bars}, so the colour is"
            + " {rule}.",
        "Which colours do the crossings of the {bars} have? Fill all squares with question marks;"
            + " a crossing shows {rule}.",
        "Complete the picture of crossing {bars}. Each marked square gets {rule}, and the bars stay"
            + " as they are.");
  }

  /** A bar across the picture. */
  private record Bar(int from, int width, int rgb) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    boolean isLight = random.nextBoolean();
    boolean isChanged = random.nextBoolean();
    int[] size = SIZES[level - 1];
    List<Bar> columns = bars(size[isChanged ? 1 : 0], level, isLight, random);
    List<Bar> rows = bars(size[isChanged ? 0 : 1], level, isLight, random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    List<Probe> probes = new ArrayList<>();
    int values = 0;
    for (Bar row : rows) {
      var line = answer.withArray("crossings").addArray();
      for (Bar column : columns) {
        line.add(text(mixed(column.rgb(), row.rgb(), isLight)));
        for (double part : new double[] {0.18, 0.82}) {
          probes.add(
              new Probe(column.from() + part * column.width(), row.from() + 0.18 * row.width()));
          probes.add(
              new Probe(column.from() + part * column.width(), row.from() + 0.82 * row.width()));
        }
        values++;
      }
    }
    columns.forEach(bar -> probes.add(new Probe(bar.from() + bar.width() / 2.0, 12)));
    columns.forEach(bar -> probes.add(new Probe(bar.from() + bar.width() / 2.0, 244)));
    rows.forEach(bar -> probes.add(new Probe(12, bar.from() + bar.width() / 2.0)));
    rows.forEach(bar -> probes.add(new Probe(244, bar.from() + bar.width() / 2.0)));

    ObjectNode given = JsonNodeFactory.instance.objectNode();
    describe(given, "columns", columns);
    given.put("mixing", isLight ? "additive" : "subtractive");
    describe(given, "rows", rows);
    return new VisionTask(
        answer,
        given,
        (long) values * (level <= 2 ? 2 : level <= 5 ? 3 : 4),
        (canvas, time) -> paint(canvas, time, columns, rows, isLight),
        probes,
        List.of(
            isLight
                ? "beams of light on a black wall"
                : "transparent colour filters before a white" + " lamp",
            isLight
                ? "the sum of both lights: add their red, green and blue parts, each up to full"
                    + " brightness"
                : "the light that passes both filters: multiply their red, green and blue parts"));
  }

  private static List<Bar> bars(
      int count, int level, boolean isLight, UniformRandomProvider random) {
    List<Bar> bars = new ArrayList<>();
    int room = 216 / count;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int width = StrictMath.min(48, room - 14) - random.nextInt(5);
      int from = 20 + i * room + 4 + random.nextInt(room - width - 7);
      int rgb = last;
      while (rgb == last) {
        rgb = colour(level, isLight, random);
      }
      bars.add(new Bar(from, width, rgb));
      last = rgb;
    }
    return bars;
  }

  /** One that is neither black nor white nor grey. */
  private static int colour(int level, boolean isLight, UniformRandomProvider random) {
    while (true) {
      int rgb = 0;
      int full = 0;
      int none = 0;
      for (int i = 0; i < 3; i++) {
        int part = random.nextInt(level >= 6 ? 3 : 2) * HALF;
        part = level >= 6 ? StrictMath.min(FULL, part) : part > 0 ? FULL : 0;
        full += part == FULL ? 1 : 0;
        none += part == 0 ? 1 : 0;
        rgb = rgb << 8 | part;
      }
      boolean isPure = isLight ? full == 1 && none == 2 : full == 2 && none == 1;
      boolean isSeen =
          isLight ? none > 0 && (full > 0 || none == 2) && none < 3 : full % 3 > 0 && none < 2;
      if (level <= 2 ? isPure : isSeen) {
        return rgb;
      }
    }
  }

  private static int mixed(int a, int b, boolean isLight) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int first = a >> shift & FULL;
      int second = b >> shift & FULL;
      mixed = mixed << 8 | (isLight ? StrictMath.min(FULL, first + second) : first * second / FULL);
    }
    return mixed;
  }

  private static String text(int rgb) {
    return "#" + Integer.toHexString(1 << 24 | rgb).substring(1);
  }

  private static void describe(ObjectNode given, String name, List<Bar> bars) {
    for (Bar bar : bars) {
      given
          .withArray(name)
          .addObject()
          .put("colour", text(bar.rgb()))
          .put("from", bar.from())
          .put("width", bar.width());
    }
  }

  private static void paint(
      Canvas canvas, double time, List<Bar> columns, List<Bar> rows, boolean isLight) {
    canvas.clear(isLight ? Colour.BLACK : Colour.WHITE);
    columns.forEach(
        bar -> canvas.fill(Shape.rectangle(bar.from(), 6, bar.width(), 244), bar.rgb()));
    rows.forEach(bar -> canvas.fill(Shape.rectangle(6, bar.from(), 244, bar.width()), bar.rgb()));
    int step = 0;
    for (Bar row : rows) {
      for (Bar column : columns) {
        double x = column.from();
        double y = row.from();
        canvas.fill(Shape.rectangle(x, y, column.width(), row.width()), Colour.SILVER);
        canvas.fill(
            Shape.text("?", x + column.width() / 2.0, y + row.width() / 2.0, 11), Colour.GREY);
        double part = Scene.part(time, step++, columns.size() * rows.size());
        if (part > 0) {
          canvas.fill(
              Shape.rectangle(x, y, part * column.width(), row.width()),
              mixed(column.rgb(), row.rgb(), isLight));
        }
      }
    }
  }
}
