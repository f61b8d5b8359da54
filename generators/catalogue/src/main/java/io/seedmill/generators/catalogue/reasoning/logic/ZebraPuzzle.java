package io.seedmill.generators.catalogue.reasoning.logic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Who lives in which house, with what. The clues leave one solution, and none of them can be left
 * out: it is found step by step, without guessing, by what each clue excludes. Leaving out clues is
 * a search, so some 15,000 are drawn in a second.
 */
final class ZebraPuzzle extends Kind {

  /** Things that each person has one of: the word for all, and how to name a person by one. */
  private record Feature(String heading, String before, String after, List<String> words) {}

  private static final List<Feature> FEATURES =
      List.of(
          new Feature(
              "Colours of the houses",
              "the person in the ",
              " house",
              List.of("red", "blue", "green", "white", "yellow", "brown", "grey", "pink")),
          new Feature(
              "Drinks",
              "the one who drinks ",
              "",
              List.of("tea", "coffee", "milk", "juice", "cocoa", "water", "lemonade", "cider")),
          new Feature(
              "Pets",
              "the owner of the ",
              "",
              List.of(
                  "dog", "cat", "horse", "parrot", "rabbit", "goldfish", "hamster", "tortoise")),
          new Feature(
              "Jobs",
              "the ",
              "",
              List.of(
                  "baker", "doctor", "teacher", "farmer", "pilot", "lawyer", "nurse", "tailor")),
          new Feature(
              "Instruments",
              "the one who plays the ",
              "",
              List.of("flute", "violin", "piano", "drum", "harp", "trumpet", "cello", "guitar")),
          new Feature(
              "Sports",
              "the fan of ",
              "",
              List.of(
                  "tennis",
                  "hockey",
                  "rugby",
                  "golf",
                  "cricket",
                  "football",
                  "volleyball",
                  "judo")),
          new Feature(
              "Flowers in the gardens",
              "the one who grows ",
              "",
              List.of(
                  "roses", "tulips", "lilies", "daisies", "poppies", "irises", "violets",
                  "asters")));

  /** Houses and features, by level. */
  private static final int[][] SIZES = {
    {3, 2}, {3, 3}, {3, 4}, {4, 3}, {4, 4}, {4, 5}, {5, 4}, {5, 5}, {5, 6}, {6, 6}
  };

  private static final List<String> NUMBERS = List.of("three", "four", "five", "six");

  ZebraPuzzle() {
    super(
        "zebra-puzzle",
        "who lives in which house, with what",
        Form.NUMBERED_WORDS,
        List.of("setting", "clues"),
        "{setting}\n\n{clues}\n\nWho and what belongs to each house? Begin each line with the number of"
            + " the house and list the name and all else that belongs to it.",
        "{setting}\n\nThis is known:\n{clues}\n\nFor each house, by its number, give the person who"
            + " lives there and everything that goes with that person.",
        "Solve this puzzle; it has exactly one solution.\n\n{setting}\n\n{clues}\n\nFor every house,"
            + " behind its number, write down the name and the other words that belong to it.",
        "{clues}\n\nThese clues are about the following street. {setting}\n\nWork out what belongs"
            + " together. For each house number, list the name and all other words that fit.",
        "{setting}\n\nUse the clues to find out who lives where and with what.\n{clues}\n\nWrite down"
            + " each house with its number, its person and that person's other words.",
        "{setting}\n\nOnly one arrangement agrees with all of these clues:\n{clues}\n\nWhich is it?"
            + " Give the number of each house and the words that belong to it.");
  }

  private enum Relation {
    /** Both are the same person. */
    SAME(" is "),
    NOT_SAME(" is not "),
    NEXT(" lives next to "),
    LEFT(" lives directly to the left of "),
    BEFORE(" lives somewhere to the left of "),
    AT(" lives in house "),
    NOT_AT(" does not live in house ");

    private final String words;

    Relation(String words) {
      this.words = words;
    }

    /** Returns where the second can be, if the first is in one of some houses. */
    int second(int houses, int all) {
      return switch (this) {
        case SAME -> houses;
        case NOT_SAME -> Integer.bitCount(houses) == 1 ? all & ~houses : all;
        case NEXT -> (houses << 1 | houses >> 1) & all;
        case LEFT -> houses << 1 & all;
        case BEFORE -> all & -(Integer.lowestOneBit(houses) << 1);
        case AT, NOT_AT -> throw new IllegalStateException("one person only");
      };
    }

