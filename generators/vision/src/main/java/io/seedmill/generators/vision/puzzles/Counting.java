package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Scattered shapes, of which those of one form and colour are to be counted; their number is
 * framed.
 *
 * <p>At the first two levels all shapes are alike, later others are between them, from level 6 on
 * such that have the same colour or the same form.
 */
final class Counting extends VisionKind {

  private static final int COLUMNS = 9;
  private static final int ROWS = 7;
  private static final int LIKE = 6;

  private enum Form {
    DISC,
    SQUARE,
    TRIANGLE,
    STAR;

    Shape at(double x, double y) {
      return switch (this) {
        case DISC -> Shape.disc(x, y, 9);
        case SQUARE -> Shape.rectangle(x - 8, y - 8, 16, 16);
        case TRIANGLE -> Shape.regular(x, y + 2, 11, 3, -90);
        case STAR -> Shape.star(x, y + 1, 11.5, 5.2, 5, -90);
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Item(Form form, Colour colour, double x, double y) {}

  Counting() {
    super(
        "counting",
        "count shapes and frame their number",
        List.of("what", "colour"),
        "How many {what} are there? Draw a {colour} frame around the right number below.",
        "Count the {what}, and frame their number in {colour}.",
        "One of the numbers at the bottom says how many {what} the picture has. Mark it with a"
            + " {colour} frame and leave the rest as it is.",
        "Put a {colour} frame around the number of {what}. Other shapes do not count.",
        "Find all {what}. Surround the box that has their exact number with a {colour} line.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int total = 3 + 3 * level + random.nextInt(3);
    int right = level <= 2 ? total : total / 3 + random.nextInt(total / 3);
    Form form = Draws.one(List.of(Form.values()), random);
    Colour colour = Draws.one(Colour.BRIGHT, random);
    List<Item> items = new ArrayList<>();
    int[] places = Draws.order(COLUMNS * ROWS, random);
    for (int i = 0; i < total; i++) {
      Form itsForm = form;
      Colour itsColour = colour;
      boolean isLike = level >= LIKE && random.nextInt(3) > 0;
      boolean isSameForm = random.nextBoolean();
      while (i >= right
          && (isLike
              ? (itsForm == form) == (itsColour == colour) || (itsForm == form) != isSameForm
              : itsForm == form || itsColour == colour)) {
        itsForm = Draws.one(List.of(Form.values()), random);
        itsColour = Draws.one(Colour.BRIGHT, random);
      }
      double x = 128 + (places[i] % COLUMNS - (COLUMNS - 1) / 2.0) * 27 + random.nextInt(7) - 3;
      double y = 18 + places[i] / COLUMNS * 28 + random.nextInt(7) - 3;
      items.add(new Item(itsForm, itsColour, x, y));
    }
    NumberBoxes boxes = NumberBoxes.of(right, random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("count", right);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("colour", colour.label());
    given.put("form", form.label());
    boxes.describe(given);
    List<Probe> probes = boxes.probes();
    for (Item item : items) {
      given
          .withArray("items")
          .addArray()
          .add(item.form().label())
          .add(item.colour().label())
          .add(item.x())
          .add(item.y());
      if (probes.size() < 56) {
        probes.add(new Probe(item.x(), item.y() + 1));
      }
    }
    return new VisionTask(
        answer,
        given,
        2L * total + right + level,
        (canvas, time) -> {
          canvas.clear(Colour.PAPER);
          items.forEach(each -> canvas.fill(each.form().at(each.x(), each.y()), each.colour()));
          boxes.paint(canvas, time);
        },
        probes,
        List.of(colour.label() + " " + form.label() + "s", boxes.colour().label()));
  }
}
