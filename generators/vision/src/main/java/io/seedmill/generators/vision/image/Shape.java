package io.seedmill.generators.vision.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An area that is filled as one: the union of its parts, without what is taken {@linkplain #without
 * out}.
 *
 * <p>Coordinates are units of a {@link Canvas}: x to the right, y down. Angles are in degrees, 0 to
 * the right, 90 down: they grow clockwise.
 */
public final class Shape {

  private static final int MOST_STEPS = 96;

  /** The cosine of the largest turn between lines that needs no disc. */
  private static final double SMOOTH = 0.7;

  /** Circles of radius 1 with four corners for each position in the list. */
  private static final double[][] CIRCLES = new double[MOST_STEPS / 4 + 1][];

  static {
    for (int i = 1; i < CIRCLES.length; i++) {
      double[] points = arcPoints(4 * i, 0, 0, 1, 1, 0, 360);
      CIRCLES[i] = Arrays.copyOf(points, 8 * i); // without the first one again
    }
  }

  /** Polygons x, y, x, y, …: an area belongs to it where they do not wind to zero. */
  private final List<double[]> polygons;

  private Shape(List<double[]> polygons) {
    this.polygons = polygons;
  }

  List<double[]> polygons() {
    return polygons;
  }

  /** Returns the area inside of some corners, given as x, y, x, y, … in any direction. */
  public static Shape polygon(double... corners) {
    return new Shape(List.of(clockwise(corners)));
  }

  /** Returns a rectangle by its left upper corner. */
  public static Shape rectangle(double x, double y, double width, double height) {
    return polygon(x, y, x + width, y, x + width, y + height, x, y + height);
  }

  /** Returns a rectangle with round corners. */
  public static Shape rounded(double x, double y, double width, double height, double radius) {
    double r = StrictMath.min(radius, StrictMath.min(width, height) / 2);
    double[][] centres = {
      {x + width - r, y + height - r},
      {x + r, y + height - r},
      {x + r, y + r},
      {x + width - r, y + r}
    };
    int steps = StrictMath.max(2, steps(r) / 4);
    double[] corners = new double[4 * (steps + 1) * 2];
    int at = 0;
    for (int corner = 0; corner < 4; corner++) {
      for (int i = 0; i <= steps; i++) {
        double angle = StrictMath.toRadians(90.0 * corner + 90.0 * i / steps);
        corners[at++] = centres[corner][0] + r * StrictMath.cos(angle);
        corners[at++] = centres[corner][1] + r * StrictMath.sin(angle);
      }
    }
    return polygon(corners);
  }

  /** Returns a disc. */
  public static Shape disc(double x, double y, double radius) {
    return ellipse(x, y, radius, radius);
  }

  /** Returns an ellipse with upright axes. */
  public static Shape ellipse(double x, double y, double radiusX, double radiusY) {
    double[] circle = CIRCLES[steps(StrictMath.max(radiusX, radiusY)) / 4];
    double[] corners = new double[circle.length];
    for (int i = 0; i < corners.length; i += 2) {
      corners[i] = x + radiusX * circle[i];
      corners[i + 1] = y + radiusY * circle[i + 1];
    }
    return new Shape(List.of(corners));
  }

  /** Returns a circle as a line whose middle has the radius. */
  public static Shape ring(double x, double y, double radius, double width) {
    return disc(x, y, radius + width / 2).without(disc(x, y, radius - width / 2));
  }

  /** Returns a piece of a cake. */
  public static Shape sector(double x, double y, double radius, double from, double to) {
    double[] arc = arcPoints(x, y, radius, radius, from, to);
    double[] corners = new double[arc.length + 2];
    System.arraycopy(arc, 0, corners, 2, arc.length);
    corners[0] = x;
    corners[1] = y;
    return polygon(corners);
  }

  /** Returns a part of a circle as a line with round ends. */
  public static Shape arc(double x, double y, double radius, double from, double to, double width) {
    return polyline(width, arcPoints(x, y, radius, radius, from, to));
  }

  /** Returns a line with round ends. */
  public static Shape line(double x1, double y1, double x2, double y2, double width) {
    return polyline(width, x1, y1, x2, y2);
  }

  /** Returns lines from point to point, x, y, x, y, …, with round corners and ends. */
  public static Shape polyline(double width, double... points) {
    double half = width / 2;
    double[] normals = normals(points, half);
    List<double[]> parts = new ArrayList<>(disc(points[0], points[1], half).polygons);
    double startX = 0;
    double startY = 0;
    for (int i = 0; i + 3 < points.length; i += 2) {
      double nx = normals[i];
      double ny = normals[i + 1];
      double endX = nx;
      double endY = ny;
      // Where lines turn a little, as in arcs, both end on the line between them; else at a disc.
      boolean isSmooth = false;
      if (i + 5 < points.length) {
        double cos = (nx * normals[i + 2] + ny * normals[i + 3]) / (half * half);
        isSmooth = cos > SMOOTH;
        endX = isSmooth ? (nx + normals[i + 2]) / (1 + cos) : nx;
        endY = isSmooth ? (ny + normals[i + 3]) / (1 + cos) : ny;
      }
      if (!isSmooth) {
        parts.addAll(disc(points[i + 2], points[i + 3], half).polygons);
      }
      double fromX = startX == 0 && startY == 0 ? nx : startX;
      double fromY = startX == 0 && startY == 0 ? ny : startY;
      parts.add(
          clockwise(
              new double[] {
                points[i] + fromX,
                points[i + 1] + fromY,
                points[i + 2] + endX,
                points[i + 3] + endY,
                points[i + 2] - endX,
                points[i + 3] - endY,
                points[i] - fromX,
                points[i + 1] - fromY
              }));
      startX = isSmooth ? endX : 0;
      startY = isSmooth ? endY : 0;
    }
    return new Shape(parts);
  }

