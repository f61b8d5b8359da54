package io.seedmill.generators.catalogue.reasoning.logic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Which of several conclusions follows from sentences about all, no or some members of groups. One
 * does, or none. No group has to be empty.
 */
final class Syllogism extends Kind {

  private static final List<String> GROUPS =
      List.of(
          "artists",
          "bakers",
          "chess players",
          "dancers",
          "engineers",
          "farmers",
          "gardeners",
          "hikers",
          "inventors",
          "jugglers",
          "knitters",
          "lawyers",
          "musicians",
          "nurses",
          "opera lovers",
          "potters",
          "quilters",
          "runners",
          "sailors",
          "teachers",
          "uncles",
          "vegetarians",
          "writers",
          "beekeepers",
          "collectors",
          "drummers",
          "early risers",
          "film fans",
          "golfers",
          "historians",
          "joggers",
          "left-handers",
          "magicians",
          "night owls",
          "photographers",
          "skaters",
          "tea drinkers",
          "violinists",
          "swimmers",
          "cyclists");

  private static final int OPTIONS = 5;

  Syllogism() {
    super(
        "syllogism",
        "which conclusion follows from sentences about groups",
        Form.LETTER,
        List.of("premises", "options"),
        "Assume that these sentences are true:\n{premises}\nWhich of the following must then be true"
            + " as well?\n{options}",
        "{premises}\n\nWhich one of these conclusions follows from the sentences above, whatever else"
            + " may be the case?\n{options}",
        "Take only this for granted:\n{premises}\nWhich conclusion can be drawn with certainty? A"
            + " conclusion that is merely possible does not count.\n{options}",
        "This is known about the people of a town:\n{premises}\nWhich of these statements is then"
            + " certain?\n{options}",
        "Here are the premises of an argument:\n{premises}\nChoose the conclusion that they prove."
            + " 'Some' means at least one.\n{options}",
        "{premises}\n\nRead 'some' as 'at least one', perhaps all. Which option follows logically from"
            + " these sentences?\n{options}");
  }

  private enum Claim {
    ALL("All %s are %s."),
    NO("No %s are %s."),
    SOME("Some %s are %s."),
    SOME_NOT("Some %s are not %s.");

    private final String words;

    Claim(String words) {
      this.words = words;
    }

    boolean isUniversal() {
      return this == ALL || this == NO;
    }

    boolean isNegative() {
      return this == NO || this == SOME_NOT;
    }
  }

  private record Statement(Claim claim, int x, int y) {

    /** Returns whether another says the same, perhaps the other way round. */
    boolean means(Statement other) {
      boolean isTurned = x == other.y && y == other.x && (claim == Claim.NO || claim == Claim.SOME);
      return claim == other.claim && (isTurned || (x == other.x && y == other.y));
    }

    String words(List<String> groups) {
      return claim.words.formatted(groups.get(x), groups.get(y));
    }

    /** Returns a member of the second group as a bit, or of the others. */
    long second() {
      return 1L << (2 * y + (claim.isNegative() ? 1 : 0));
    }
  }

  /**
   * What sentences imply. Bit 2g stands for a member of group g, and bit 2g + 1 for somebody who is
   * none.
   */
  private record Known(long[] implied, List<Long> people) {

    static Known of(List<Statement> premises, int groups) {
      long[] implied = new long[2 * groups];
      for (int i = 0; i < implied.length; i++) {
        implied[i] = 1L << i;
      }
      for (Statement each : premises) {
        if (each.claim().isUniversal()) {
          implied[2 * each.x()] |= each.second();
          int other = Long.numberOfTrailingZeros(each.second()) ^ 1;
          implied[other] |= 2L << (2 * each.x());
        }
      }
      for (int via = 0; via < implied.length; via++) {
        for (int i = 0; i < implied.length; i++) {
          if ((implied[i] >> via & 1) == 1) {
            implied[i] |= implied[via];
          }
        }
      }
      List<Long> people = new ArrayList<>();
      for (Statement each : premises) {
        if (!each.claim().isUniversal()) {
          int second = Long.numberOfTrailingZeros(each.second());
          people.add(implied[2 * each.x()] | implied[second]);
        }
      }
      return new Known(implied, people);
    }

    /** Returns whether the sentences can all be true and every group can have members. */
    boolean isPossible() {
      boolean isPossible = true;
      for (int i = 0; i < implied.length; i += 2) {
        isPossible &= areCompatible(implied[i]);
      }
      for (long person : people) {
        isPossible &= areCompatible(person);
      }
      return isPossible;
    }

    private static boolean areCompatible(long facts) {
      return (facts & facts >> 1 & 0x5555555555555555L) == 0;
    }

