package io.seedmill.generators.vision.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Shapes lie about, and are to be sorted into a row of boxes by their size or by their corners.
 *
 * <p>Three shapes at level 1 and six from level 7 on; the differences between sizes become small.
 */
final class ShapeSorting extends VisionKind {

  private static final int[] COUNTS = {3, 3, 4, 4, 5, 5, 6, 6, 6, 6};
  private static final double BOX_Y = 214;

  private enum Rule {
    SIZE("size", "the smallest", "the largest"),
    CORNERS("number of corners", "the fewest", "the most"),
    POINTS("number of points", "the fewest", "the most");

    private final String label;
    private final String least;
    private final String most;

    Rule(String label, String least, String most) {
      this.label = label;
      this.least = least;
      this.most = most;
    }
  }

  ShapeSorting() {
    super(
        "shape-sorting",
        "sort shapes into a row of boxes",
        List.of("rule", "first", "last"),
        "Sort the shapes by {rule}: move each into a box below, {first} on the left and {last} on"
            + " the right.",
        "Move all shapes into the row of boxes, one into each, ordered by their {rule} from {first}"
            + " (left) to {last} (right).",
        "Arrange the shapes by {rule} in the boxes, from {first} in the left box to {last} in the"
            + " right one. Nothing stays above.",
        "Fill the boxes from left to right with the shapes in the order of their {rule}, {first}"
            + " first and {last} last. Each shape keeps its colour, size and direction.",
        "Put the shapes in order by {rule}. The left box gets {first}, the right box gets {last},"
            + " and the place above the boxes is empty afterwards.");
  }

  /** A shape where it lies; the box is its place in the order. */
  private record Item(
      double x, double y, double radius, int corners, int angle, Colour colour, int box) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = COUNTS[level - 1];
    Rule rule = Rule.values()[random.nextInt(3)];
    boolean isAscending = random.nextBoolean();
    double pitch = 244.0 / count;
    double most = StrictMath.min(24, pitch / 2 - 4);
    List<Item> items = items(rule, level, count, most, isAscending, random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("order", isAscending ? "ascending" : "descending");
    given.put("rule", rule.label);
    given.put("shape", rule == Rule.POINTS ? "star" : "polygon");
    List<Probe> probes = new ArrayList<>();
    String[] boxes = new String[count];
    for (Item item : items) {
      given
          .withArray("shapes")
          .addObject()
          .put("angle", item.angle())
          .put("colour", item.colour().label())
          .put("corners", item.corners())
          .put("radius", item.radius())
          .put("x", item.x())
          .put("y", item.y());
      boxes[item.box()] = item.colour().label();
      probes.add(new Probe(item.x(), item.y()));
      probes.add(new Probe(boxX(item.box(), count), BOX_Y));
    }
    for (String box : boxes) {
      answer.withArray("boxes").add(box);
    }
    boolean isStar = rule == Rule.POINTS;
    return new VisionTask(
        answer,
        given,
        (long) count * count + 2L * level,
        (canvas, time) -> paint(canvas, time, items, isStar),
        probes,
        List.of(
            rule.label,
            isAscending ? rule.least : rule.most,
            isAscending ? rule.most : rule.least));
  }

  /** The boxes count; what is left at the old places takes its share away. */
  @Override
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    ArrayNode places = JsonNodeFactory.instance.arrayNode();
    ArrayNode boxes = JsonNodeFactory.instance.arrayNode();
    for (JsonNode probe : metadata.path("probes")) {
      (places.size() > boxes.size() ? boxes : places).add(probe); // in turn
    }
    return Probes.score(boxes, proposed) * Probes.score(places, proposed);
  }

  private static List<Item> items(
      Rule rule,
      int level,
      int count,
      double most,
      boolean isAscending,
      UniformRandomProvider random) {
    List<Colour> colours = new ArrayList<>(Colour.BRIGHT);
    List<Integer> values = new ArrayList<>();
    int fewest = rule == Rule.POINTS ? 4 : 3;
    while (rule != Rule.SIZE && values.size() < count) {
      int value = fewest + random.nextInt(6);
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    values.sort(null);
    int same = 3 + random.nextInt(4);
    double step = StrictMath.min((most - 7) / (count - 1), 5 - 0.38 * level);
    double base = most - random.nextInt(2) * 0.5;
    List<double[]> places = places(count, most, random);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean bySize = rule == Rule.SIZE;
      double radius = bySize ? base - step * (count - 1 - i) : most - random.nextInt(4);
      int corners = bySize ? same : values.get(i);
      double[] place = places.get(i);
      items.add(
          new Item(
              place[0],
              place[1],
              StrictMath.rint(radius * 100) / 100,
              corners,
              bySize && level < 5 ? 0 : 5 * random.nextInt(72),
              colours.remove(random.nextInt(colours.size())),
              isAscending ? i : count - 1 - i));
    }
    // The order of the list, and of painting, tells nothing.
    items.sort((a, b) -> Double.compare(a.x(), b.x()));
    return items;
  }

  private static List<double[]> places(int count, double most, UniformRandomProvider random) {
    List<double[]> places = new ArrayList<>();
    int edge = (int) most + 6;
    while (places.size() < count) {
      places.clear();
      for (int tries = 0; tries < 60 && places.size() < count; tries++) {
        double x = edge + random.nextInt(257 - 2 * edge);
        double y = edge + random.nextInt(168 - 2 * edge);
        if (places.stream()
            .allMatch(each -> StrictMath.hypot(x - each[0], y - each[1]) > 2 * most + 5)) {
          places.add(new double[] {x, y});
        }
      }
    }
    return places;
  }

  private static double boxX(int box, int count) {
    return 6 + 244.0 / count * (box + 0.5);
  }

  private static void paint(Canvas canvas, double time, List<Item> items, boolean isStar) {
    canvas.clear(Colour.WHITE);
    double half = StrictMath.min(27, 122.0 / items.size() - 1.5);
    for (int i = 0; i < items.size(); i++) {
      double x = boxX(i, items.size());
      canvas.fill(
          Shape.rounded(x - half, BOX_Y - half, 2 * half, 2 * half, 4)
              .without(
                  Shape.rounded(x - half + 1.5, BOX_Y - half + 1.5, 2 * half - 3, 2 * half - 3, 3)),
          Colour.GREY);
    }
    for (Item item : items) {
      double x = item.x() + time * (boxX(item.box(), items.size()) - item.x());
      double y = item.y() + time * (BOX_Y - item.y());
      double r = item.radius();
      canvas.fill(
          isStar
              ? Shape.star(x, y, r, r * 0.5, item.corners(), item.angle() - 90)
              : Shape.regular(x, y, r, item.corners(), item.angle() - 90),
          item.colour());
    }
  }
}
