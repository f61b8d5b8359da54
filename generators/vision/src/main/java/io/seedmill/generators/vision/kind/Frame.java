package io.seedmill.generators.vision.kind;

import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;

/** A line around a box that tells that it is the right one. */
public record Frame(double x, double y, double width, double height) {

  /** The colours of such a line. */
  public static final List<Colour> COLOURS = List.of(Colour.RED, Colour.GREEN, Colour.BLUE);

  /** Paints the line, which grows from the left upper corner. */
  public void paint(Canvas canvas, double time, Colour colour) {
    double[][] corners = {
      {x - 1, y - 1},
      {x + width + 1, y - 1},
      {x + width + 1, y + height + 1},
      {x - 1, y + height + 1},
      {x - 1, y - 1}
    };
    for (int i = 0; i < 4; i++) {
      double part = Scene.part(time, i, 4);
      if (part > 0) {
        canvas.fill(
            Shape.line(
                corners[i][0],
                corners[i][1],
                corners[i][0] + part * (corners[i + 1][0] - corners[i][0]),
                corners[i][1] + part * (corners[i + 1][1] - corners[i][1]),
                5),
            colour);
      }
    }
  }

  /** Returns places on the line, where nothing else is within four units of the box. */
  public List<Probe> probes() {
    return probes(0.2, 0.5, 0.8);
  }

  /** Returns places on the line, at some parts of its width and at half of its height. */
  public List<Probe> probes(double... parts) {
    List<Probe> probes = new ArrayList<>();
    for (double part : parts) {
      probes.add(new Probe(x + part * width, y - 1.75));
      probes.add(new Probe(x + part * width, y + height + 1.75));
    }
    probes.add(new Probe(x - 1.75, y + height / 2));
    probes.add(new Probe(x + width + 1.75, y + height / 2));
    return probes;
  }
}