    boolean proves(Statement claim) {
      if (claim.claim().isUniversal()) {
        return (implied[2 * claim.x()] & claim.second()) != 0;
      }
      long both = (1L << (2 * claim.x())) | claim.second();
      for (long person : people) {
        if ((person & both) == both) {
          return true;
        }
      }
      return false;
    }

    /** Returns whether a claim follows, or would follow if every group had members. */
    boolean mayProve(Statement claim) {
      long both = (1L << (2 * claim.x())) | claim.second();
      boolean would = false;
      for (int i = 0; i < implied.length && !claim.claim().isUniversal(); i += 2) {
        would |= (implied[i] & both) == both;
      }
      return would || proves(claim);
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int links = 2 + (level - 1) / 2;
    int groups = links + 1 + (level + 2) / 3;
    int premises = links + level / 2;
    List<Statement> all = new ArrayList<>();
    Statement right = chain(links, all, random);
    while (all.size() < premises) {
      int x = random.nextInt(groups);
      int y = random.nextInt(groups);
      Statement more = new Statement(Claim.values()[random.nextInt(4)], x, y);
      if (x != y && Math.max(x, y) > links && !Known.of(all, groups).mayProve(more)) {
        all.add(more);
        if (!Known.of(all, groups).isPossible()) {
          all.remove(all.size() - 1);
        }
      }
    }
    Known known = Known.of(all, groups);
    int place = random.nextInt(OPTIONS); // the last one says that none follows
    List<Statement> options = new ArrayList<>();
    while (options.size() < OPTIONS - 1) {
      boolean isNear = random.nextInt(3) > 0;
      int x = random.nextInt(isNear ? links + 1 : groups);
      int y = isNear && random.nextBoolean() ? (x == 0 ? links : 0) : random.nextInt(links + 1);
      Statement wrong = new Statement(Claim.values()[random.nextInt(4)], x, y);
      if (options.size() == place) {
        options.add(right);
      } else if (x != y && !known.mayProve(wrong) && options.stream().noneMatch(wrong::means)) {
        options.add(wrong);
      }
    }
    shuffle(all, random);
    List<String> names = new ArrayList<>(GROUPS);
    shuffle(names, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("groups", groups);
    StringBuilder optionsShown = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    ArrayNode list = given.putArray("premises");
    for (Statement each : all) {
      shown.append(shown.length() == 0 ? "" : "\n").append(each.words(names));
      add(list, each);
    }
    list = given.putArray("options");
    for (Statement each : options) {
      optionsShown.append((char) ('A' + list.size())).append(") ").append(each.words(names));
      optionsShown.append('\n');
      add(list, each);
    }
    optionsShown.append((char) ('A' + OPTIONS - 1)).append(") None of these follows.");
    return new Problem(
        String.valueOf((char) ('A' + place)),
        given,
        (long) links * links + 2L * premises,
        shown,
        optionsShown);
  }

  private static void add(ArrayNode list, Statement statement) {
    list.addObject()
        .put("claim", statement.claim().name())
        .put("x", statement.x())
        .put("y", statement.y());
  }

  /** Adds premises that link the groups 0 to {@code links}, and returns what they prove of both. */
  private static Statement chain(int links, List<Statement> all, UniformRandomProvider random) {
    int kind = random.nextInt(5);
    int special = random.nextInt(links); // the link that is no 'all'
    int negative = kind == 3 ? random.nextInt(links - 1) + 1 : links;
    special = kind == 3 ? random.nextInt(negative) : special;
    for (int i = 0; i < links; i++) {
      boolean isUp =
          switch (kind) {
            case 0 -> true;
            case 1 -> i < special;
            case 2 -> i > special;
            case 3 -> i > special && i < negative;
            default -> false;
          };
      Claim claim = Claim.ALL;
      if (i == negative) {
        claim = Claim.NO;
      } else if (i == special && kind > 0) {
        claim = kind == 1 ? Claim.NO : kind == 4 ? Claim.SOME_NOT : Claim.SOME;
      }
      boolean isFree = claim == Claim.NO || claim == Claim.SOME;
      boolean isForward = isFree ? random.nextBoolean() : claim == Claim.SOME_NOT || isUp;
      all.add(new Statement(claim, isForward ? i : i + 1, isForward ? i + 1 : i));
    }
    boolean isForward = kind == 0 || kind > 2 || random.nextBoolean();
    Claim claim =
        kind == 0 ? Claim.ALL : kind == 1 ? Claim.NO : kind == 2 ? Claim.SOME : Claim.SOME_NOT;
    return new Statement(claim, isForward ? 0 : links, isForward ? links : 0);
  }
}
