package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Works out answers about what is true in another way. */
final class LogicCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("knights-and-knaves", LogicCheckers::knights),
          Map.entry("set-counting", LogicCheckers::sets),
          Map.entry("entailment", LogicCheckers::follows),
          Map.entry("zebra-puzzle", LogicCheckers::houses),
          Map.entry("syllogism", LogicCheckers::conclusion),
          Map.entry("first-order-logic", LogicCheckers::trueSentences),
          Map.entry("family-relations", LogicCheckers::relation));

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

  private static String houses(JsonNode given) {
    int houses = given.get("houses").intValue();
    int[] placed = new int[given.get("values").size() * houses];
    Arrays.fill(placed, -1);
    List<List<int[]>> clues = new ArrayList<>(); // those about each value
    for (int value = 0; value < placed.length; value++) {
      clues.add(new ArrayList<>());
    }
    List<String> relations = List.of("SAME", "NOT_SAME", "NEXT", "LEFT", "BEFORE", "AT", "NOT_AT");
    for (JsonNode each : given.get("clues")) {
      int relation = relations.indexOf(each.get("relation").textValue());
      int[] clue = {relation, each.get("a").intValue(), each.get("b").intValue()};
      clues.get(clue[1]).add(clue);
      if (relation < relations.indexOf("AT")) {
        clues.get(clue[2]).add(clue);
      }
    }
    List<int[]> solutions = new ArrayList<>();
    place(houses, clues, placed, solutions);
    List<String> rows = new ArrayList<>();
    for (int[] solution : solutions) {
      for (int house = 0; house < houses; house++) {
        List<String> words = new ArrayList<>();
        for (int value = 0; value < solution.length; value++) {
          if (solution[value] == house) {
            words.add(given.get("values").get(value / houses).get(value % houses).textValue());
          }
        }
        rows.add((house + 1) + ": " + String.join(", ", words));
      }
    }
    return String.join("\n", rows);
  }

  /** Tries houses for the value that has the fewest left, and goes back where none is left. */
  private static void place(
      int houses, List<List<int[]>> clues, int[] placed, List<int[]> solutions) {
    int next = -1;
    int fewest = 0;
    for (int value = 0; value < placed.length; value++) {
      if (placed[value] < 0) {
        int left = 0;
        for (int house = 0; house < houses; house++) {
          left |= agrees(houses, clues, placed, value, house) ? 1 << house : 0;
        }
        if (next < 0 || Integer.bitCount(left) < Integer.bitCount(fewest)) {
          next = value;
          fewest = left;
        }
      }
    }
    if (next < 0) {
      solutions.add(placed.clone());
    }
    for (int house = 0; house < houses; house++) {
      if ((fewest >> house) % 2 == 1) {
        placed[next] = house;
        place(houses, clues, placed, solutions);
        placed[next] = -1;
      }
    }
  }

  private static boolean agrees(
      int houses, List<List<int[]>> clues, int[] placed, int value, int house) {
    int from = value / houses * houses;
    for (int other = from; other < from + houses; other++) {
      if (placed[other] == house) {
        return false;
      }
    }
    for (int[] clue : clues.get(value)) {
      int a = clue[1] == value ? house : placed[clue[1]];
      int b = clue[0] > 4 ? clue[2] : clue[2] == value ? house : placed[clue[2]];
      boolean holds =
          switch (clue[0]) {
            case 0, 5 -> a == b;
            case 1, 6 -> a != b;
            case 2 -> Math.abs(a - b) == 1;
            case 3 -> b - a == 1;
            default -> a < b;
          };
      if (a >= 0 && b >= 0 && !holds) {
        return false;
      }
    }
    return true;
  }

  /** Looks at all sorts of people there can be, as to which groups they belong to. */
  private static String conclusion(JsonNode given) {
    List<Integer> sorts = new ArrayList<>();
    for (int sort = 0; sort < 1 << given.get("groups").intValue(); sort++) {
      boolean canBe = true;
      for (JsonNode premise : given.get("premises")) {
        canBe &= premise.get("claim").textValue().startsWith("SOME") || !refutes(sort, premise);
      }
      if (canBe) {
        sorts.add(sort);
      }
    }
    StringBuilder proved = new StringBuilder();
    char letter = 'A';
    for (JsonNode option : given.get("options")) {
      boolean isProved = sorts.stream().noneMatch(sort -> refutes(sort, option));
      if (option.get("claim").textValue().startsWith("SOME")) {
        isProved = false;
        for (JsonNode premise : given.get("premises")) {
          isProved |=
              premise.get("claim").textValue().startsWith("SOME")
                  && sorts.stream()
                      .filter(sort -> isWitness(sort, premise))
                      .allMatch(sort -> isWitness(sort, option));
        }
      }
      if (isProved) {
        proved.append(letter);
      }
      letter++;
    }
    return proved.length() == 0 ? letter + "" : proved.toString();
  }

  /** Returns whether nobody of a sort may exist if a claim about all or no members is true. */
  private static boolean refutes(int sort, JsonNode claim) {
    boolean x = (sort >> claim.get("x").intValue()) % 2 == 1;
    boolean y = (sort >> claim.get("y").intValue()) % 2 == 1;
    return x && (claim.get("claim").textValue().equals("NO") ? y : !y);
  }

  /** Returns whether one of a sort makes a claim about some members true. */
  private static boolean isWitness(int sort, JsonNode claim) {
    boolean x = (sort >> claim.get("x").intValue()) % 2 == 1;
    boolean y = (sort >> claim.get("y").intValue()) % 2 == 1;
    return x && (claim.get("claim").textValue().equals("SOME") ? y : !y);
  }

  /** Takes the people for whom each part of a sentence is true, as sets. */
  private static String trueSentences(JsonNode given) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < given.get("sentences").size(); i++) {
      JsonNode sentence = given.get("sentences").get(i);
      Set<Integer> sort = people(given, sentence.get("sort"));
      Set<Integer> both = new TreeSet<>(sort);
      both.retainAll(people(given, sentence.get("holds")));
      boolean isTrue =
          switch (sentence.get("quantifier").textValue()) {
            case "EVERY" -> both.equals(sort);
            case "NOT_EVERY" -> !both.equals(sort);
            case "SOME" -> !both.isEmpty();
            case "ONE" -> both.size() == 1;
            default -> both.isEmpty();
          };
      if (isTrue) {
        numbers.add(i + 1 + "");
      }
    }
    return String.join(", ", numbers);
  }

  private static Set<Integer> people(JsonNode given, JsonNode condition) {
    Set<Integer> people = new TreeSet<>();
    for (int person = 0; person < given.get("has").size(); person++) {
      if (condition.has("property")) {
        boolean has = false;
        for (JsonNode property : given.get("has").get(person)) {
          has |= property.equals(condition.get("property"));
        }
        if (has == condition.get("holds").booleanValue()) {
          people.add(person);
        }
        continue;
      }
      Set<Integer> sort = people(given, condition.get("of"));
      sort.remove(person);
      Set<Integer> related = new TreeSet<>();
      for (int other = 0; other < given.get("likes").size(); other++) {
        boolean isPassive = condition.get("passive").booleanValue();
        int liked = isPassive ? person : other;
        for (JsonNode each : given.get("likes").get(isPassive ? other : person)) {
          if (each.intValue() == liked) {
            related.add(other);
          }
        }
      }
      Set<Integer> both = new TreeSet<>(sort);
      both.retainAll(related);
      boolean holds =
          switch (condition.get("whom").textValue()) {
            case "some" -> !both.isEmpty();
            case "every" -> both.equals(sort);
            default -> both.isEmpty();
          };
      if (holds) {
        people.add(person);
      }
    }
    return people;
  }

  /** Completes who is a parent of whom from what is told, and composes relations from that. */
  private static String relation(JsonNode given) {
    Set<List<String>> parents = new HashSet<>();
    Set<List<String>> spouses = new HashSet<>();
    Set<List<String>> siblings = new HashSet<>();
    boolean isMale = false;
    String who = given.get("who").textValue();
    String of = given.get("of").textValue();
    for (JsonNode fact : given.get("facts")) {
      String a = fact.get(0).textValue();
      String b = fact.get(2).textValue();
      String word = fact.get(1).textValue();
      isMale |= a.equals(who) && List.of("husband", "father", "son", "brother").contains(word);
      switch (word) {
        case "husband", "wife" -> spouses.addAll(List.of(List.of(a, b), List.of(b, a)));
        case "father", "mother" -> parents.add(List.of(a, b));
        case "son", "daughter" -> parents.add(List.of(b, a));
        default -> siblings.addAll(List.of(List.of(a, b), List.of(b, a)));
      }
    }
    for (int before = -1; before < parents.size(); ) {
      before = parents.size();
      parents.addAll(composed(spouses, parents));
      parents.addAll(composed(parents, siblings));
    }
    Set<List<String>> children = new HashSet<>();
    parents.forEach(pair -> children.add(List.of(pair.get(1), pair.get(0))));
    siblings.addAll(composed(children, parents));
    siblings.removeIf(pair -> pair.get(0).equals(pair.get(1)));
    Map<String, Set<List<String>>> all = new TreeMap<>();
    all.put(isMale ? "husband" : "wife", spouses);
    all.put(isMale ? "father" : "mother", parents);
    all.put(isMale ? "grandfather" : "grandmother", composed(parents, parents));
    all.put(
        isMale ? "great-grandfather" : "great-grandmother",
        composed(parents, composed(parents, parents)));
    all.put(isMale ? "son" : "daughter", children);
    all.put(isMale ? "grandson" : "granddaughter", composed(children, children));
    all.put(
        isMale ? "great-grandson" : "great-granddaughter",
        composed(children, composed(children, children)));
    all.put(isMale ? "brother" : "sister", siblings);
    all.put(isMale ? "uncle" : "aunt", composed(siblings, parents));
    all.put(isMale ? "nephew" : "niece", composed(children, siblings));
    all.put("cousin", composed(children, composed(siblings, parents)));
    all.put(isMale ? "great-uncle" : "great-aunt", composed(siblings, composed(parents, parents)));
    all.put(
        isMale ? "great-nephew" : "great-niece", composed(children, composed(children, siblings)));
    all.put(isMale ? "father-in-law" : "mother-in-law", composed(parents, spouses));
    all.put(isMale ? "son-in-law" : "daughter-in-law", composed(spouses, children));
    Set<List<String>> inLaws = composed(siblings, spouses);
    inLaws.addAll(composed(spouses, siblings));
    all.put(isMale ? "brother-in-law" : "sister-in-law", inLaws);
    return all.entrySet().stream()
        .filter(each -> each.getValue().contains(List.of(who, of)))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" or "));
  }

  /** Returns who is the first to one who is the second to another. */
  private static Set<List<String>> composed(Set<List<String>> first, Set<List<String>> second) {
    Set<List<String>> both = new HashSet<>();
    for (List<String> a : first) {
      for (List<String> b : second) {
        if (a.get(1).equals(b.get(0))) {
          both.add(List.of(a.get(0), b.get(1)));
        }
      }
    }
    return both;
  }
}
