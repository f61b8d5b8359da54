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
 * People who always tell the truth or always lie, and what they say of each other. What they say
 * fits exactly one assignment: all are tried.
 */
final class KnightsAndKnaves extends Kind {

  /** Names of people. */
  static final List<String> NAMES =
      List.of(
          "Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kira", "Leo",
          "Mia", "Noa", "Oki", "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vik", "Wes", "Yara");

  KnightsAndKnaves() {
    super(
        "knights-and-knaves",
        "who always tells the truth and who always lies",
        Form.ASSIGNMENT,
        List.of("people", "statements"),
        "On an island, knights always tell the truth and knaves always lie. You meet {people}.\n"
            + "{statements}\nWho is a knight and who is a knave?",
        "Each of {people} is either a knight, who says only true things, or a knave, who says only"
            + " false things.\n{statements}\nIs each of them a knight or a knave?",
        "{statements}\nEach of {people} is a knight or a knave. Knights never lie, and knaves never"
            + " say anything true. Which of the two is each of them?",
        "A traveller meets {people}. Whatever a knight says is true, and whatever a knave says is"
            + " false; everybody is one or the other.\n{statements}\nDecide for each of them: knight"
            + " or knave?");
  }

  private enum Claim {
    /** The first is a knight (value 1) or a knave (0). */
    IS,
    /** Both are of one sort (1) or of different ones (0). */
    SAME,
    /** Not both are knights. */
    NOT_BOTH,
    /** One of the two is a knight, or both are. */
    OR,
    /** If the first is a knight, the second is one (1) or is not (0). */
    IF,
    /** As many of all are knights as the value says. */
    COUNT
  }

  private record Statement(int speaker, Claim claim, int a, int b, int value) {

    boolean holds(int knights) {
      boolean first = (knights >> a & 1) == 1;
      boolean second = (knights >> b & 1) == 1;
      return switch (claim) {
        case IS -> first == (value == 1);
        case SAME -> (first == second) == (value == 1);
        case NOT_BOTH -> !(first && second);
        case OR -> first || second;
        case IF -> !first || second == (value == 1);
        case COUNT -> Integer.bitCount(knights) == value;
      };
    }

    boolean fits(int knights) {
      return holds(knights) == ((knights >> speaker & 1) == 1);
    }

    String words(List<String> names) {
      String first = a == speaker ? "I" : names.get(a);
      String second = b == speaker ? "I" : names.get(b);
      String both = a == speaker ? second + " and I" : first + " and " + second;
      String is = a == speaker ? " am " : " is ";
      String are = b == speaker ? " am " : " is ";
      return switch (claim) {
        case IS -> first + is + sort(value);
        case SAME -> both + " are " + (value == 1 ? "of the same sort" : "of different sorts");
        case NOT_BOTH -> both + " are not both knights";
        case OR -> first + is + "a knight, or " + second + are + "a knight, or both";
        case IF -> "If " + first + is + "a knight, then " + second + are + sort(value);
        case COUNT -> count(value, names.size());
      };
    }

    private static String sort(int value) {
      return value == 1 ? "a knight" : "a knave";
    }

    private static String count(int value, int people) {
      return value == 0
          ? "None of us is a knight"
          : value == people
              ? "All of us are knights"
              : value == 1
                  ? "Exactly one of us is a knight"
                  : "Exactly " + value + " of us are knights";
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int people = 2 + (level + 1) / 2;
    Statement[] statements = new Statement[people + (level % 2 == 0 ? 1 : 0)];
    int truth;
    do {
      truth = random.nextInt(1 << people);
      for (int i = 0; i < statements.length; i++) {
        int speaker = i < people ? i : random.nextInt(people);
        statements[i] = statement(speaker, truth, people, level, random);
      }
    } while (solutions(statements, people) != 1);
    List<String> names = names(people, random);
    StringBuilder answer = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    StringBuilder said = new StringBuilder();
    ArrayNode claims = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < people; i++) {
      String sort = (truth >> i & 1) == 1 ? "knight" : "knave";
      answer.append(i == 0 ? "" : ", ").append(names.get(i)).append(": ").append(sort);
      shown.append(i == 0 ? "" : i == people - 1 ? " and " : ", ").append(names.get(i));
    }
    for (Statement each : statements) {
      said.append(said.length() == 0 ? "" : "\n")
          .append(names.get(each.speaker()))
          .append(" says: \"");
      said.append(each.words(names)).append(".\"");
      claims
          .addObject()
          .put("speaker", each.speaker())
          .put("claim", each.claim().name())
          .put("a", each.a())
          .put("b", each.b())
          .put("value", each.value());
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    names.forEach(given.putArray("names")::add);
    given.set("statements", claims);
    return new Problem(answer.toString(), given, (long) statements.length << people, shown, said);
  }

  private static List<String> names(int count, UniformRandomProvider random) {
    List<String> left = new ArrayList<>(NAMES);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(left.remove(random.nextInt(left.size())));
    }
    return names;
  }

  /** Draws what somebody can say, where the knights are known. */
  private static Statement statement(
      int speaker, int knights, int people, int level, UniformRandomProvider random) {
    Claim[] claims = Claim.values();
    while (true) {
      Claim claim = claims[random.nextInt(level < 3 ? 3 : claims.length)];
      int a = random.nextInt(people);
      int b = random.nextInt(people);
      int value = random.nextInt(claim == Claim.COUNT ? people + 1 : 2);
      Statement drawn = new Statement(speaker, claim, a, b, value);
      boolean says = claim == Claim.IS ? a != speaker : claim == Claim.COUNT || a != b;
      if (says && drawn.fits(knights)) {
        return drawn;
      }
    }
  }

  private static int solutions(Statement[] statements, int people) {
    int found = 0;
    for (int knights = 0; knights < 1 << people; knights++) {
      boolean fits = true;
      for (int i = 0; i < statements.length && fits; i++) {
        fits = statements[i].fits(knights);
      }
      found += fits ? 1 : 0;
    }
    return found;
  }
}
