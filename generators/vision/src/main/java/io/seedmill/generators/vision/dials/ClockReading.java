package io.seedmill.generators.vision.dials;

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
 * A clock face and four times below it: the one that the clock shows is to be framed.
 *
 * <p>Easy clocks have all numbers and show full hours. Harder ones show any minute, have fewer
 * numbers and marks, and the other times are those that a mistake leads to.
 */
final class ClockReading extends VisionKind {

  private static final int MINUTES = 720;
  private static final int CHOICES = 4;
  private static final int[] STEPS = {60, 30, 15, 5, 5, 5, 1, 1, 1, 1};
  private static final List<Colour> RIMS =
      List.of(Colour.INK, Colour.RED, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.BROWN);

  private static final double X = 128;
  private static final double BOX_Y = 203;
  private static final double BOX_HEIGHT = 36;

  ClockReading() {
    super(
        "clock-reading",
        "frame the time that a clock shows",
        List.of("colour"),
        "Which of the four times does the clock show? Draw a {colour} frame around it.",
        "Read the clock and put a {colour} frame around the right one of the times below it.",
        "The clock shows one of the times below. Mark that time with a {colour} frame, and change"
            + " nothing else.",
        "Frame in {colour} the digital time that agrees with the clock.",
        "What time is it? Surround the box of the right time with a {colour} line.");
  }

  /** The look of a clock. */
  private record Face(
      double radius, int numbers, boolean minuteMarks, Colour rim, Colour hands, Colour frame) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int step = STEPS[level - 1];
    int time = random.nextInt(MINUTES / step) * step;
    List<Integer> times = new ArrayList<>(List.of(time));
    while (times.size() < CHOICES) {
      int other = wrong(time, level, step, random);
      if (!times.contains(other)) {
        times.add(random.nextInt(times.size() + 1), other);
      }
    }
    int numbers = level <= 3 ? 12 : level <= 6 ? 4 : level <= 8 ? 1 : 0;
    Face face =
        new Face(
            78 + random.nextInt(15),
            numbers,
            level <= 5 || level == 7,
            Draws.one(RIMS, random),
            Draws.one(RIMS, random),
            Draws.one(Frame.COLOURS, random));
    int right = times.indexOf(time);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("choice", right + 1);
    answer.put("time", text(time));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    times.forEach(each -> given.withArray("choices").add(text(each)));
    given.put("frame", face.frame().label());
    given.put("hands", face.hands().label());
    given.put("numbers", face.numbers());
    given.put("radius", face.radius());
    given.put("rim", face.rim().label());
    given.put("time", text(time));
    long work = 4L + level + (60 / step) / 4 + (12 - numbers);
    return new VisionTask(
        answer,
        given,
        work,
        (canvas, at) -> paint(canvas, at, time, times, right, face),
        probes(time),
        List.of(face.frame().label()));
  }

  /** A time that is far off at low levels, and later one that a slip leads to. */
  private static int wrong(int time, int level, int step, UniformRandomProvider random) {
    int other =
        switch (random.nextInt(level < 4 ? 1 : 4)) {
          case 0 -> random.nextInt(MINUTES / step) * step;
          case 1 -> time / 60 * 60 + 60 + time % 60; // the hour that the hand is near to
          case 2 -> time % 60 / 5 * 60 + time / 60 * 5; // the hands changed for each other
          default -> time + (random.nextBoolean() ? 5 : -5) * (1 + random.nextInt(2));
        };
    return Math.floorMod(other, MINUTES);
  }

  private static String text(int time) {
    return String.format(Locale.ROOT, "%d:%02d", time / 60 == 0 ? 12 : time / 60, time % 60);
  }

  /** All around each of the boxes, and on the face. */
  private static List<Probe> probes(int time) {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < CHOICES; i++) {
      probes.addAll(box(i).probes(0.25, 0.5, 0.75));
    }
    for (int i = 0; i < 24; i++) {
      double turn = 15 * i + 7.5;
      double angle = StrictMath.toRadians(turn - 90);
      if (isFarFrom(turn, time / 2.0) && isFarFrom(turn, time % 60 * 6)) {
        probes.add(new Probe(X + 40 * StrictMath.cos(angle), 100 + 40 * StrictMath.sin(angle)));
      }
    }
    return probes;
  }

  private static boolean isFarFrom(double turn, double hand) {
    double between = StrictMath.abs(turn - hand) % 360;
    return StrictMath.min(between, 360 - between) > 10;
  }

  private static Frame box(int choice) {
    return new Frame(boxX(choice), BOX_Y, 54, BOX_HEIGHT);
  }

  private static double boxX(int choice) {
    return 9.5 + 61 * choice;
  }

  private static void paint(
      Canvas canvas, double at, int time, List<Integer> times, int right, Face face) {
    double y = 100;
    double r = face.radius();
    canvas.clear(Colour.PAPER);
    canvas.fill(Shape.disc(X, y, r), Colour.WHITE);
    canvas.fill(Shape.ring(X, y, r, 5), face.rim());
    for (int i = 0; i < 60; i++) {
      boolean isHour = i % 5 == 0;
      if (isHour || face.minuteMarks()) {
        canvas.fill(
            Shape.line(X, y - r + 6, X, y - r + (isHour ? 12 : 8), isHour ? 2.6 : 1.2)
                .turned(6 * i, X, y),
            Colour.INK);
      }
    }
    for (int hour = 1; hour <= 12; hour++) {
      if (face.numbers() > 0 && hour % (12 / face.numbers()) == 0) {
        double angle = StrictMath.toRadians(30 * hour - 90);
        canvas.fill(
            Shape.text(
                Integer.toString(hour),
                X + (r - 22) * StrictMath.cos(angle),
                y + (r - 22) * StrictMath.sin(angle),
                12),
            Colour.INK);
      }
    }
    double minute = face.numbers() > 0 ? r - 31 : r * 0.8; // not over a number
    canvas.fill(
        Shape.line(X, y + 8, X, y - minute * 0.6, 6).turned(time / 2.0, X, y), face.hands());
    canvas.fill(Shape.line(X, y + 8, X, y - minute, 3.4).turned(time * 6, X, y), face.hands());
    canvas.fill(Shape.disc(X, y, 5.5), face.hands());
    for (int i = 0; i < CHOICES; i++) {
      double x = boxX(i);
      canvas.fill(Shape.rounded(x, BOX_Y, 54, BOX_HEIGHT, 6), Colour.WHITE);
      Shape edge =
          Shape.rounded(x, BOX_Y, 54, BOX_HEIGHT, 6)
              .without(Shape.rounded(x + 1.5, BOX_Y + 1.5, 51, BOX_HEIGHT - 3, 5));
      canvas.fill(edge, Colour.SILVER);
      canvas.fill(Shape.text(text(times.get(i)), x + 27, BOX_Y + BOX_HEIGHT / 2, 13), Colour.INK);
    }
    box(right).paint(canvas, at, face.frame());
  }
}
