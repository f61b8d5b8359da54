package io.seedmill.generators.catalogue.reasoning.chance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.algebra.Fraction;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The probability that cards drawn from a pack have given colours and numbers. */
final class CardProbability extends Kind {

  private static final List<String> COLOURS =
      List.of("red", "blue", "green", "yellow", "black", "white", "orange", "purple");
  private static final List<String> RULES = List.of("exactly", "at least", "at most");
  private static final List<String> COUNTS =
      List.of("none", "one", "two", "three", "four", "five", "six");

  CardProbability() {
    super(
        "card-probability",
        "the probability of what is drawn from a pack of cards",
        Form.FRACTION,
        List.of("pack", "draws", "event"),
        "A pack has {pack}. You draw {draws} cards without putting any back. What is the probability"
            + " that {event}?",
        "From a shuffled pack of {pack}, {draws} cards are dealt. How likely is it that {event}?",
        "Out of {pack}, {draws} different cards are taken at random. Find the probability that {event}.",
        "Somebody holds {draws} cards from a well-shuffled pack that has {pack}. What is the"
            + " probability that {event}?",
        "A pack is made of {pack}. Every choice of {draws} of its cards is equally likely. What is"
            + " the probability that {event}?",
        "You are dealt {draws} cards at random from {pack}. How probable is it that {event}?");
  }

  /** A number of cards of a colour, or above a number if there is no colour. */
  private record Condition(int rule, int count, int colour) {

    boolean holds(int found) {
      return rule == 0 ? found == count : rule == 1 ? found >= count : found <= count;
    }

    String words(List<String> colours, int above) {
      String one = colour < 0 ? " has a number above " + above : " is " + colours.get(colour);
      String several = colour < 0 ? " have numbers above " + above : " are " + colours.get(colour);
      return RULES.get(rule) + " " + COUNTS.get(count) + " of them" + (count == 1 ? one : several);
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int conditions = (level + 4) / 4;
    int draws = level < 4 ? level + 1 : level < 8 ? 3 + (level - 3) / 2 : level - 4;
    boolean hasNumber =
        conditions == 1 ? random.nextInt(3) == 0 : level > 5 || random.nextBoolean();
    List<String> left = new ArrayList<>(COLOURS);
    List<String> colours = new ArrayList<>();
    for (int wanted = 3 + random.nextInt(3); colours.size() < wanted; ) {
      colours.add(left.remove(random.nextInt(left.size())));
    }
    int highest = 5 + random.nextInt(9);
    int above = 2 + random.nextInt(highest - 3);
    int cards = colours.size() * highest;
    int named = hasNumber ? conditions - 1 : conditions;
    List<Condition> all = new ArrayList<>();
    long good;
    long ways = chosen(cards, draws);
    do {
      all.clear();
      for (int i = 0; i < conditions; i++) {
        int rule = random.nextInt(3);
        int count = 1 + random.nextInt(rule == 2 ? draws - 1 : draws);
        all.add(new Condition(rule, count, i < named ? i : -1));
      }
      good = good(all, new int[named], 0, draws, 0, sizes(colours.size(), highest, above, named));
    } while (good == 0 || good == ways);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("colours", colours.size()).put("highest", highest).put("draws", draws);
    given.put("above", above);
    ArrayNode conditionsGiven = given.putArray("conditions");
    List<String> event = new ArrayList<>();
    for (Condition each : all) {
      event.add(each.words(colours, above));
      conditionsGiven
          .addObject()
          .put("rule", RULES.get(each.rule()))
          .put("count", each.count())
          .put("colour", each.colour());
    }
    shuffle(colours, random);
    String pack =
        cards + " cards, numbered 1 to " + highest + " in each of the colours " + listed(colours);
    int sorts = (named + 1) * (hasNumber ? 2 : 1);
    return new Problem(
        Fraction.of(good, ways).toString(),
        given,
        conditions * chosen(draws + sorts - 1, draws),
        pack,
        COUNTS.get(draws),
        listed(event));
  }

  /** Returns how many cards of each named colour, and of all others, are above the number. */
  private static int[][] sizes(int colours, int highest, int above, int named) {
    int[][] sizes = new int[named + 1][];
    for (int i = 0; i <= named; i++) {
      int sorts = i < named ? 1 : colours - named;
      sizes[i] = new int[] {sorts * above, sorts * (highest - above)};
    }
    return sizes;
  }

  /** Counts the choices that satisfy all conditions, sort by sort. */
  private static long good(
      List<Condition> all, int[] found, int sort, int draws, int high, int[][] sizes) {
    if (sort == found.length) {
      long ways = 0;
      for (int more = 0; more <= draws; more++) {
        if (allHold(all, found, high + more)) {
          ways += chosen(sizes[sort][1], more) * chosen(sizes[sort][0], draws - more);
        }
      }
      return ways;
    }
    long ways = 0;
    for (int cards = 0; cards <= draws; cards++) {
      found[sort] = cards;
      for (int more = 0; more <= cards; more++) {
        long here = chosen(sizes[sort][1], more) * chosen(sizes[sort][0], cards - more);
        if (here > 0) {
          ways += here * good(all, found, sort + 1, draws - cards, high + more, sizes);
        }
      }
    }
    return ways;
  }

  private static boolean allHold(List<Condition> all, int[] found, int high) {
    for (Condition each : all) {
      if (!each.holds(each.colour() < 0 ? high : found[each.colour()])) {
        return false;
      }
    }
    return true;
  }

  private static long chosen(int from, int count) {
    long ways = 1;
    for (int i = 0; i < count; i++) {
      ways = ways * (from - i) / (i + 1);
    }
    return ways;
  }
}
