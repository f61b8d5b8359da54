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
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Three rows of three cells with figures, of which the last is missing: the right one of eight
 * options is framed.
 *
 * <p>Form, number and colour of the figures, and from level 6 on the background, each follow a
 * rule: the same along a row, the same along a column, or each of three values once in every row
 * and column. The level is the number of the harder rules. The options are all combinations of two
 * values of three of these, so that none of them is the most usual one.
 */
final class RavenMatrices extends VisionKind {

  private static final int ATTRIBUTES = 4;
  private static final List<Colour> BACKGROUNDS = List.of(Colour.WHITE, Colour.SILVER, Colour.GREY);
  private static final List<Colour> COLOURS =
      List.of(Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.CYAN, Colour.BLUE, Colour.PURPLE);
  private static final List<String> FORMS = List.of("disc", "square", "triangle", "star");

  private static final double CELL = 44;
  private static final double BOX = 42;
  private static final double[] BOX_Y = {153, 206};

  RavenMatrices() {
    super(
        "raven-matrices",
        "frame the figure that completes a pattern",
        List.of("colour"),
        "Form, number, colour and background follow rules along the rows and columns of the upper"
            + " square. Which of the eight boxes below belongs in the place of the question mark?"
            + " Draw a {colour} frame around it.",
        "Find the rule of the three rows and three columns, and put a {colour} frame around the one"
            + " of the eight options at the bottom that completes them.",
        "One cell of the pattern is missing. Frame in {colour} the option below that fits both its"
            + " row and its column in every respect.",
        "Which figure comes where the question mark is? Mark the right one of the boxes in the two"
            + " rows at the bottom with a {colour} frame, and change nothing else.",
        "Complete the matrix: surround the only fitting option with a {colour} line. The question"
            + " mark stays as it is.");
  }

  /**
   * What is in a cell.
   *
   * @param values the numbers of its form, of its count, of its colour and of its background
   */
  private record Figure(List<Integer> values) {

    Figure with(int attribute, int value) {
      List<Integer> other = new ArrayList<>(values);
      other.set(attribute, value);
      return new Figure(other);
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%d %s %s on %s",
          values.get(1) + 1,
          COLOURS.get(values.get(2)).label(),
          FORMS.get(values.get(0)),
          BACKGROUNDS.get(values.get(3)).label());
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int varied = level < 6 ? 3 : 4;
    int[] rules = new int[varied];
    for (int left = 2 + level - varied; left > 0; ) {
      int attribute = random.nextInt(varied);
      if (rules[attribute] < 2) {
        rules[attribute]++;
        left--;
      }
    }
    int[] sizes = {FORMS.size(), 4, COLOURS.size(), BACKGROUNDS.size()};
    int[][] triples = new int[ATTRIBUTES][];
    boolean[] isFalling = new boolean[ATTRIBUTES];
    for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
      triples[attribute] = Draws.order(sizes[attribute], random);
      isFalling[attribute] = random.nextBoolean();
    }
    List<Figure> cells = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        List<Integer> values = new ArrayList<>();
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
          int at = 0;
          if (attribute < varied) {
            at =
                switch (rules[attribute]) {
                  case 0 -> row;
                  case 1 -> column;
                  default -> (isFalling[attribute] ? 3 + row - column : row + column) % 3;
                };
          }
          values.add(attribute < varied ? triples[attribute][at] : 0);
        }
        cells.add(new Figure(values));
      }
    }
    Figure missing = cells.remove(cells.size() - 1);
    List<Figure> options = new ArrayList<>(List.of(missing));
    for (int attribute : Draws.order(varied, random)) {
      if (options.size() < 8) {
        int wrong = missing.values().get(attribute);
        while (wrong == missing.values().get(attribute)) {
          wrong = triples[attribute][random.nextInt(3)];
        }
        for (Figure each : List.copyOf(options)) {
          options.add(each.with(attribute, wrong));
        }
      }
    }
    options = Draws.drawn(options, options.size(), random);
    int right = options.indexOf(missing);
    Colour frame = Draws.one(List.of(Colour.ORANGE, Colour.PINK, Colour.BROWN), random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("choice", right + 1);
    answer.put("figure", missing.text());
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    cells.forEach(each -> given.withArray("cells").add(each.text()));
    given.put("frame", frame.label());
    options.forEach(each -> given.withArray("options").add(each.text()));
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      probes.addAll(new Frame(boxX(i), boxY(i), BOX, BOX).probes());
    }
    for (Probe middle : Puzzles.cells(57.5, 4, CELL + 3, 3, 3)) {
      probes.add(new Probe(middle.x() - 17, middle.y() + 17));
    }
    List<Figure> drawn = options;
    return new VisionTask(
        answer,
        given,
        8L + 3L * level,
        (canvas, time) -> {
          canvas.clear(Colour.PAPER);
          for (int i = 0; i < 9; i++) {
            int row = i / 3;
            double x = 57.5 + i % 3 * (CELL + 3);
            double y = 4 + row * (CELL + 3.0);
            cell(canvas, x, y, CELL, i < 8 ? cells.get(i) : null);
          }
          for (int i = 0; i < 8; i++) {
            cell(canvas, boxX(i), boxY(i), BOX, drawn.get(i));
          }
          new Frame(boxX(right), boxY(right), BOX, BOX).paint(canvas, time, frame);
        },
        probes,
        List.of(frame.label()));
  }

  private static double boxX(int option) {
    return 26 + option % 4 * 54;
  }

  private static double boxY(int option) {
    return BOX_Y[option / 4];
  }

  private static void cell(Canvas canvas, double x, double y, double side, Figure figure) {
    canvas.fill(Shape.rectangle(x, y, side, side), Colour.INK);
    Colour background = figure == null ? Colour.WHITE : BACKGROUNDS.get(figure.values().get(3));
    canvas.fill(Shape.rectangle(x + 1, y + 1, side - 2, side - 2), background);
    double middleX = x + side / 2;
    double middleY = y + side / 2;
    if (figure == null) {
      canvas.fill(Shape.text("?", middleX, middleY, 20), Colour.INK);
      return;
    }
    double[][] places =
        switch (figure.values().get(1)) {
          case 0 -> new double[][] {{0, 0}};
          case 1 -> new double[][] {{-9.5, 0}, {9.5, 0}};
          case 2 -> new double[][] {{0, -9}, {-9.5, 9}, {9.5, 9}};
          default -> new double[][] {{-9.5, -9.5}, {9.5, -9.5}, {-9.5, 9.5}, {9.5, 9.5}};
        };
    for (double[] place : places) {
      canvas.fill(
          form(figure.values().get(0), middleX + place[0], middleY + place[1]),
          COLOURS.get(figure.values().get(2)));
    }
  }

  private static Shape form(int form, double x, double y) {
    return switch (form) {
      case 0 -> Shape.disc(x, y, 7);
      case 1 -> Shape.rectangle(x - 6.5, y - 6.5, 13, 13);
      case 2 -> Shape.regular(x, y + 1.5, 8.6, 3, -90);
      default -> Shape.star(x, y + 0.5, 8.8, 3.9, 5, -90);
    };
  }
}
