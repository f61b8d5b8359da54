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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A bar chart with a question to which the answer is a number below it, which is to be framed.
 *
 * <p>Easy questions ask for the value of a bar whose line has a number. Later ones ask for a
 * difference or a sum, and lines have numbers in steps of two or five.
 */
final class ChartReading extends VisionKind {

  private static final int[] BARS = {3, 3, 4, 4, 5, 5, 6, 6, 7, 8};
  private static final int[] STEPS = {1, 1, 1, 1, 2, 2, 2, 5, 5, 5};
  private static final int[] LINES = {6, 8, 8, 10, 6, 6, 8, 4, 4, 5};
  private static final double LEFT = 36;
  private static final double RIGHT = 246;
  private static final double TOP = 14;
  private static final double BOTTOM = 196;

  ChartReading() {
    super(
        "chart-reading",
        "read a bar chart and frame a number",
        List.of("what", "colour"),
        "What is {what} in the chart? Draw a {colour} frame around the right number below.",
        "Read the bar chart. One of the numbers at the bottom is {what}; frame it in {colour}.",
        "Find {what}, and put a {colour} frame around this number. Change nothing else.",
        "The scale is at the left of the bars. Mark the number that is {what} with a {colour}"
            + " frame.",
        "Which of the numbers below the chart is {what}? Surround its box with a {colour} line.");
  }

  private enum Question {
    VALUE,
    DIFFERENCE,
    SUM,
    RANGE
  }

  private record Bar(Colour colour, int value) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int step = STEPS[level - 1];
    int most = step * LINES[level - 1];
    List<Bar> bars = new ArrayList<>();
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, BARS[level - 1], random);
    for (Colour colour : colours) {
      bars.add(new Bar(colour, 1 + random.nextInt(most)));
    }
    Question question =
        Draws.one(
            level <= 3
                ? List.of(Question.VALUE)
                : level <= 6
                    ? List.of(Question.VALUE, Question.DIFFERENCE)
                    : List.of(Question.DIFFERENCE, Question.SUM, Question.RANGE),
            random);
    List<Bar> asked = Draws.drawn(bars, 2, random);
    if (question == Question.RANGE) {
      asked =
          List.of(
              Collections.max(bars, Comparator.comparingInt(Bar::value)),
              Collections.min(bars, Comparator.comparingInt(Bar::value)));
    }
    int a = asked.get(0).value();
    int b = asked.get(1).value();
    String first = asked.get(0).colour().label();
    String second = asked.get(1).colour().label();
    int value =
        question == Question.VALUE ? a : question == Question.SUM ? a + b : StrictMath.abs(a - b);
    String what =
        switch (question) {
          case VALUE -> "the value of the %s bar".formatted(first);
          case DIFFERENCE ->
              "the difference between the values of the %s and the %s bar".formatted(first, second);
          case SUM -> "the sum of the values of the %s and the %s bar".formatted(first, second);
          case RANGE -> "the difference between the highest and the lowest value";
        };
    NumberBoxes boxes = NumberBoxes.of(value, random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("number", value);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    bars.forEach(
        bar -> given.withArray("bars").addArray().add(bar.colour().label()).add(bar.value()));
    boxes.describe(given);
    given.put("most", most);
    ObjectNode described = given.putObject("question");
    described.put("kind", question.name().toLowerCase(Locale.ROOT));
    if (question != Question.RANGE) {
      described.withArray("bars").add(first);
    }
    if (question == Question.DIFFERENCE || question == Question.SUM) {
      described.withArray("bars").add(second);
    }
    given.put("step", step);
    List<Probe> probes = boxes.probes();
    for (int i = 0; i < bars.size(); i++) {
      double height = (BOTTOM - TOP) * bars.get(i).value() / most;
      probes.add(new Probe(x(i, bars.size()), BOTTOM - height / 2));
    }
    return new VisionTask(
        answer,
        given,
        5L * bars.size() + 2L * level + (question == Question.VALUE ? 0 : 3),
        (canvas, time) -> paint(canvas, time, bars, step, most, boxes),
        probes,
        List.of(what, boxes.colour().label()));
  }

  private static double x(int bar, int bars) {
    return LEFT + (bar + 0.5) * (RIGHT - LEFT) / bars;
  }

  private static void paint(
      Canvas canvas, double time, List<Bar> bars, int step, int most, NumberBoxes boxes) {
    canvas.clear(Colour.WHITE);
    for (int value = 0; value <= most; value += step) {
      double y = BOTTOM - (BOTTOM - TOP) * value / most;
      canvas.fill(Shape.rectangle(LEFT, y - 0.5, RIGHT - LEFT, 1), Colour.SILVER);
      canvas.fill(Shape.text(Integer.toString(value), 19, y, 10), Colour.INK);
    }
    double width = (RIGHT - LEFT) / bars.size() * 0.62;
    for (int i = 0; i < bars.size(); i++) {
      double height = (BOTTOM - TOP) * bars.get(i).value() / most;
      canvas.fill(
          Shape.rectangle(x(i, bars.size()) - width / 2, BOTTOM - height, width, height),
          bars.get(i).colour());
    }
    canvas.fill(Shape.rectangle(LEFT - 1, TOP - 4, 1.5, BOTTOM - TOP + 5), Colour.INK);
    canvas.fill(Shape.rectangle(LEFT - 1, BOTTOM - 0.5, RIGHT - LEFT + 1, 1.5), Colour.INK);
    boxes.paint(canvas, time);
  }
}
