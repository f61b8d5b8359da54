package io.seedmill.generators.catalogue.reasoning.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/** The relation of two people of a family, from the relations of each to one other. */
final class FamilyRelations extends Kind {

  private static final Map<String, String> SAME =
      Map.of(
          "grandaunt",
          "great-aunt",
          "granduncle",
          "great-uncle",
          "grandniece",
          "great-niece",
          "grandnephew",
          "great-nephew",
          "grand-aunt",
          "great-aunt",
          "grand-uncle",
          "great-uncle",
          "grand-niece",
          "great-niece",
          "grand-nephew",
          "great-nephew");

  FamilyRelations() {
    super(
        "family-relations",
        "what somebody is to another person of a family",
        Form.WORD,
        List.of("facts", "who", "whom"),
        "{facts}\n\nWhat is {who} to {whom}? The answer is a word such as niece or mother-in-law.",
        "This is known of a family:\n{facts}\n\nComplete the sentence with the one word for their"
            + " relation, such as nephew or father-in-law: {who} is the … of {whom}.",
        "{facts}\n\nHow is {who} related to {whom}? Name what {who} is to {whom}, in one word such as"
            + " grandson or sister-in-law.",
        "Which relative of {whom} is {who}: a cousin, an aunt, a son-in-law, or what else? These facts"
            + " say enough.\n\n{facts}",
        "{facts}\n\n{whom} wants to introduce {who} by one word (such as niece or brother-in-law):"
            + " \"This is my …\" Which word is right?",
        "Read these facts about a family:\n{facts}\n\n{who} and {whom} meet. Which word, such as"
            + " uncle or granddaughter, says what {who} is to {whom}?");
  }

  /** The words for steps up and down a family tree, the female one first. */
  private static final Map<String, List<String>> BLOOD =
      Map.ofEntries(
          Map.entry("1 0", List.of("mother", "father")),
          Map.entry("2 0", List.of("grandmother", "grandfather")),
          Map.entry("3 0", List.of("great-grandmother", "great-grandfather")),
          Map.entry("0 1", List.of("daughter", "son")),
          Map.entry("0 2", List.of("granddaughter", "grandson")),
          Map.entry("0 3", List.of("great-granddaughter", "great-grandson")),
          Map.entry("1 1", List.of("sister", "brother")),
          Map.entry("2 1", List.of("aunt", "uncle")),
          Map.entry("1 2", List.of("niece", "nephew")),
          Map.entry("2 2", List.of("cousin", "cousin")),
          Map.entry("3 1", List.of("great-aunt", "great-uncle")),
          Map.entry("1 3", List.of("great-niece", "great-nephew")));

  private static final List<String> WOMEN =
      List.of(
          "Ada", "Bella", "Cleo", "Dora", "Eva", "Fiona", "Greta", "Hana", "Ida", "Judy", "Kira",
          "Lena", "Mia", "Nora", "Olga", "Pia", "Rosa", "Tess", "Uma", "Vera");
  private static final List<String> MEN =
      List.of(
          "Adam", "Ben", "Carl", "Dan", "Emil", "Finn", "Gus", "Hugo", "Ivo", "Jack", "Karl", "Leo",
          "Max", "Ned", "Otto", "Paul", "Rolf", "Sam", "Tom", "Wes");

  private static final int GENERATIONS = 4;
  private static final int MOST_CHILDREN = 4;

  /** A family; each person but the first is told of by a relation to one who comes before. */
  private static final class Family {
    private final int size;
    private final boolean[] isMale;

    /** A parent of each, who stands for both; -1 for the first couple and who married into it. */
    private final int[] parent;

    private final int[] spouse;
    private final int[] generation;
    private final int[] children;

    /** The one before to whom each is related by what is told. */
    private final int[] link;

    Family(int size, UniformRandomProvider random) {
      this.size = size;
      isMale = new boolean[size];
      parent = new int[size];
      spouse = new int[size];
      generation = new int[size];
      children = new int[size];
      link = new int[size];
      isMale[0] = random.nextBoolean();
      isMale[1] = !isMale[0];
      parent[0] = -1;
      parent[1] = -1;
      spouse[0] = 1;
      for (int next = 2; next < size; ) {
        int to = random.nextInt(next);
        boolean isFree = parent[to] >= 0 && spouse[to] < 0 && generation[to] < GENERATIONS - 1;
        boolean isParent =
            (to == 0 || (parent[to] >= 0 && spouse[to] >= 0)) && children[to] < MOST_CHILDREN;
        spouse[next] = -1;
        if (isFree) {
          isMale[next] = !isMale[to];
          parent[next] = -1;
          spouse[next] = to;
          spouse[to] = next;
          generation[next] = generation[to];
          link[next++] = to;
        } else if (isParent) {
          isMale[next] = random.nextBoolean();
          parent[next] = to;
          generation[next] = generation[to] + 1;
          children[to]++;
          link[next] = random.nextBoolean() ? to : spouse[to];
          for (int i = 2; i < next; i++) {
            link[next] = parent[i] == to && random.nextInt(4) == 0 ? i : link[next];
          }
          next++;
        }
      }
    }

