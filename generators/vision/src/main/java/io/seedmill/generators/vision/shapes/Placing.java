package io.seedmill.generators.vision.shapes;

/**
 * Where a figure lies: its point (u, v), in sides of a tile, is at (xx u + xy v + dx, yx u + yy v +
 * dy).
 */
record Placing(double xx, double xy, double yx, double yy, double dx, double dy) {

  /** Upright, with its left upper corner at a point. */
  static Placing at(double x, double y, double side) {
    return new Placing(side, 0, 0, side, x, y);
  }

  double x(double u, double v) {
    return xx * u + xy * v + dx;
  }

  double y(double u, double v) {
    return yx * u + yy * v + dy;
  }

  /** Returns it turned clockwise about a point. */
  Placing turned(double degrees, double x, double y) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    return then(cos, -sin, sin, cos, x, y);
  }

  /** Returns it scaled from a point. */
  Placing scaled(double factorX, double factorY, double x, double y) {
    return then(factorX, 0, 0, factorY, x, y);
  }

  /** Returns it reflected in the line through a point, whose direction is an angle. */
  Placing reflected(double degrees, double x, double y) {
    double cos = StrictMath.cos(StrictMath.toRadians(2 * degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(2 * degrees));
    return then(cos, sin, sin, -cos, x, y);
  }

  private Placing then(double a, double b, double c, double d, double x, double y) {
    return new Placing(
        a * xx + b * yx,
        a * xy + b * yy,
        c * xx + d * yx,
        c * xy + d * yy,
        a * (dx - x) + b * (dy - y) + x,
        c * (dx - x) + d * (dy - y) + y);
  }

  /** Returns the length of a tile's side to the right, as the figure sees it. */
  double width() {
    return StrictMath.hypot(xx, yx);
  }

  /** Returns the length of a tile's side downwards, as the figure sees it. */
  double height() {
    return StrictMath.hypot(xy, yy);
  }

  /** Returns u of a place. */
  double u(double x, double y) {
    return (yy * (x - dx) - xy * (y - dy)) / (xx * yy - xy * yx);
  }

  /** Returns v of a place. */
  double v(double x, double y) {
    return (xx * (y - dy) - yx * (x - dx)) / (xx * yy - xy * yx);
  }
}
