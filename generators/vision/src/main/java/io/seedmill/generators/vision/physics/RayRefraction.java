package io.seedmill.generators.vision.physics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A ray of light falls on level layers of different materials: its way down through all of them is
 * to be drawn, by the law of refraction.
 *
 * <p>There are two layers at level 1 and five at level 10. The ray is never reflected totally, and
 * each boundary bends it by six degrees or more.
 */
final class RayRefraction extends VisionKind {

  private static final int[] LAYERS = {2, 2, 2, 3, 3, 3, 4, 4, 4, 5};
  private static final double TOP = 8;
  private static final double HEIGHT = 240;
  private static final double WIDTH = 6.5;
  private static final double ARROW = 34;

  /** The content of a layer: its refractive index, in tenths, and its colour. */
  private enum Material {
    AIR(10, 0xFFFFFF),
    WATER(13, 0xCDE6F5),
    GLASS(15, 0xD3EFD8),
    FLINT(18, 0xF3E3BE),
    DIAMOND(24, 0xE3D6F2);

    private final int tenths;
    private final int rgb;

    Material(int tenths, int rgb) {
      this.tenths = tenths;
      this.rgb = rgb;
    }

    String index() {
      return Integer.toString(tenths / 10) + "." + tenths % 10;
    }
  }

  RayRefraction() {
    super(
        "ray-refraction",
        "draw the way of a light ray through layers",
        List.of("ray"),
        "A ray of {ray} light enters at the arrow. The number at the left of each layer is its"
            + " refractive index. Draw the {ray} ray down to the lower edge of the picture; at each"
            + " boundary it is bent by the law of refraction.",
        "Continue the {ray} ray from the arrow through all layers. The refractive indices stand at"
            + " the left, and index times sine of the angle to the vertical is the same in every"
            + " layer.",
        "Light follows the {ray} arrow. Trace it through the layers to the bottom: Snell's law"
            + " holds at each boundary, with the refractive indices that are written at the left.",
        "Draw the refracted {ray} ray from the arrow to the lowest edge. It is bent towards the"
            + " vertical where the next layer has the higher refractive index, and away from it"
            + " where it has the lower one, as Snell's law says.",
        "Show the whole way of the {ray} ray of light. It goes straight in each layer and is"
            + " refracted, not reflected, at each boundary; each layer has its index at the left.");
  }

  /** The layers from the top, and the points of the way at the top and at each lower boundary. */
  private record Course(List<Material> layers, int angle, double[] points) {

    double y(int boundary) {
      return TOP + HEIGHT * boundary / layers.size();
    }

    Probe at(int layer, double part) {
      double[] p = points;
      return new Probe(
          p[layer] + part * (p[layer + 1] - p[layer]), y(layer) + part * HEIGHT / layers.size());
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    Course course = null;
    while (course == null) {
      course = course(LAYERS[level - 1], random);
    }
    Course found = course;
    Colour ray =
        Draws.one(
            List.of(Colour.RED, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.ORANGE), random);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i < found.points().length; i++) {
      answer.withArray("points").addArray().add(tenths(found.points()[i])).add(tenths(found.y(i)));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("angle", found.angle());
    found.layers().forEach(layer -> given.withArray("indices").add(layer.tenths / 10.0));
    given.put("ray", ray.label());
    given.putArray("start").add(found.points()[0]).add(TOP);
    return new VisionTask(
        answer,
        given,
        12L * found.layers().size() + level,
        (canvas, time) -> paint(canvas, time, found, ray),
        probes(found),
        List.of(ray.label()));
  }

  /** Returns a way, or null if it leaves the picture, or a boundary bends it little. */
  private static Course course(int count, UniformRandomProvider random) {
    List<Material> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(Draws.one(List.of(Material.values()), random));
    }
    int angle = (18 + random.nextInt(45)) * (random.nextBoolean() ? 1 : -1);
    double[] points = new double[count + 1];
    points[0] = 50 + random.nextInt(190);
    double constant = layers.get(0).tenths * StrictMath.sin(StrictMath.toRadians(angle));
    double before = angle;
    for (int i = 0; i < count; i++) {
      double sine = constant / layers.get(i).tenths;
      if (StrictMath.abs(sine) > 0.9) {
        return null;
      }
      double now = StrictMath.toDegrees(StrictMath.asin(sine));
      if (i > 0 && StrictMath.abs(now - before) < 6) {
        return null;
      }
      before = now;
      points[i + 1] = points[i] + HEIGHT / count * sine / StrictMath.sqrt(1 - sine * sine);
      if (points[i + 1] < 48 || points[i + 1] > 246) {
        return null;
      }
    }
    return new Course(layers, angle, points);
  }

  private static double tenths(double value) {
    return StrictMath.rint(value * 10) / 10;
  }

  /** On the ray, beside it, and where it would go if nothing bent it at the last boundary. */
  private static List<Probe> probes(Course course) {
    List<Probe> probes = new ArrayList<>();
    int count = course.layers().size();
    for (int layer = 0; layer < count; layer++) {
      for (double part : new double[] {0.3, 0.5, 0.7, 0.85}) {
        Probe on = course.at(layer, part);
        boolean isArrow =
            layer == 0 && StrictMath.hypot(on.x() - course.points()[0], on.y() - TOP) < 2 * ARROW;
        if (!isArrow) {
          probes.add(on);
        }
        double lean = course.points()[layer + 1] - course.points()[layer];
        double off = StrictMath.hypot(lean, HEIGHT / count) / (HEIGHT / count);
        for (double side : new double[] {-17 * off, 17 * off}) {
          add(probes, new Probe(on.x() + side, on.y()));
        }
        if (layer > 0) {
          double old = course.points()[layer] - course.points()[layer - 1];
          Probe straight = new Probe(course.points()[layer] + part * old, on.y());
          if (StrictMath.abs(straight.x() - on.x()) > 8 * off) {
            add(probes, straight);
          }
        }
      }
    }
    return probes;
  }

  private static void add(List<Probe> probes, Probe probe) {
    if (probe.x() > 44 && probe.x() < 252) {
      probes.add(probe);
    }
  }

  private static void paint(Canvas canvas, double time, Course course, Colour ray) {
    int count = course.layers().size();
    canvas.clear(Colour.WHITE);
    for (int i = 0; i < count; i++) {
      Material material = course.layers().get(i);
      canvas.fill(Shape.rectangle(0, course.y(i), 256, HEIGHT / count), material.rgb);
      double middle = course.y(i) + HEIGHT / count / 2;
      canvas.fill(Shape.text(material.index(), 21, middle, 13), Colour.INK);
    }
    for (int i = 0; i <= count; i++) {
      canvas.fill(Shape.rectangle(0, course.y(i) - 0.75, 256, 1.5), Colour.GREY);
    }
    double[] points = course.points();
    double[] line = new double[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      double part = i == 0 ? 0 : Scene.part(time, i - 1, count);
      double x = points[StrictMath.max(0, i - 1)];
      double y = course.y(StrictMath.max(0, i - 1));
      line[2 * i] = i > 0 && part == 0 ? line[2 * i - 2] : x + part * (points[i] - x);
      line[2 * i + 1] = i > 0 && part == 0 ? line[2 * i - 1] : y + part * HEIGHT / count;
    }
    if (time > 0) {
      canvas.fill(Shape.polyline(WIDTH, line), ray);
    }
    double angle = StrictMath.toRadians(course.angle());
    canvas.fill(
        Shape.arrow(
            points[0],
            TOP,
            points[0] + ARROW * StrictMath.sin(angle),
            TOP + ARROW * StrictMath.cos(angle),
            5),
        ray);
  }
}