    /** Returns what is told between two people. */
    int distance(int a, int b) {
      int steps = 0;
      for (; a != b; steps++) {
        if (a > b) {
          a = link[a];
        } else {
          b = link[b];
        }
      }
      return steps;
    }

    /** Returns the steps up and down from one to another, by blood; empty if there are none. */
    String blood(int of, int who) {
      int above = of;
      for (int up = 0; above >= 0; up++) {
        int below = who;
        for (int down = 0; below >= 0; down++) {
          if (above == below
              || (up + down > 0 && (up == 0 || down == 0) && spouse[above] == below)) {
            return up + " " + down;
          }
          below = parent[below];
        }
        above = parent[above];
      }
      return "";
    }

    /** Returns what somebody is to another, in one word; empty if there is none. */
    String word(int who, int of) {
      int gender = isMale[who] ? 1 : 0;
      if (spouse[who] == of) {
        return gender == 0 ? "wife" : "husband";
      }
      List<String> words = BLOOD.get(blood(of, who));
      if (words != null) {
        return words.get(gender);
      }
      String bySpouse = spouse[who] < 0 ? "" : blood(of, spouse[who]);
      String ofSpouse = spouse[of] < 0 ? "" : blood(spouse[of], who);
      if (bySpouse.equals("0 1") || bySpouse.equals("1 1")) {
        return BLOOD.get(bySpouse).get(gender) + "-in-law";
      }
      return ofSpouse.equals("1 0") || ofSpouse.equals("1 1")
          ? BLOOD.get(ofSpouse).get(gender) + "-in-law"
          : "";
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    Family family = new Family(2 + 2 * level, random);
    Map<String, List<int[]>> pairs = new TreeMap<>();
    for (int least = 2 + (level - 1) / 2; pairs.isEmpty(); least--) {
      for (int who = 0; who < family.size; who++) {
        for (int of = 0; of < family.size; of++) {
          if (who != of && family.distance(who, of) >= least) {
            String word = family.word(who, of);
            if (!word.isEmpty()) {
              pairs.computeIfAbsent(word, key -> new ArrayList<>()).add(new int[] {who, of});
            }
          }
        }
      }
    }
    List<String> words = new ArrayList<>(pairs.keySet());
    String answer = words.get(random.nextInt(words.size()));
    List<int[]> good = pairs.get(answer);
    int[] pair = good.get(random.nextInt(good.size()));
    return problem(family, pair[0], pair[1], answer, random);
  }

  private static Problem problem(
      Family family, int who, int of, String answer, UniformRandomProvider random) {
    List<String> women = new ArrayList<>(WOMEN);
    List<String> men = new ArrayList<>(MEN);
    shuffle(women, random);
    shuffle(men, random);
    List<String> names = new ArrayList<>();
    for (boolean isMale : family.isMale) {
      List<String> left = isMale ? men : women;
      names.add(left.remove(left.size() - 1));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("who", names.get(who)).put("of", names.get(of));
    ArrayNode facts = given.putArray("facts");
    StringBuilder shown = new StringBuilder("Husbands and wives have all their children together.");
    int[] order = permutation(family.size - 1, random);
    for (int i : order) {
      // What is said of the one who is asked about shows if that is a woman or a man.
      boolean isTurned = i + 1 != who && ((i == 0 && who == 0) || random.nextInt(5) < 2);
      int subject = isTurned ? family.link[i + 1] : i + 1;
      int object = isTurned ? i + 1 : family.link[i + 1];
      String word = family.word(subject, object);
      shown.append('\n').append(names.get(subject)).append(" is the ").append(word);
      shown.append(" of ").append(names.get(object)).append('.');
      facts.addArray().add(names.get(subject)).add(word).add(names.get(object));
    }
    return new Problem(
        answer,
        given,
        family.size + 2L * family.distance(who, of),
        shown,
        names.get(who),
        names.get(of));
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    String word = Form.WORD.read(reply).orElse("");
    return SAME.getOrDefault(word, word).equals(expected) ? 1 : 0;
  }
}
