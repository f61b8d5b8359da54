package io.seedmill.generators.vision.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A task with its solution.
 *
 * @param answer the solution as data
 * @param given what the first frame shows, its colours and places too: enough to check a solution,
 *     and two tasks with equal ones look the same
 * @param work the elementary steps of a usual way to the solution
 * @param scene its pictures
 * @param probes the places, in units of a canvas, whose colours tell if a final frame is right: in
 *     the middle of what changes, and of what must stay. Each lies in an area of one colour, two
 *     units or more from its edge
 * @param shown what stands in the places of the wordings
 */
public record VisionTask(
    JsonNode answer,
    ObjectNode given,
    long work,
    Scene scene,
    List<Probe> probes,
    List<CharSequence> shown) {

  /** A place in units of a canvas. */
  public record Probe(double x, double y) {

    /** Returns how far it is from a line between two points. */
    public double distance(double x1, double y1, double x2, double y2) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double square = dx * dx + dy * dy;
      double part = square == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / square;
      part = StrictMath.max(0, StrictMath.min(1, part));
      double offX = x - x1 - part * dx;
      double offY = y - y1 - part * dy;
      return StrictMath.sqrt(offX * offX + offY * offY);
    }
  }

  public VisionTask {
    probes = List.copyOf(probes);
    shown = List.copyOf(shown);
  }
}
