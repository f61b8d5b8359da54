package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Works out answers about what is true in another way. */
final class LogicCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("knights-and-knaves", LogicCheckers::knights),
          Map.entry("set-counting", LogicCheckers::sets),
          Map.entry("entailment", LogicCheckers::follows));

  private LogicCheckers() {}

  private static String knights(JsonNode given) {
    int people = given.get("names").size();
    List<String> answers = new ArrayList<>();
    for (int knights = 0; knights < 1 << people; knights++) {
      boolean fits = true;
      for (JsonNode said : given.get("statements")) {
        boolean a = (knights >> said.get("a").intValue()) % 2 == 1;
        boolean b = (knights >> said.get("b").intValue()) % 2 == 1;
        int value = said.get("value").intValue();
        boolean holds =
            switch (said.get("claim").textValue()) {
              case "IS" -> value == (a ? 1 : 0);
              case "SAME" -> value == (a == b ? 1 : 0);
              case "NOT_BOTH" -> !a || !b;
              case "OR" -> a || b;
              case "IF" -> !a || value == (b ? 1 : 0);
              default -> value == Integer.bitCount(knights);
            };
        fits &= holds == ((knights >> said.get("speaker").intValue()) % 2 == 1);
      }
      if (fits) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < people; i++) {
          String sort = (knights >> i) % 2 == 1 ? "knight" : "knave";
          each.add(given.get("names").get(i).textValue() + ": " + sort);
        }
        answers.add(String.join(", ", each));
      }
    }
    return String.join(" or ", answers);
  }

  /** Inclusion and exclusion. */
  private static String sets(JsonNode given) {
    JsonNode known = given.get("atLeast");
    int sets = Integer.bitCount(known.size());
    int[] atLeast = new int[1 << sets];
    atLeast[0] = given.get("total").intValue();
    known.forEach(each -> atLeast[each.get("sets").intValue()] = each.get("people").intValue());
    int[] exactly = new int[1 << sets];
    for (int region = 0; region < exactly.length; region++) {
      for (int larger = 0; larger < exactly.length; larger++) {
        if ((larger & region) == region) {
          int sign = (Integer.bitCount(larger) - Integer.bitCount(region)) % 2 == 0 ? 1 : -1;
          exactly[region] += sign * atLeast[larger];
        }
      }
    }
    String asked = given.get("asked").textValue();
    int answer = 0;
    for (int region = 0; region < exactly.length; region++) {
      int inSets = Integer.bitCount(region);
      boolean counts =
          switch (asked) {
            case "none" -> inSets == 0;
            case "only" -> region == given.get("set").intValue();
            case "one" -> inSets == 1;
            default -> inSets >= 2;
          };
      answer += counts ? exactly[region] : 0;
    }
    return Integer.toString(answer);
  }

  private static String follows(JsonNode given) {
    for (int world = 0; world < 1 << given.get("propositions").intValue(); world++) {
      boolean known = true;
      for (JsonNode premise : given.get("premises")) {
        known &= holds(premise, world);
      }
      if (known && !holds(given.get("claim").get(0), world)) {
        return "no";
      }
    }
    return "yes";
  }

  private static boolean holds(JsonNode said, int world) {
    boolean a = (world >> said.get("a").intValue()) % 2 == 1;
    boolean b = (world >> said.get("b").intValue()) % 2 == 1;
    a = said.get("aHolds").booleanValue() ? a : !a;
    b = said.get("bHolds").booleanValue() ? b : !b;
    return switch (said.get("kind").textValue()) {
      case "if" -> b || !a;
      case "or" -> a || b;
      case "xor" -> a ^ b;
      case "iff" -> !(a ^ b);
      default -> a;
    };
  }
}
