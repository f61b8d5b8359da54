package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The area of a polygon whose corners have whole coordinates. */
final class PolygonArea extends Kind {

  PolygonArea() {
    super(
        "polygon-area",
        "the area of a polygon with given corners",
        Form.FRACTION,
        List.of("corners"),
        "What is the area of the polygon with the corners {corners}, in this order?",
        "A polygon has the corners {corners}, one after the other. How large is its area?",
        "Find the area that is enclosed by the straight lines from each to the next of {corners}, and"
            + " back to the first.",
        "Compute the area of the polygon {corners}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int corners = 3 + (level + random.nextInt(2)) / 2;
    int reach = 5 + 2 * level;
    int[][] points;
    do {
      points = points(corners, reach, random);
    } while (points == null);
    long twice = 0;
    StringBuilder shown = new StringBuilder();
    ArrayNode given = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < corners; i++) {
      int[] next = points[(i + 1) % corners];
      twice += (long) points[i][0] * next[1] - (long) points[i][1] * next[0];
      shown.append(i == 0 ? "" : ", ").append('(').append(points[i][0]).append(", ");
      shown.append(points[i][1]).append(')');
      given.addArray().add(points[i][0]).add(points[i][1]);
    }
    long size = Math.abs(twice);
    return new Problem(
        size % 2 == 0 ? Long.toString(size / 2) : size + "/2",
        JsonNodeFactory.instance.objectNode().set("corners", given),
        2L * corners * Integer.toString(reach).length() + level,
        shown);
  }

  /**
   * Returns corners in the order of their directions from a point within, so that no two sides
   * cross; nothing if two have one direction.
   */
  private static int[][] points(int corners, int reach, UniformRandomProvider random) {
    int[][] points = new int[corners][];
    for (int i = 0; i < corners; i++) {
      points[i] =
          new int[] {random.nextInt(2 * reach + 1) - reach, random.nextInt(2 * reach + 1) - reach};
    }
    Arrays.sort(points, PolygonArea::byDirection);
    for (int i = 0; i < corners; i++) {
      int[] a = points[i];
      int[] b = points[(i + 1) % corners];
      // The angle to the next is less than half a turn, so the middle is within.
      if ((long) a[0] * b[1] - (long) a[1] * b[0] <= 0) {
        return null;
      }
    }
    int x = random.nextInt(2 * reach + 1);
    int y = random.nextInt(2 * reach + 1);
    for (int[] point : points) {
      point[0] += x;
      point[1] += y;
    }
    return points;
  }

  private static int byDirection(int[] a, int[] b) {
    int half = Integer.compare(half(a), half(b));
    return half != 0 ? half : Long.compare((long) a[1] * b[0], (long) a[0] * b[1]);
  }

  private static int half(int[] point) {
    return point[1] > 0 || (point[1] == 0 && point[0] > 0) ? 0 : 1;
  }
}