    /** Returns where the first can be, if the second is in one of some houses. */
    int first(int houses, int all) {
      return switch (this) {
        case LEFT -> houses >> 1;
        case BEFORE -> Integer.highestOneBit(houses) - 1;
        default -> second(houses, all);
      };
    }

    boolean holds(int a, int b) {
      return switch (this) {
        case SAME, AT -> a == b;
        case NOT_SAME, NOT_AT -> a != b;
        case NEXT -> a == b + 1 || b == a + 1;
        case LEFT -> b == a + 1;
        case BEFORE -> a < b;
      };
    }
  }

  /** The second is a house if the relation says so, else a value. */
  private record Clue(Relation relation, int a, int b) {

    /** Returns a bit for each of its values. */
    long values() {
      return 1L << a | (isOfHouse() ? 0 : 1L << b);
    }

    boolean isOfHouse() {
      return relation == Relation.AT || relation == Relation.NOT_AT;
    }

    /** Excludes houses; returns whether it did. */
    boolean narrow(int[] where, int all) {
      int first = where[a];
      if (isOfHouse()) {
        where[a] &= relation == Relation.AT ? 1 << b : ~(1 << b);
        return where[a] != first;
      }
      int second = where[b];
      where[a] &= relation.first(second, all);
      where[b] &= relation.second(where[a], all);
      return where[a] != first || where[b] != second;
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int houses = SIZES[level - 1][0];
    int features = SIZES[level - 1][1];
    int[] at = new int[houses * features]; // the house of each value
    for (int i = 0; i < features; i++) {
      System.arraycopy(permutation(houses, random), 0, at, i * houses, houses);
    }
    List<Clue> clues = clues(at, houses, level, random);
    List<Feature> chosen = features(features, houses, random);
    List<String> subjects = new ArrayList<>();
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("houses", houses);
    ArrayNode values = given.putArray("values");
    StringBuilder setting = new StringBuilder();
    String number = NUMBERS.get(houses - 3);
    setting.append("In a row of ").append(number).append(" houses, numbered 1 to ").append(houses);
    setting.append(" from left to right, live ").append(number).append(" people, one in each.");
    setting.append(" Each of the following words belongs to exactly one of them.");
    StringBuilder[] rows = new StringBuilder[houses];
    for (int i = 0; i < features; i++) {
      Feature feature = chosen.get(i);
      feature.words().forEach(word -> subjects.add(feature.before() + word + feature.after()));
      setting.append('\n').append(feature.heading()).append(": ").append(listed(feature.words()));
      feature.words().forEach(values.addArray()::add);
    }
    for (int house = 0; house < houses; house++) {
      rows[house] = new StringBuilder().append(house + 1).append(':');
      for (int i = 0; i < features; i++) {
        for (int j = 0; j < houses; j++) {
          if (at[i * houses + j] == house) {
            rows[house].append(i == 0 ? " " : ", ").append(chosen.get(i).words().get(j));
          }
        }
      }
    }
    ArrayNode known = given.putArray("clues");
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < clues.size(); i++) {
      Clue clue = clues.get(i);
      String subject = subjects.get(clue.a());
      shown.append(i == 0 ? "" : "\n").append(i + 1).append(". ");
      shown.append(Character.toUpperCase(subject.charAt(0))).append(subject, 1, subject.length());
      shown.append(clue.relation().words);
      shown.append(clue.isOfHouse() ? String.valueOf(clue.b() + 1) : subjects.get(clue.b()));
      shown.append('.');
      ObjectNode each = known.addObject().put("relation", clue.relation().name());
      each.put("a", clue.a()).put("b", clue.b());
    }
    return new Problem(
        String.join("\n", rows), given, (long) at.length * clues.size(), setting, shown);
  }

  private static List<Feature> features(int count, int houses, UniformRandomProvider random) {
    List<Feature> left = new ArrayList<>(FEATURES);
    shuffle(left, random);
    List<Feature> chosen = new ArrayList<>();
    chosen.add(new Feature("Names", "", "", some(KnightsAndKnaves.NAMES, houses, random)));
    for (Feature each : left.subList(0, count - 1)) {
      List<String> words = some(each.words(), houses, random);
      chosen.add(new Feature(each.heading(), each.before(), each.after(), words));
    }
    return chosen;
  }

