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
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/** The true ones among sentences about everybody, nobody and somebody of a few people. */
final class FirstOrderLogic extends Kind {

  /** A property of a person, and its denial. */
  private record Property(String holds, String fails) {}

  /** A verb between two people, active and passive. */
  private record Verb(String does, String isDone) {}

  private static final List<Property> PROPERTIES =
      List.of(
          new Property("wears a hat", "does not wear a hat"),
          new Property("plays chess", "does not play chess"),
          new Property("owns a dog", "does not own a dog"),
          new Property("speaks French", "does not speak French"),
          new Property("rides a bicycle", "does not ride a bicycle"),
          new Property("drinks tea", "does not drink tea"),
          new Property("sings in a choir", "does not sing in a choir"),
          new Property("grows tomatoes", "does not grow tomatoes"));

  private static final List<Verb> VERBS =
      List.of(
          new Verb("likes", "is liked by"),
          new Verb("trusts", "is trusted by"),
          new Verb("admires", "is admired by"),
          new Verb("envies", "is envied by"),
          new Verb("teaches", "is taught by"),
          new Verb("writes to", "is written to by"));

  /** People, sentences, and how deep the two parts of a sentence are nested, by level. */
  private static final int[][] SIZES = {
    {3, 3, 0, 0}, {4, 4, 0, 0}, {4, 4, 0, 1}, {5, 4, 0, 1}, {5, 4, 1, 1},
    {6, 5, 1, 1}, {6, 5, 1, 2}, {7, 5, 1, 2}, {7, 5, 2, 2}, {8, 6, 2, 2}
  };

  FirstOrderLogic() {
    super(
        "first-order-logic",
        "which sentences are true of a few people",
        Form.INTEGER_LIST,
        List.of("facts", "sentences"),
        "{facts}\n\nWhich of these sentences are true? Give their numbers.\n{sentences}",
        "{facts}\n\nSome of the following sentences are true and some are false. List the numbers of"
            + " the true ones.\n{sentences}",
        "{facts}\n\nCheck each sentence against these facts, and give the numbers of those that are"
            + " true.\n{sentences}",
        "Below are facts and numbered sentences. Find out which of the sentences are true.\n\n{facts}"
            + "\n\n{sentences}",
        "{facts}\n\nA friend says:\n{sentences}\n\nBy number, what of this is true?",
        "{sentences}\n\nWhich numbers belong to sentences that are true in this situation?\n\n{facts}");
  }

  private enum Quantifier {
    EVERY("Everybody who "),
    NOT_EVERY("Not everybody who "),
    SOME("At least one person who "),
    ONE("Exactly one person who "),
    NONE("Nobody who ");

    private final String words;

    Quantifier(String words) {
      this.words = words;
    }
  }

  /** People with their properties, and whom each likes. */
  private record World(boolean[][] has, boolean[][] likes, List<Property> properties, Verb verb) {

    int people() {
      return has.length;
    }

    /** Returns for how many of those of one sort another thing holds. */
    int count(Condition sort, Condition holds) {
      int count = 0;
      for (int i = 0; i < people(); i++) {
        count += sort.holds(this, i) && holds.holds(this, i) ? 1 : 0;
      }
      return count;
    }
  }

  /**
   * What may be true of a person: a property, or that somebody of some sort, everybody else, or
   * nobody of it likes the person or is liked.
   *
   * @param of the sort; nothing if this is about a property
   */
  private record Condition(
      int property, boolean isDenied, boolean isPassive, int whom, Condition of) {

    private static final List<String> WHOM =
        List.of(" someone who ", " everybody else who ", " nobody who ");

    static Condition draw(int depth, int properties, UniformRandomProvider random) {
      return depth == 0
          ? new Condition(random.nextInt(properties), random.nextInt(3) == 0, false, 0, null)
          : new Condition(
              0,
              false,
              random.nextBoolean(),
              random.nextInt(3),
              draw(depth - 1, properties, random));
    }

    boolean holds(World world, int person) {
      if (of == null) {
        return world.has()[person][property] != isDenied;
      }
      int of = 0;
      int liked = 0;
      for (int other = 0; other < world.people(); other++) {
        if (other != person && this.of.holds(world, other)) {
          of++;
          liked +=
              (isPassive ? world.likes()[other][person] : world.likes()[person][other]) ? 1 : 0;
        }
      }
      return whom == 0 ? liked > 0 : whom == 1 ? liked == of : liked == 0;
    }

    String words(World world) {
      if (of == null) {
        Property named = world.properties().get(property);
        return isDenied ? named.fails() : named.holds();
      }
      String verb = isPassive ? world.verb().isDone() : world.verb().does();
      return verb + WHOM.get(whom) + of.words(world);
    }

    /** Returns whether everybody else of a sort means at least one person, wherever it is said. */
    boolean isClear(World world) {
      boolean isClear = of == null || of.isClear(world);
      for (int i = 0; i < world.people() && of != null && whom == 1; i++) {
        boolean isAnybody = false;
        for (int other = 0; other < world.people(); other++) {
          isAnybody |= other != i && of.holds(world, other);
        }
        isClear &= isAnybody;
      }
      return isClear;
    }

    ObjectNode given() {
      ObjectNode given = JsonNodeFactory.instance.objectNode();
      if (of == null) {
        return given.put("property", property).put("holds", !isDenied);
      }
      given.put("passive", isPassive).put("whom", List.of("some", "every", "no").get(whom));
      return given.set("of", of.given());
    }
  }

