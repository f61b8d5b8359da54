package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.Frame;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Two rows of letter tiles: the fewest letters that have to be inserted, removed or replaced to
 * make one of the other are to be counted, and their number is framed.
 *
 * <p>The rows have 4 to 9 letters, and levels from 4 on shift letters, so that comparing place by
 * place is not enough.
 */
final class EditDistance extends VisionKind {

  private static final String LETTERS = "ABCDEHKLMNRSTUXZ";
  private static final int MOST = 10;
  private static final double SIDE = 22;
  private static final double[] ROWS = {52, 132};

  EditDistance() {
    super(
        "edit-distance",
        "count the changes between two rows of letters",
        List.of("colour"),
        "The upper row of letters is to become the lower one. A step inserts a letter, removes a"
            + " letter, or replaces a letter by another. How few steps are enough? Draw a {colour}"
            + " frame around the number.",
        "Find the edit distance of the two rows of letters: the smallest number of insertions,"
            + " deletions and replacements of single letters. Frame it in {colour}.",
        "How many single letters must at least be inserted, deleted or replaced to turn the first"
            + " row into the second? Mark that number at the bottom with a {colour} frame.",
        "Put a {colour} frame around the Levenshtein distance of the two words: the fewest changes"
            + " of one letter each, which are to add it, to drop it, or to exchange it for"
            + " another.",
        "Change the upper word into the lower word with as few changes as possible; one change"
            + " adds, deletes or replaces one letter. Surround the number of changes with a"
            + " {colour} line.");
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int length = 4 + level / 2;
    int edits = 1 + random.nextInt(3 + level / 3);
    String first = "";
    String second = "";
    while (first.equals(second) || second.length() > MOST) {
      // Few different letters, so that some fit in several places.
      int letters = StrictMath.min(LETTERS.length(), 3 + length / 2);
      int[] alphabet = Draws.order(LETTERS.length(), random);
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < length; i++) {
        word.append(LETTERS.charAt(alphabet[random.nextInt(letters)]));
      }
      first = word.toString();
      for (int i = 0; i < edits; i++) {
        int kind = level < 4 ? 2 : random.nextInt(3);
        char letter = LETTERS.charAt(alphabet[random.nextInt(letters)]);
        int at = random.nextInt(word.length() + (kind == 0 ? 1 : 0));
        if (kind == 0) {
          word.insert(at, letter);
        } else if (kind == 1 && word.length() > 3) {
          word.deleteCharAt(at);
        } else {
          word.setCharAt(at % word.length(), letter);
        }
      }
      second = word.toString();
    }
    if (random.nextBoolean()) {
      String word = first;
      first = second;
      second = word;
    }
    int distance = distance(first, second);
    NumberBoxes boxes = new NumberBoxes(1, distance, Draws.one(Frame.COLOURS, random));
    Colour tile =
        Draws.one(
            List.of(Colour.YELLOW, Colour.CYAN, Colour.PINK, Colour.SILVER, Colour.ORANGE), random);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("distance", distance);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    boxes.describe(given);
    given.put("first", first);
    given.put("second", second);
    given.put("tile", tile.label());
    List<Probe> probes = boxes.probes();
    String[] words = {first, second};
    for (int row = 0; row < 2; row++) {
      for (int i = 0; i < words[row].length(); i++) {
        probes.add(new Probe(x(i, words[row]) + 3.5, ROWS[row] + 3.5));
      }
    }
    return new VisionTask(
        answer,
        given,
        (long) first.length() * second.length() + 2L * level,
        (canvas, time) -> {
          canvas.clear(Colour.PAPER);
          for (int row = 0; row < 2; row++) {
            for (int i = 0; i < words[row].length(); i++) {
              double x = x(i, words[row]);
              canvas.fill(Shape.rounded(x, ROWS[row], SIDE, SIDE + 8, 3), tile);
              canvas.fill(
                  Shape.text(
                      words[row].substring(i, i + 1), x + SIDE / 2, ROWS[row] + SIDE / 2 + 4, 14),
                  Colour.INK);
            }
          }
          canvas.fill(Shape.arrow(128, 92, 128, 122, 3.5), Colour.GREY);
          boxes.paint(canvas, time);
        },
        probes,
        List.of(boxes.colour().label()));
  }

  private static double x(int at, String word) {
    return 128 - (word.length() * (SIDE + 2) - 2) / 2 + at * (SIDE + 2);
  }

  private static int distance(String first, String second) {
    int[] above = new int[second.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
        row[j] = StrictMath.min(replaced, 1 + StrictMath.min(row[j - 1], above[j]));
      }
      above = row;
    }
    return above[second.length()];
  }
}
