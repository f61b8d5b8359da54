package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.answer;
import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.framed;
import static io.seedmill.generators.vision.PixelReaders.grid;
import static io.seedmill.generators.vision.PixelReaders.index;
import static io.seedmill.generators.vision.PixelReaders.line;
import static io.seedmill.generators.vision.PixelReaders.numberBoxes;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pictures in which one of several things is framed or coloured. */
final class ChoiceReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int PAPER = 0xF6F4EE;
  private static final int INK = 0x2B2F36;

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(
          entry("arrow-that-differs", ChoiceReaders::arrowThatDiffers),
          entry("chart-reading", ChoiceReaders::chartReading),
          entry("counting", ChoiceReaders::counting),
          entry("edit-distance", ChoiceReaders::editDistance),
          entry("majority-colour", ChoiceReaders::majorityColour),
          entry("occlusion-order", ChoiceReaders::occlusionOrder),
          entry("raven-matrices", ChoiceReaders::ravenMatrices),
          entry("sequence-completion", ChoiceReaders::sequenceCompletion));

  private ChoiceReaders() {}

  /** Counts the connected areas of the colour that are as large as the form. */
  private static JsonNode counting(BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("colour"));
    boolean[][] seen = new boolean[256][256];
    int count = 0;
    for (int y = 0; y < 205; y++) {
      for (int x = 0; x < 256; x++) {
        if (at(first, x, y) == colour && !seen[y][x] && isForm(first, x, y, seen, given)) {
          count++;
        }
      }
    }
    int framed = framed(first, last, numberBoxes(), rgb(given.get("frame")));
    return framed + given.get("first_number").asInt() == count && framed >= 0
        ? answer().put("count", count)
        : wrong("%d forms, and box %d is framed".formatted(count, framed));
  }

  private static boolean isForm(
      BufferedImage image, int startX, int startY, boolean[][] seen, JsonNode given) {
    Deque<int[]> queue = new ArrayDeque<>(List.of(new int[] {startX, startY}));
    seen[startY][startX] = true;
    int pixels = 0;
    int widestRow = 0;
    Map<Integer, Integer> rows = new HashMap<>();
    while (!queue.isEmpty()) {
      int[] place = queue.poll();
      pixels++;
      rows.merge(place[1], 1, Integer::sum);
      for (int[] move : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        int x = place[0] + move[0];
        int y = place[1] + move[1];
        if (x >= 0 && x < 256 && y >= 0 && y < 256 && !seen[y][x]) {
          if (at(image, x, y) == rgb(given.get("colour"))) {
            seen[y][x] = true;
            queue.add(new int[] {x, y});
          }
        }
      }
    }
    int top = rows.keySet().stream().min(Integer::compare).orElseThrow();
    int bottom = rows.keySet().stream().max(Integer::compare).orElseThrow();
    for (int width : rows.values()) {
      widestRow = Math.max(widestRow, width);
    }
    double full = pixels / (double) ((bottom - top + 1) * widestRow);
    int topWidth = rows.get(top);
    int bottomWidth = rows.get(bottom);
    String form =
        full > 0.95
            ? "square"
            : bottomWidth == widestRow
                ? "triangle"
                : full > 0.7 && Math.abs(topWidth - bottomWidth) < 3 ? "disc" : "star";
    return form.equals(given.get("form").asText());
  }

  private static JsonNode majorityColour(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    int[][] grid =
        grid(first, size, size, new double[] {28, 5}, 200.0 / size, given.get("colours"));
    int[] counts = new int[given.get("colours").size() + 1];
    for (int[] row : grid) {
      for (int cell : row) {
        counts[cell]++;
      }
    }
    counts[0] = 0;
    int most = Arrays.stream(counts).max().orElseThrow();
    int filled = index(at(last, 128, 230), given.get("colours"));
    for (int x = 110; x < 146; x++) {
      for (int y = 212; y < 248; y++) {
        if (at(first, x, y) != WHITE || at(last, x, y) != at(last, 128, 230)) {
          return wrong("the box at %d, %d".formatted(x, y));
        }
      }
    }
    if (Arrays.stream(counts).filter(count -> count == most).count() > 1
        || filled <= 0
        || counts[filled] != most) {
      return wrong("%s discs, and the box has colour %d".formatted(line(counts), filled));
    }
    return answer().put("colour", given.get("colours").get(filled - 1).asText()).put("count", most);
  }

  /** Lays the pictures of the cells on each other: one fits the others less. */
  private static JsonNode arrowThatDiffers(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("size").asInt();
    double side = 244.0 / size;
    int pixels = (int) side;
    boolean[][] masks = new boolean[size * size][pixels * pixels];
    int ringed = -1;
    for (int i = 0; i < masks.length; i++) {
      double left = 6 + i % size * side;
      double top = 6 + Math.floor(i / (double) size) * side;
      for (int p = 0; p < masks[i].length; p++) {
        int row = p / pixels;
        int colour = at(first, left + p % pixels + 0.5, top + row + 0.5);
        masks[i][p] = distance(colour, PAPER) > 100;
      }
      boolean isRinged = true;
      for (int angle = 0; angle < 360; angle += 15) {
        double x = left + side / 2 + (side / 2 - 4.5) * Math.cos(Math.toRadians(angle));
        double y = top + side / 2 + (side / 2 - 4.5) * Math.sin(Math.toRadians(angle));
        isRinged &= at(last, x, y) == rgb(given.get("ring")) && at(first, x, y) == PAPER;
      }
      if (isRinged && ringed >= 0) {
        return wrong("several rings");
      }
      ringed = isRinged ? i : ringed;
    }
    long[] differences = new long[masks.length];
    for (int i = 0; i < masks.length; i++) {
      for (boolean[] other : masks) {
        for (int p = 0; p < other.length; p++) {
          differences[i] += masks[i][p] == other[p] ? 0 : 1;
        }
      }
    }
    long most = Arrays.stream(differences).max().orElseThrow();
    long second = Arrays.stream(differences).filter(each -> each < most).max().orElseThrow();
    return ringed >= 0 && differences[ringed] == most && most > 1.4 * second
        ? answer().put("column", ringed % size + 1).put("row", ringed / size + 1)
        : wrong("ring %d, differences %s".formatted(ringed, Arrays.toString(differences)));
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
    return sum;
  }

  /** Reads all figures, and finds for each attribute what the last cell has. */
  private static JsonNode ravenMatrices(BufferedImage first, BufferedImage last, JsonNode given) {
    String[][] cells = new String[9][];
    for (int i = 0; i < 8; i++) {
      int row = i / 3;
      cells[i] = figure(first, 79.5 + i % 3 * 47, 26 + row * 47, 22);
      if (!String.join("", cells[i]).equals(given.get("cells").get(i).asText())) {
        return wrong("cell %d is %s".formatted(i, String.join("", cells[i])));
      }
    }
    StringBuilder missing = new StringBuilder();
    for (int attribute = 0; attribute < cells[0].length; attribute++) {
      String[] values = new String[8];
      for (int i = 0; i < 8; i++) {
        values[i] = cells[i][attribute];
      }
      if (values[0].equals(values[1]) && values[1].equals(values[2])) {
        missing.append(values[6]);
      } else if (values[0].equals(values[3]) && values[3].equals(values[6])) {
        missing.append(values[2]);
      } else {
        Set<String> left = new HashSet<>(List.of(values[0], values[1], values[2]));
        left.remove(values[6]);
        left.remove(values[7]);
        left.remove(values[2]);
        left.remove(values[5]);
        missing.append(String.join("?", left));
      }
    }
    double[][] boxes = new double[8][];
    int right = -1;
    Set<String> options = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      boxes[i] = new double[] {26 + i % 4 * 54, i < 4 ? 153 : 206, 42, 42};
      String option = String.join("", figure(first, boxes[i][0] + 21, boxes[i][1] + 21, 21));
      options.add(option);
      if (!option.equals(given.get("options").get(i).asText())) {
        return wrong("option %d is %s".formatted(i, option));
      }
      right = option.contentEquals(missing) ? i : right;
    }
    int framed = framed(first, last, boxes, rgb(given.get("frame")));
    return framed == right && framed >= 0 && options.size() == 8
        ? answer().put("choice", framed + 1).put("figure", missing.toString())
        : wrong("%s is missing, and box %d is framed".formatted(missing, framed));
  }

  /** Returns number, colour, form and background. */
  private static String[] figure(BufferedImage image, double x, double y, double half) {
    int background = at(image, x - half + 3, y - half + 3);
    double[][] places = {{0, 0}, {-9.5, 0}, {0, -9}, {-9.5, -9.5}};
    int count = 0;
    for (int i : new int[] {1, 3, 2, 0}) {
      count = at(image, x + places[i][0], y + places[i][1]) == background ? count : i + 1;
    }
    double left = x + places[count - 1][0];
    double top = y + places[count - 1][1];
    int colour = at(image, left, top);
    String form =
        isLike(image, left - 5.9, top - 5.9, colour, background)
            ? "square"
            : isLike(image, left - 4.5, top - 4.5, colour, background)
                ? "disc"
                : isLike(image, left - 5.3, top + 4.6, colour, background) ? "triangle" : "star";
    String on = background == WHITE ? "white" : background == 0xD5D8DC ? "light grey" : "grey";
    String name = "?";
    for (String each : List.of("red", "yellow", "green", "cyan", "blue", "purple")) {
      name = rgb(JsonNodeFactory.instance.textNode(each)) == colour ? each : name;
    }
    return new String[] {count + " ", name + " ", form + " on ", on};
  }

  private static boolean isLike(
      BufferedImage image, double x, double y, int colour, int background) {
    return distance(at(image, x, y), colour) < 0.5 * distance(background, colour);
  }

  private static JsonNode editDistance(BufferedImage first, BufferedImage last, JsonNode given) {
    String[] words = {given.get("first").asText(), given.get("second").asText()};
    for (int row = 0; row < 2; row++) {
      int left = 129 - 12 * words[row].length();
      for (int i = -1; i <= words[row].length(); i++) {
        boolean isTile = i >= 0 && i < words[row].length();
        int found = at(first, Math.max(0, left + 24 * i + 4), (row == 0 ? 52 : 132) + 4);
        boolean hasInk = false;
        for (int pixel = 0; pixel < 22 * 30; pixel++) {
          int down = pixel / 22;
          hasInk |=
              isTile && at(first, left + 24 * i + pixel % 22, (row == 0 ? 52 : 132) + down) == INK;
        }
        if (hasInk != isTile || (found == PAPER) == isTile) {
          return wrong("tile %d of row %d has colour %x".formatted(i, row, found));
        }
      }
    }
    int distance = edits(words[0], words[1], 0);
    int framed = framed(first, last, numberBoxes(), rgb(given.get("frame")));
    return framed >= 0 && framed + given.get("first_number").asInt() == distance
        ? answer().put("distance", distance)
        : wrong("distance %d, and box %d is framed".formatted(distance, framed));
  }

  /** Tries more and more edits. */
  private static int edits(String from, String to, int least) {
    return canEdit(from, to, least) ? least : edits(from, to, least + 1);
  }

  private static boolean canEdit(String from, String to, int edits) {
    if (from.isEmpty() || to.isEmpty()) {
      return from.length() + to.length() <= edits;
    }
    if (from.charAt(0) == to.charAt(0) && canEdit(from.substring(1), to.substring(1), edits)) {
      return true;
    }
    return edits > 0
        && (canEdit(from.substring(1), to.substring(1), edits - 1)
            || canEdit(from.substring(1), to, edits - 1)
            || canEdit(from, to.substring(1), edits - 1));
  }

  /** Measures the bars against the scale, which begins at 196 and ends at 14. */
  private static JsonNode chartReading(BufferedImage first, BufferedImage last, JsonNode given) {
    Map<String, Integer> values = new HashMap<>();
    int count = given.get("bars").size();
    for (int i = 0; i < count; i++) {
      JsonNode bar = given.get("bars").get(i);
      int x = (int) (36 + 210.0 / count * (i + 0.5));
      int y = 194;
      while (at(first, x, y) == rgb(bar.get(0))) {
        y--;
      }
      values.put(
          bar.get(0).asText(), (int) Math.round((195 - y) * given.get("most").asInt() / 182.0));
    }
    List<Integer> asked = new ArrayList<>();
    JsonNode question = given.get("question");
    question.path("bars").forEach(bar -> asked.add(values.get(bar.asText())));
    int number =
        switch (question.get("kind").asText()) {
          case "value" -> asked.get(0);
          case "sum" -> asked.get(0) + asked.get(1);
          case "difference" -> Math.abs(asked.get(0) - asked.get(1));
          default -> Collections.max(values.values()) - Collections.min(values.values());
        };
    int framed = framed(first, last, numberBoxes(), rgb(given.get("frame")));
    return framed >= 0 && framed + given.get("first_number").asInt() == number
        ? answer().put("number", number)
        : wrong("%s gives %d, and box %d is framed".formatted(values, number, framed));
  }

  /** Looks at each place where two shapes overlap, which of them is seen there. */
  private static JsonNode occlusionOrder(BufferedImage first, BufferedImage last, JsonNode given) {
    int count = given.get("shapes").size();
    Set<List<Integer>> over = new HashSet<>();
    List<Path2D> paths = new ArrayList<>();
    given.get("shapes").forEach(shape -> paths.add(path(shape)));
    for (int i = 0; i < count; i++) {
      for (int place = 0; place < 256 * 196; place++) {
        double x = place % 256 + 0.5;
        double y = Math.floorDiv(place, 256) + 0.5;
        if (at(first, x, y) == rgb(given.get("shapes").get(i).get("colour"))) {
          for (int j = 0; j < count; j++) {
            if (j != i && paths.get(j).contains(x - 2, y - 2, 4, 4)) {
              over.add(List.of(i, j));
            }
          }
        }
      }
    }
    List<Integer> order = new ArrayList<>();
    while (order.size() < count) {
      List<Integer> free = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int shape = i;
        boolean isFree =
            over.stream().allMatch(pair -> pair.get(0) != shape || order.contains(pair.get(1)));
        if (isFree && !order.contains(i)) {
          free.add(i);
        }
      }
      if (free.size() != 1) {
        return wrong("%s of %s may come next".formatted(free, over));
      }
      order.addAll(free);
    }
    if (given.get("first").asText().equals("frontmost")) {
      Collections.reverse(order);
    }
    ObjectNode answer = answer();
    for (int i = 0; i < count; i++) {
      JsonNode colour = given.get("shapes").get(order.get(i)).get("colour");
      int x = (int) (128 + (i - count / 2.0) * 30 + 15);
      if (at(first, x, 227) != WHITE || at(last, x, 227) != rgb(colour)) {
        return wrong("box %d is not %s".formatted(i, colour));
      }
      answer.withArray("order").add(colour.asText());
    }
    return answer;
  }

  private static Path2D path(JsonNode shape) {
    int corners = shape.get("corners").asInt();
    int lines = corners == 0 ? 90 : corners;
    Path2D path = new Path2D.Double();
    for (int i = 0; i < lines; i++) {
      double angle = Math.toRadians(shape.get("turn").asInt() + 360.0 * i / lines);
      double x = shape.get("x").asInt() + shape.get("radius").asInt() * Math.cos(angle);
      double y = shape.get("y").asInt() + shape.get("radius").asInt() * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  /** Reads all nine boxes and finds the rules by trying periods and steps. */
  private static JsonNode sequenceCompletion(
      BufferedImage first, BufferedImage last, JsonNode given) {
    List<String[]> boxes = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      boxes.add(boxed(last, 49 + 79 * (i % 3), 49 + 79 * Math.floorDiv(i, 3)));
    }
    for (int x = 175; x < 239; x++) {
      if (at(first, x, 207) != WHITE) {
        return wrong("the last box is not empty at " + x);
      }
    }
    for (int attribute = 0; attribute < 3; attribute++) {
      boolean isPeriodic = false;
      for (int period = 1; period <= 4 && !isPeriodic; period++) {
        isPeriodic = true;
        for (int i = period; i < 9; i++) {
          isPeriodic &= boxes.get(i)[attribute].equals(boxes.get(i - period)[attribute]);
        }
      }
      if (!isPeriodic) {
        return wrong("attribute %d does not repeat".formatted(attribute));
      }
    }
    for (int i = 3; i < 9; i++) {
      int[] steps = new int[3];
      for (int back = 0; back < 3; back++) {
        steps[back] =
            Integer.parseInt(boxes.get(i - back)[3]) - Integer.parseInt(boxes.get(i - back - 1)[3]);
      }
      if (Math.floorMod(steps[0] - 2 * steps[1] + steps[2], 8) != 0) {
        return wrong("the dot jumps before box %d".formatted(i));
      }
    }
    for (int i = 0; i < 8; i++) {
      JsonNode box = given.get("boxes").get(i);
      String[] found = boxed(first, 49 + 79 * (i % 3), 49 + 79 * Math.floorDiv(i, 3));
      List<String> told = new ArrayList<>();
      List.of("form", "colour", "size", "dot").forEach(name -> told.add(box.get(name).asText()));
      if (!told.equals(List.of(found))) {
        return wrong("box %d shows %s".formatted(i, List.of(found)));
      }
    }
    String[] box = boxes.get(8);
    return answer()
        .put("colour", box[1])
        .put("dot", Integer.parseInt(box[3]))
        .put("form", box[0])
        .put("size", Integer.parseInt(box[2]));
  }

  /** Returns form, colour, size and place of the dot. */
  private static String[] boxed(BufferedImage image, int x, int y) {
    int size = 22;
    while (at(image, x + size, y) == WHITE && size > 5) {
      size--;
    }
    size++;
    int colour = at(image, x + size - 2, y);
    String form =
        at(image, x, y) == WHITE
            ? "ring"
            : at(image, x + size * 0.9, y + size * 0.9) == colour
                ? "square"
                : at(image, x + size * 0.55, y + size * 0.55) == colour ? "disc" : "plus";
    String name = "?";
    for (String each :
        List.of("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown")) {
      name = rgb(JsonNodeFactory.instance.textNode(each)) == colour ? each : name;
    }
    int dot = -1;
    for (int place = 0; place < 8; place++) {
      double angle = Math.toRadians(45 * place);
      double far = place % 2 == 0 ? 29 : 29 * Math.sqrt(2);
      double right = x + far * Math.sin(angle);
      dot = at(image, right, y - far * Math.cos(angle)) == INK ? place : dot;
    }
    return new String[] {form, name, "" + size, "" + dot};
  }
}