  private record Sentence(Quantifier quantifier, Condition sort, Condition holds) {

    boolean isTrue(World world) {
      int all = world.count(sort, sort);
      int good = world.count(sort, holds);
      return switch (quantifier) {
        case EVERY -> good == all;
        case NOT_EVERY -> good < all;
        case SOME -> good > 0;
        case ONE -> good == 1;
        case NONE -> good == 0;
      };
    }

    String words(World world) {
      return quantifier.words + sort.words(world) + " " + holds.words(world) + ".";
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int[] sizes = SIZES[level - 1];
    World world = world(sizes[0], 3 + level / 4, random);
    List<Sentence> sentences = new ArrayList<>();
    boolean[] wanted = new boolean[sizes[1]];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = i == 0 || (i > 1 && random.nextBoolean()); // one is true, and one is false
    }
    shuffle(wanted, random);
    while (sentences.size() < wanted.length) {
      Sentence sentence = sentence(sizes, world, random);
      if (sentence.isTrue(world) == wanted[sentences.size()] && !sentences.contains(sentence)) {
        sentences.add(sentence);
      }
    }
    List<String> names = new ArrayList<>(KnightsAndKnaves.NAMES);
    shuffle(names, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    StringBuilder facts = facts(world, names, given);
    StringBuilder shown = new StringBuilder();
    StringBuilder answer = new StringBuilder();
    ArrayNode list = given.putArray("sentences");
    for (int i = 0; i < wanted.length; i++) {
      Sentence sentence = sentences.get(i);
      shown.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(sentence.words(world));
      if (wanted[i]) {
        answer.append(answer.length() == 0 ? "" : ", ").append(i + 1);
      }
      ObjectNode each = list.addObject().put("quantifier", sentence.quantifier().name());
      each.set("sort", sentence.sort().given());
      each.set("holds", sentence.holds().given());
    }
    long people = sizes[0];
    long steps = 1 + people * (sizes[2] + sizes[3]);
    return new Problem(answer.toString(), given, wanted.length * people * steps, facts, shown);
  }

  private static void shuffle(boolean[] all, UniformRandomProvider random) {
    for (int i = all.length - 1; i > 0; i--) {
      int at = random.nextInt(i + 1);
      boolean swapped = all[i];
      all[i] = all[at];
      all[at] = swapped;
    }
  }

  /** Draws a sentence about a sort of people that exist, and not about one property twice. */
  private static Sentence sentence(int[] sizes, World world, UniformRandomProvider random) {
    Quantifier[] quantifiers = Quantifier.values();
    while (true) {
      int properties = world.properties().size();
      Condition sort = Condition.draw(random.nextInt(sizes[2] + 1), properties, random);
      Condition holds = Condition.draw(sizes[3], properties, random);
      boolean isTwice = sizes[3] == 0 && sort.of() == null && sort.property() == holds.property();
      boolean isClear = sort.isClear(world) && holds.isClear(world);
      if (!isTwice && isClear && world.count(sort, sort) > 0) {
        return new Sentence(quantifiers[random.nextInt(quantifiers.length)], sort, holds);
      }
    }
  }

  private static World world(int people, int properties, UniformRandomProvider random) {
    List<Property> named = new ArrayList<>(PROPERTIES);
    shuffle(named, random);
    boolean[][] has = new boolean[people][properties];
    boolean[][] likes = new boolean[people][people];
    for (int i = 0; i < people; i++) {
      for (int j = 0; j < properties; j++) {
        has[i][j] = random.nextBoolean();
      }
      for (int j = 0; j < people; j++) {
        likes[i][j] = i != j && random.nextInt(5) < 2;
      }
    }
    return new World(
        has, likes, named.subList(0, properties), VERBS.get(random.nextInt(VERBS.size())));
  }

  private static StringBuilder facts(World world, List<String> names, ObjectNode given) {
    int people = world.people();
    StringBuilder facts = new StringBuilder("These are all ").append(people);
    facts.append(" people, and what is not said of them is not so:");
    ArrayNode has = given.putArray("has");
    ArrayNode likes = given.putArray("likes");
    for (int i = 0; i < people; i++) {
      ArrayNode properties = has.addArray();
      ArrayNode others = likes.addArray();
      List<String> told = new ArrayList<>();
      List<String> liked = new ArrayList<>();
      for (int j = 0; j < world.properties().size(); j++) {
        if (world.has()[i][j]) {
          properties.add(j);
          told.add(world.properties().get(j).holds());
        }
      }
      for (int j = 0; j < people; j++) {
        if (world.likes()[i][j]) {
          others.add(j);
          liked.add(names.get(j));
        }
      }
      told.add(world.verb().does() + " " + (liked.isEmpty() ? "nobody" : listed(liked)));
      facts.append('\n').append(names.get(i)).append(' ').append(String.join(", ", told));
      facts.append('.');
    }
    return facts;
  }

  /** The order of the numbers does not count. */
  @Override
  public double score(JsonNode given, String expected, String reply) {
    return numbers(reply).equals(numbers(expected)) ? 1 : 0;
  }

  private static Set<String> numbers(String reply) {
    return new TreeSet<>(List.of(Form.INTEGER_LIST.read(reply).orElse("").split(", ", -1)));
  }
}
