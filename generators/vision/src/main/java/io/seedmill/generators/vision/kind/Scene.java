package io.seedmill.generators.vision.kind;

import io.seedmill.generators.vision.image.Canvas;

/** The pictures of a task from the first to the last. */
@FunctionalInterface
public interface Scene {

  /**
   * Paints everything, the background too.
   *
   * @param time 0 for the first frame, 1 for the final one; the frames between show how one becomes
   *     the other
   */
  void paint(Canvas canvas, double time);

  /**
   * Returns the part of a step at a time, where steps follow each other: 0 before it, 1 after it.
   *
   * @param step from 0
   * @param steps how many there are
   */
  static double part(double time, int step, int steps) {
    return StrictMath.max(0, StrictMath.min(1, time * steps - step));
  }
}