  private static List<String> some(List<String> words, int count, UniformRandomProvider random) {
    List<String> left = new ArrayList<>(words);
    shuffle(left, random);
    return left.subList(0, count);
  }

  /** Draws clues until they leave one solution, then leaves out those that are not needed. */
  private static List<Clue> clues(int[] at, int houses, int level, UniformRandomProvider random) {
    int all = (1 << houses) - 1;
    int[] where = new int[at.length];
    Arrays.fill(where, all);
    List<Clue> clues = new ArrayList<>();
    List<int[]> before = new ArrayList<>(); // what the clues before each one leave
    int[] last = where.clone();
    while (!isSolved(where)) {
      Clue clue = clue(at, houses, level, random);
      if (clue.narrow(where, all)) {
        clues.add(clue);
        before.add(last);
        solve(clues, where, houses, clue.values());
        last = where.clone();
      }
    }
    long kept = 0; // the values of the clues behind
    for (int i = clues.size() - 1; i >= 0; i--) {
      Clue left = clues.remove(i);
      System.arraycopy(before.get(i), 0, where, 0, where.length);
      solve(clues, where, houses, kept);
      if (!isSolved(where)) {
        clues.add(i, left);
        kept |= left.values();
      }
    }
    shuffle(clues, random);
    return clues;
  }

  private static Clue clue(int[] at, int houses, int level, UniformRandomProvider random) {
    while (true) {
      int kind = random.nextInt(20);
      Relation relation =
          kind < (level < 4 ? 3 : 1)
              ? Relation.AT
              : kind < 4
                  ? Relation.NOT_AT
                  : kind < 10 - level / 3
                      ? Relation.SAME
                      : kind < 11
                          ? Relation.NOT_SAME
                          : kind < 15 ? Relation.NEXT : kind < 17 ? Relation.LEFT : Relation.BEFORE;
      int a = random.nextInt(at.length);
      boolean isOfHouse = relation == Relation.AT || relation == Relation.NOT_AT;
      int b = random.nextInt(isOfHouse ? houses : at.length);
      boolean isOfSorts = relation == Relation.SAME || relation == Relation.NOT_SAME;
      boolean isSaid = isOfHouse || (isOfSorts ? a / houses < b / houses : a != b);
      if (isSaid && relation.holds(at[a], isOfHouse ? b : at[b])) {
        return new Clue(relation, a, b);
      }
    }
  }

  /**
   * Excludes houses by all clues, and because no two values of a feature share one, until nothing
   * more can be. In which order does not matter.
   *
   * @param changed the values that clues may say something new of, a bit for each
   */
  private static void solve(List<Clue> clues, int[] where, int houses, long changed) {
    int all = (1 << houses) - 1;
    for (long now = changed, next; now != 0; now = next) {
      next = 0;
      for (int i = 0; i < clues.size(); i++) {
        Clue clue = clues.get(i);
        if (((now | next) & clue.values()) != 0 && clue.narrow(where, all)) {
          next |= clue.values();
        }
      }
      for (int from = 0; from < where.length; from += houses) {
        if (((now | next) >> from & all) != 0) {
          next |= (long) exclude(where, from, houses) << from;
        }
      }
    }
  }

  /** Excludes houses of the values of a feature; returns a bit for each value that lost some. */
  private static int exclude(int[] where, int from, int houses) {
    int changed = 0;
    int once = 0;
    int twice = 0;
    for (int i = 0; i < houses; i++) {
      twice |= once & where[from + i];
      once |= where[from + i];
    }
    int only = once & ~twice;
    for (int i = 0; i < houses; i++) {
      int before = where[from + i];
      int after = (before & only) != 0 ? before & only : before;
      where[from + i] = after;
      changed |= after != before ? 1 << i : 0;
      if ((after & after - 1) == 0) {
        for (int j = 0; j < houses; j++) {
          if (j != i && (where[from + j] & after) != 0) {
            where[from + j] &= ~after;
            changed |= 1 << j;
          }
        }
      }
    }
    return changed;
  }

  private static boolean isSolved(int[] where) {
    for (int houses : where) {
      if (Integer.bitCount(houses) != 1) {
        return false;
      }
    }
    return true;
  }
}
