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
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Nine boxes, read row by row, in which a shape changes by rules; the last one is to be drawn.
 *
 * <p>Form, colour and size repeat with a period of two to four boxes, and a dot moves on by the
 * same number of places each time, from level 8 on by one place more each time. One of these
 * changes at level 1, and all four do at level 10.
 */
final class SequenceCompletion extends VisionKind {

  private static final int[] RULES = {1, 1, 2, 2, 2, 3, 3, 3, 4, 4};
  private static final int[] PERIODS = {2, 3, 2, 3, 4, 3, 4, 4, 3, 4};
  private static final int BOXES = 9;
  private static final int PLACES = 8;
  private static final double[] SIZES = {12, 17, 22};
  private static final double SIDE = 74;

  private enum Form {
    DISC,
    SQUARE,
    PLUS,
    RING;

    Shape at(double x, double y, double r) {
      return switch (this) {
        case DISC -> Shape.disc(x, y, r);
        case SQUARE -> Shape.rectangle(x - r, y - r, 2 * r, 2 * r);
        case PLUS ->
            Shape.rectangle(x - r, y - r * 0.36, 2 * r, r * 0.72)
                .and(Shape.rectangle(x - r * 0.36, y - r, r * 0.72, 2 * r));
        case RING -> Shape.disc(x, y, r).without(Shape.disc(x, y, r * 0.45));
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  SequenceCompletion() {
    super(
        "sequence-completion",
        "draw the next picture of a sequence",
        List.of(),
        "The boxes are a sequence, row by row. Draw what belongs into the empty box at the end.",
        "Read the boxes from left to right and from top to bottom, find the rules by which shape,"
            + " colour, size and the place of the black dot follow each other, and fill the last"
            + " box.",
        "What comes next? Continue the sequence in the empty box; the rows follow each other.",
        "Eight pictures follow rules that repeat or go on steadily. Draw the ninth one, with its"
            + " shape and its black dot, into the empty box.",
        "Complete the sequence: the last box shows the shape that comes next, in the right colour"
            + " and size, and the dot at the place to which it moves.");
  }

  /** The content of a box; the dot has one of eight places around the shape. */
  private record Item(Form form, Colour colour, int size, int dot) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int[] changing = new int[4];
    int[] attributes = Draws.order(4, random);
    for (int i = 0; i < 4; i++) {
      int most = PERIODS[level - 1];
      boolean isChanging = i < RULES[level - 1];
      changing[attributes[i]] = isChanging ? (i == 0 ? most : 2 + random.nextInt(most - 1)) : 1;
    }
    List<Form> forms = Draws.drawn(List.of(Form.values()), changing[0], random);
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, changing[1], random);
    int[] sizes = Draws.order(3, random);
    int period = StrictMath.min(3, changing[2]);
    int dot = random.nextInt(PLACES);
    int step = changing[3] == 1 ? 0 : 1 + random.nextInt(3);
    int direction = random.nextBoolean() ? 1 : PLACES - 1;
    int faster = changing[3] > 1 && level >= 8 ? 1 : 0;
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < BOXES; i++) {
      items.add(
          new Item(
              forms.get(i % forms.size()),
              colours.get(i % colours.size()),
              sizes[i % period],
              dot));
      dot = (dot + direction * (step + faster * i)) % PLACES;
    }
    Item last = items.get(BOXES - 1);
    ObjectNode answer = describe(last);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    items.subList(0, BOXES - 1).forEach(item -> given.withArray("boxes").add(describe(item)));
    return new VisionTask(
        answer,
        given,
        10L * RULES[level - 1] + level,
        (canvas, time) -> paint(canvas, time, items),
        probes(last),
        List.of());
  }

  private static ObjectNode describe(Item item) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("colour", item.colour().label())
        .put("dot", item.dot())
        .put("form", item.form().label())
        .put("size", (int) SIZES[item.size()]);
  }

  private static double x(int box) {
    return 49 + 79 * (box % 3);
  }

  private static double y(int box) {
    return 49 + 79 * Math.floorDiv(box, 3);
  }

  private static double[] dot(int box, int place) {
    int[] across = {0, 1, 1, 1, 0, -1, -1, -1};
    return new double[] {x(box) + 29 * across[place], y(box) - 29 * across[(place + 2) % PLACES]};
  }

  /** Returns places at which forms and sizes differ, those of the dot, and the shapes before. */
  private static List<Probe> probes(Item last) {
    int box = BOXES - 1;
    List<Probe> probes = new ArrayList<>();
    double r = SIZES[last.size()];
    double[] offs = {0, 0.55 * r, 0.85 * r};
    for (double off : offs) {
      probes.add(new Probe(x(box) + off, y(box) + off));
    }
    probes.add(new Probe(x(box) + 14.5, y(box)));
    probes.add(new Probe(x(box) + 19.5, y(box)));
    for (int place = 0; place < PLACES; place++) {
      double[] at = dot(box, place);
      probes.add(new Probe(at[0], at[1]));
    }
    for (int before = 0; before < box; before++) {
      probes.add(new Probe(x(before), y(before)));
    }
    return probes;
  }

  private static void paint(Canvas canvas, double time, List<Item> items) {
    canvas.clear(Colour.PAPER);
    for (int i = 0; i < BOXES; i++) {
      Puzzles.box(canvas, x(i) - SIDE / 2, y(i) - SIDE / 2, SIDE, SIDE);
      double part = i == BOXES - 1 ? time : 1;
      Item item = items.get(i);
      if (part > 0) {
        canvas.fill(item.form().at(x(i), y(i), SIZES[item.size()] * part), item.colour());
        double[] dot = dot(i, item.dot());
        canvas.fill(Shape.disc(dot[0], dot[1], 4.5 * part), Colour.INK);
      }
    }
  }
}
