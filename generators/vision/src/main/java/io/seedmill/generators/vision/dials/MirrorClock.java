package io.seedmill.generators.vision.dials;

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
 * A clock and its mirror image, whose hands are to be drawn.
 *
 * <p>Easy clocks show full hours beside an upright mirror. Harder ones show any minute, have fewer
 * marks, and the mirror is level, and later a diagonal.
 */
final class MirrorClock extends VisionKind {

  private static final int[] STEPS = {60, 30, 15, 10, 5, 5, 1, 1, 1, 1};
  private static final List<Colour> COLOURS =
      List.of(Colour.INK, Colour.RED, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.BROWN);

  /** The directions of mirrors: angles as on a canvas. */
  private static final int[] MIRRORS = {90, 0, 45, 135};

  private static final double MINUTE = 0.72;
  private static final double HOUR = 0.46;
  private static final double THICK = 7;

  MirrorClock() {
    super(
        "mirror-clock",
        "draw the hands of a clock's mirror image",
        List.of("colour"),
        "The dashed line is a mirror. Draw the hands of the clock's mirror image on the empty face,"
            + " in {colour}.",
        "A clock stands before a mirror, the dashed line. Show both {colour} hands of its"
            + " reflection on the face behind the line.",
        "Complete the reflection of the clock in the dashed line: draw the short and the long hand"
            + " on the face that has none, in {colour}.",
        "Which way do the hands point on the clock in the mirror? Draw them in {colour} on the"
            + " empty face; the dashed line is the mirror.",
        "Reflect the clock in the dashed line. The face of the reflection is there; add its two"
            + " {colour} hands and change nothing else.");
  }