  /** Returns for each line the way from its middle to its side. */
  private static double[] normals(double[] points, double half) {
    double[] normals = new double[points.length - 2];
    for (int i = 0; i < normals.length; i += 2) {
      double dx = points[i + 2] - points[i];
      double dy = points[i + 3] - points[i + 1];
      double length = StrictMath.sqrt(dx * dx + dy * dy);
      normals[i] = length == 0 ? 0 : -dy / length * half;
      normals[i + 1] = length == 0 ? 0 : dx / length * half;
    }
    return normals;
  }

  /**
   * Returns an arrow whose tip is at the second point; its head is 3.5 times as wide as its line.
   */
  public static Shape arrow(double x1, double y1, double x2, double y2, double width) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length = StrictMath.sqrt(dx * dx + dy * dy);
    double ux = dx / length;
    double uy = dy / length;
    double head = StrictMath.min(3.5 * width, length * 0.7);
    double side = 1.75 * width;
    double bx = x2 - ux * head;
    double by = y2 - uy * head;
    return line(x1, y1, bx + ux, by + uy, width)
        .and(polygon(x2, y2, bx - uy * side, by + ux * side, bx + uy * side, by - ux * side));
  }

  /** Returns a regular polygon with a corner at the angle. */
  public static Shape regular(double x, double y, double radius, int corners, double angle) {
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double at = StrictMath.toRadians(angle + 360.0 * i / corners);
      points[2 * i] = x + radius * StrictMath.cos(at);
      points[2 * i + 1] = y + radius * StrictMath.sin(at);
    }
    return polygon(points);
  }

  /** Returns a star with a point at the angle. */
  public static Shape star(
      double x, double y, double radius, double innerRadius, int points, double angle) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double at = StrictMath.toRadians(angle + 180.0 * i / points);
      double r = i % 2 == 0 ? radius : innerRadius;
      corners[2 * i] = x + r * StrictMath.cos(at);
      corners[2 * i + 1] = y + r * StrictMath.sin(at);
    }
    return polygon(corners);
  }

  /**
   * Returns digits, capital letters and signs with their middle at a point.
   *
   * @param height that of a capital letter
   */
  public static Shape text(String text, double x, double y, double height) {
    return Glyphs.text(text, x, y, height);
  }

  /** Returns the union with another shape. */
  public Shape and(Shape other) {
    List<double[]> all = new ArrayList<>(polygons);
    all.addAll(other.polygons);
    return new Shape(all);
  }

  /** Returns it without a shape that lies inside of it. */
  public Shape without(Shape inner) {
    List<double[]> all = new ArrayList<>(polygons);
    inner.polygons.forEach(each -> all.add(reversed(each)));
    return new Shape(all);
  }

  /** Returns it moved. */
  public Shape moved(double dx, double dy) {
    return mapped(1, 0, 0, 1, dx, dy);
  }

  /** Returns it turned clockwise about a point. */
  public Shape turned(double degrees, double x, double y) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    return mapped(cos, -sin, sin, cos, x - cos * x + sin * y, y - sin * x - cos * y);
  }

  /** Returns it scaled from a point; a negative factor reflects it. */
  public Shape scaled(double factorX, double factorY, double x, double y) {
    return mapped(factorX, 0, 0, factorY, x - factorX * x, y - factorY * y);
  }

  private Shape mapped(double xx, double xy, double yx, double yy, double dx, double dy) {
    List<double[]> all = new ArrayList<>(polygons.size());
    for (double[] each : polygons) {
      double[] points = new double[each.length];
      for (int i = 0; i < each.length; i += 2) {
        points[i] = xx * each[i] + xy * each[i + 1] + dx;
        points[i + 1] = yx * each[i] + yy * each[i + 1] + dy;
      }
      all.add(points);
    }
    return new Shape(all);
  }

  /** Returns points on an ellipse from one angle to another, both included. */
  static double[] arcPoints(
      double x, double y, double radiusX, double radiusY, double from, double to) {
    int whole = steps(StrictMath.max(radiusX, radiusY));
    int steps = StrictMath.max(1, (int) StrictMath.ceil(StrictMath.abs(to - from) / 360 * whole));
    return arcPoints(steps, x, y, radiusX, radiusY, from, to);
  }

  private static double[] arcPoints(
      int steps, double x, double y, double radiusX, double radiusY, double from, double to) {
    double[] points = new double[2 * steps + 2];
    for (int i = 0; i <= steps; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / steps);
      points[2 * i] = x + radiusX * StrictMath.cos(angle);
      points[2 * i + 1] = y + radiusY * StrictMath.sin(angle);
    }
    return points;
  }

  /** Returns a number of corners, a multiple of 4, with which no one sees that it is no circle. */
  private static int steps(double radius) {
    int quarter = (int) StrictMath.ceil(2 * StrictMath.sqrt(StrictMath.abs(radius)));
    return 4 * StrictMath.max(3, StrictMath.min(MOST_STEPS / 4, quarter));
  }

  private static double[] clockwise(double[] corners) {
    double area = 0;
    int last = corners.length - 2;
    for (int i = 0; i < corners.length; last = i, i += 2) {
      area += corners[last] * corners[i + 1] - corners[i] * corners[last + 1];
    }
    return area < 0 ? reversed(corners) : corners;
  }

  private static double[] reversed(double[] corners) {
    double[] other = new double[corners.length];
    for (int i = 0; i < corners.length; i += 2) {
      other[i] = corners[corners.length - 2 - i];
      other[i + 1] = corners[corners.length - 1 - i];
    }
    return other;
  }
}
