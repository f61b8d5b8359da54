package io.seedmill.generators.vision.puzzles;

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
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Shapes that lie on each other: boxes are to be filled with their colours, in the order in which
 * they lie.
 *
 * <p>There are two shapes at level 1 and seven at level 10. Each covers a part of the one below it,
 * so that there is one order.
 */
final class OcclusionOrder extends VisionKind {

  private static final int[] COUNTS = {2, 2, 3, 3, 4, 4, 5, 5, 6, 7};
  private static final double BOTTOM = 196;
  private static final double BOX_Y = 214;
  private static final double BOX = 26;
  private static final int STEP = 4;
  private static final int CELLS = 64;

  OcclusionOrder() {
    super(
        "occlusion-order",
        "fill boxes in the order in which shapes lie on each other",
        List.of("first", "last"),
        "The shapes lie on each other. Fill the boxes from left to right with their colours, from"
            + " the {first} shape to the {last} one.",
        "In which order do the shapes cover each other? Paint the boxes below in their colours: the"
            + " {first} one at the left, the {last} one at the right.",
        "Give each box the colour of one shape, so that the colours go from the {first} shape on"
            + " the left to the {last} shape on the right. The shapes stay as they are.",
        "Order the pieces of coloured paper by what covers what. The left box gets the colour of the"
            + " {first} piece, and so on up to the {last} piece in the right box.");
  }

  /** A regular polygon, or a disc where it has no corners. */
  private record Piece(Colour colour, int x, int y, int radius, int corners, int turn) {

    Shape shape() {
      return corners == 0 ? Shape.disc(x, y, radius) : Shape.regular(x, y, radius, corners, turn);
    }