  /** The look and the places of the two faces. */
  private record Look(
      double radius,
      int mirror,
      double[] clock,
      double[] image,
      int marks,
      boolean isTopMarked,
      Colour rim,
      Colour hands) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int step = STEPS[level - 1];
    int mirrors = level <= 3 ? 1 : level <= 6 ? 2 : 4;
    int mirror = random.nextInt(mirrors);
    int time = random.nextInt(720 / step) * step;
    while (isEasy(time, MIRRORS[mirror])) {
      time = random.nextInt(720 / step) * step;
    }
    int shown = time;
    double[][] middles =
        switch (MIRRORS[mirror]) {
          case 90 -> new double[][] {{66, 128}, {190, 128}};
          case 0 -> new double[][] {{128, 66}, {128, 190}};
          case 45 -> new double[][] {{188, 68}, {68, 188}};
          default -> new double[][] {{68, 68}, {188, 188}};
        };
    alongMirror(middles, MIRRORS[mirror], random);
    boolean isChanged = random.nextBoolean();
    Look look =
        new Look(
            46 + random.nextInt(9),
            MIRRORS[mirror],
            middles[isChanged ? 1 : 0],
            middles[isChanged ? 0 : 1],
            level <= 5 ? 60 : level <= 8 ? 12 : 4,
            level <= 6,
            COLOURS.get(random.nextInt(COLOURS.size())),
            COLOURS.get(random.nextInt(COLOURS.size())));
    double minute = mirrored(time * 6 % 360, look.mirror());
    double hour = mirrored(time / 2.0, look.mirror());

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("hour_hand", hour);
    answer.put("minute_hand", minute);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putArray("clock").add(look.clock()[0]).add(look.clock()[1]);
    given.put("hands", look.hands().label());
    given.putArray("image").add(look.image()[0]).add(look.image()[1]);
    given.put("marks", look.marks());
    given.put("mirror", look.mirror());
    given.put("radius", look.radius());
    given.put("rim", look.rim().label());
    given.put("time", time);
    given.put("top_is_marked", look.isTopMarked());
    return new VisionTask(
        answer,
        given,
        4L * level + 2L * mirror,
        (canvas, at) -> paint(canvas, at, shown, look),
        probes(time, look),
        List.of(look.hands().label()));
  }

  /** Moves both faces along the mirror, as far as there is room. */
  private static void alongMirror(double[][] middles, int mirror, UniformRandomProvider random) {
    int room = mirror % 90 == 0 ? 60 : 5;
    int way = random.nextInt(2 * room + 1) - room;
    for (double[] middle : middles) {
      middle[0] += mirror == 90 ? 0 : mirror == 135 ? -way : way;
      middle[1] += mirror == 0 ? 0 : way;
    }
  }

  /** Hands that lie on each other cannot be told apart, and a copy is no mirror image. */
  private static boolean isEasy(int time, int mirror) {
    double between = StrictMath.abs(time / 2.0 - time * 6 % 360);
    boolean isCopy =
        mirrored(time / 2.0, mirror) == time / 2.0 && mirrored(time * 6, mirror) == time * 6 % 360;
    return isCopy || StrictMath.min(between, 360 - between) < 20;
  }

  /** Returns the direction of a hand in the mirror; 0 is up, and it grows clockwise. */
  private static double mirrored(double turn, int mirror) {
    return (2 * mirror + 180 - turn + 7200) % 360;
  }

  private static double[] tip(double[] middle, double turn, double length) {
    double angle = StrictMath.toRadians(turn - 90);
    return new double[] {
      middle[0] + length * StrictMath.cos(angle), middle[1] + length * StrictMath.sin(angle)
    };
  }

  private static List<Probe> probes(int time, Look look) {
    List<Probe> probes = new ArrayList<>();
    for (double[] face : List.of(look.clock(), look.image())) {
      boolean isImage = face == look.image();
      double hour = isImage ? mirrored(time / 2.0, look.mirror()) : time / 2.0;
      double minute = isImage ? mirrored(time * 6, look.mirror()) : time * 6;
      double[] hourTip = tip(face, hour, HOUR * look.radius());
      double[] minuteTip = tip(face, minute, MINUTE * look.radius());
      for (double part : new double[] {0.58, 0.64, 0.7}) {
        add(probes, tip(face, minute, part * look.radius()));
      }
      add(probes, tip(face, minute, 0.42 * look.radius()));
      add(probes, tip(face, hour, 0.34 * look.radius()));
      add(probes, tip(face, hour, 0.44 * look.radius()));
      for (int i = 0; i < 48; i++) {
        double[] place = tip(face, 15 * i + 5, (i < 24 ? 0.4 : 0.62) * look.radius());
        Probe probe = new Probe(place[0], place[1]);
        double far =
            StrictMath.min(
                probe.distance(face[0], face[1], hourTip[0], hourTip[1]),
                probe.distance(face[0], face[1], minuteTip[0], minuteTip[1]));
        if (far > THICK / 2 + 3.2) {
          probes.add(probe);
        }
      }
    }
    return probes;
  }

  private static void add(List<Probe> probes, double[] place) {
    probes.add(new Probe(place[0], place[1]));
  }

  private static void paint(Canvas canvas, double at, int time, Look look) {
    canvas.clear(Colour.PAPER);
    paintMirror(canvas, look.mirror());
    double r = look.radius();
    for (double[] face : List.of(look.clock(), look.image())) {
      double x = face[0];
      double y = face[1];
      canvas.fill(Shape.disc(x, y, r), Colour.WHITE);
      canvas.fill(Shape.ring(x, y, r, 4), look.rim());
      for (int i = 0; i < look.marks(); i++) {
        double turn = 360.0 / look.marks() * i;
        boolean isHour = turn % 30 == 0;
        canvas.fill(
            Shape.line(x, y - r + 4.5, x, y - r + (isHour ? 9 : 6), isHour ? 2.2 : 1)
                .turned(turn, x, y),
            Colour.INK);
      }
      if (look.isTopMarked()) {
        double turn = face == look.image() ? mirrored(0, look.mirror()) : 0;
        double[] top = tip(face, turn, r - 7);
        canvas.fill(Shape.disc(top[0], top[1], 3.6), Colour.ORANGE);
      }
    }
    hands(canvas, look, look.clock(), time / 2.0, time * 6, 1);
    hands(
        canvas,
        look,
        look.image(),
        mirrored(time / 2.0, look.mirror()),
        mirrored(time * 6, look.mirror()),
        at);
  }

  private static void hands(
      Canvas canvas, Look look, double[] face, double hour, double minute, double part) {
    if (part > 0) {
      double[] hourTip = tip(face, hour, part * HOUR * look.radius());
      double[] minuteTip = tip(face, minute, part * MINUTE * look.radius());
      canvas.fill(Shape.line(face[0], face[1], hourTip[0], hourTip[1], THICK), look.hands());
      canvas.fill(Shape.line(face[0], face[1], minuteTip[0], minuteTip[1], THICK), look.hands());
    }
    canvas.fill(Shape.disc(face[0], face[1], 5), look.hands());
  }

  private static void paintMirror(Canvas canvas, int mirror) {
    double half = mirror % 90 == 0 ? 122 : 172;
    for (int i = 0; i < 18; i++) {
      double from = half * ((i + 0.15) / 9 - 1);
      double to = half * ((i + 0.7) / 9 - 1);
      canvas.fill(
          Shape.line(128 + from, 128, 128 + to, 128, 3).turned(mirror, 128, 128), Colour.BLACK);
    }
  }
}