    boolean contains(double px, double py) {
      double dx = px - x;
      double dy = py - y;
      if (corners == 0) {
        return dx * dx + dy * dy < radius * radius;
      }
      double inner = radius * StrictMath.cos(StrictMath.PI / corners);
      for (int i = 0; i < corners; i++) {
        double angle = StrictMath.toRadians(turn + 360.0 * (i + 0.5) / corners);
        if (dx * StrictMath.cos(angle) + dy * StrictMath.sin(angle) > inner) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = COUNTS[level - 1];
    List<Colour> colours = Draws.drawn(Colour.BRIGHT, count, random);
    List<Piece> stack = List.of();
    List<Probe> visible = null;
    while (visible == null) {
      Pile pile = pile(colours, random);
      stack = pile.pieces;
      visible = pile.visible();
    }
    List<Piece> pieces = stack;
    boolean isUpwards = level < 3 || random.nextBoolean();
    List<Colour> order = new ArrayList<>(colours);
    if (!isUpwards) {
      Collections.reverse(order);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    order.forEach(each -> answer.withArray("order").add(each.label()));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    List<Piece> byPlace = new ArrayList<>(pieces);
    byPlace.sort(Comparator.comparingInt(Piece::x).thenComparingInt(Piece::y));
    for (Piece piece : byPlace) {
      ObjectNode each = given.withArray("shapes").addObject();
      each.put("colour", piece.colour().label()).put("corners", piece.corners());
      each.put("radius", piece.radius()).put("turn", piece.turn());
      each.put("x", piece.x()).put("y", piece.y());
    }
    given.put("first", isUpwards ? "rearmost" : "frontmost");
    List<Probe> probes = new ArrayList<>(visible);
    for (int i = 0; i < count; i++) {
      probes.add(new Probe(boxX(i, count) + BOX / 2, BOX_Y + BOX / 2));
    }
    return new VisionTask(
        answer,
        given,
        10L * count + level,
        (canvas, time) -> paint(canvas, time, pieces, order),
        probes,
        isUpwards ? List.of("rearmost", "frontmost") : List.of("frontmost", "rearmost"));
  }

  /** Pieces from the lowest one, and the topmost of them in each cell of a raster. */
  private static final class Pile {

    private final List<Piece> pieces = new ArrayList<>();
    private final int[] areas = new int[Colour.BRIGHT.size()];
    private final int[] seen = new int[Colour.BRIGHT.size()];
    private final int[] top = new int[CELLS * CELLS];

    Pile() {
      Arrays.fill(top, -1);
    }

    /** Lays a piece on top, unless it would cover too much of one, or too little of the last. */
    void add(Piece piece) {
      int next = pieces.size();
      int[] covered = new int[next];
      List<Integer> cells = new ArrayList<>();
      int right = (piece.x() + piece.radius()) / STEP;
      for (int row = (piece.y() - piece.radius()) / STEP;
          row <= (piece.y() + piece.radius()) / STEP;
          row++) {
        for (int column = (piece.x() - piece.radius()) / STEP; column <= right; column++) {
          int cell = row * CELLS + column;
          if (piece.contains(x(cell), y(cell))) {
            cells.add(cell);
            if (top[cell] >= 0) {
              covered[top[cell]]++;
            }
          }
        }
      }
      for (int i = 0; i < next; i++) {
        if ((seen[i] - covered[i]) * 2 < areas[i]) {
          return;
        }
      }
      if (next > 0 && covered[next - 1] < 12) {
        return;
      }
      for (int i = 0; i < next; i++) {
        seen[i] -= covered[i];
      }
      cells.forEach(cell -> top[cell] = next);
      areas[next] = cells.size();
      seen[next] = cells.size();
      pieces.add(piece);
    }

    /** Returns a place where each piece is seen, or null if there is none of some. */
    List<Probe> visible() {
      List<Probe> places = new ArrayList<>();
      for (int piece = 0; piece < pieces.size(); piece++) {
        for (int cell = CELLS + 1; cell < top.length - CELLS - 1; cell++) {
          boolean isInside = true;
          for (int off = 0; off < 9; off++) {
            isInside &= top[cell + (off / 3 - 1) * CELLS + off % 3 - 1] == piece;
          }
          if (isInside) {
            places.add(new Probe(x(cell), y(cell)));
            break;
          }
        }
      }
      return places.size() == pieces.size() ? places : null;
    }
  }

  private static Pile pile(List<Colour> colours, UniformRandomProvider random) {
    Pile pile = new Pile();
    for (int tries = 0; pile.pieces.size() < colours.size(); tries++) {
      if (tries == 60) {
        tries = 0;
        pile = new Pile();
      }
      int next = pile.pieces.size();
      Piece below = next == 0 ? null : pile.pieces.get(next - 1);
      pile.add(piece(colours.get(next), colours.size() > 5 ? 28 : 36, below, random));
    }
    return pile;
  }

  private static Piece piece(Colour colour, int least, Piece below, UniformRandomProvider random) {
    int corners = Draws.one(List.of(0, 3, 4, 5, 6), random);
    int radius = least + random.nextInt(10) + (corners == 3 ? 9 : corners == 4 ? 4 : 0);
    int turn = random.nextInt(90);
    double x = radius + 8 + random.nextInt(240 - 2 * radius);
    double y = radius + 4 + random.nextInt((int) BOTTOM - 2 * radius);
    if (below != null) {
      double angle = StrictMath.toRadians(random.nextInt(360));
      double far = 1.1 * radius + random.nextInt(below.radius() / 2);
      x = below.x() + far * StrictMath.cos(angle);
      y = below.y() + far * StrictMath.sin(angle);
    }
    int column = within(x, radius + 8, 248 - radius);
    return new Piece(
        colour, column, within(y, radius + 4, (int) BOTTOM - radius), radius, corners, turn);
  }

  private static int within(double value, int least, int most) {
    return (int) StrictMath.max(least, StrictMath.min(most, StrictMath.rint(value)));
  }

  private static double x(int cell) {
    return cell % CELLS * STEP + STEP / 2.0;
  }

  private static double y(int cell) {
    return Math.floorDiv(cell, CELLS) * STEP + STEP / 2.0;
  }

  private static double boxX(int box, int count) {
    return 128 + (box - count / 2.0) * (BOX + 4) + 2;
  }

  private static void paint(Canvas canvas, double time, List<Piece> pieces, List<Colour> order) {
    canvas.clear(Colour.PAPER);
    for (Piece piece : pieces) {
      canvas.fill(piece.shape(), piece.colour());
    }
    for (int i = 0; i < order.size(); i++) {
      double x = boxX(i, order.size());
      canvas.fill(Shape.rectangle(x, BOX_Y, BOX, BOX), Colour.INK);
      canvas.fill(Shape.rectangle(x + 2, BOX_Y + 2, BOX - 4, BOX - 4), Colour.WHITE);
      double part = Scene.part(time, i, order.size());
      canvas.fill(Shape.rectangle(x + 2, BOX_Y + 2, (BOX - 4) * part, BOX - 4), order.get(i));
    }
  }
}
