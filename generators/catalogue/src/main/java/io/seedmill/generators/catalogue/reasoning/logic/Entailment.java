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

/** Statements that follow from others or do not, over two to five propositions. */
final class Entailment extends Kind {

  /** Propositions, each with the words that deny it. */
  private static final List<List<String>> THINGS =
      List.of(
          List.of("the lamp is on", "the lamp is off"),
          List.of("the door is open", "the door is shut"),
          List.of("it rains", "it does not rain"),
          List.of("the cat sleeps", "the cat is awake"),
          List.of("the train is late", "the train is not late"),
          List.of("the oven is hot", "the oven is not hot"),
          List.of("Mia is at home", "Mia is out"),
          List.of("the shop is closed", "the shop is not closed"),
          List.of("the radio plays", "the radio is silent"),
          List.of("the road is wet", "the road is dry"),
          List.of("the alarm rings", "the alarm does not ring"),
          List.of("the gate is locked", "the gate is not locked"));

  Entailment() {
    super(
        "entailment",
        "whether a statement follows from others",
        Form.YES_NO,
        List.of("premises", "claim"),
        "Assume that all of this is true. {premises} Does it follow that {claim}?",
        "{premises} Given these facts alone, must it be so that {claim}?",
        "Here is all that is known. {premises} Can you conclude with certainty that {claim}?",
        "Take these sentences as true: {premises} Is it certain that {claim}?");
  }

  /** A sentence about two propositions, which may be denied. */
  private record Sentence(int kind, int a, boolean aHolds, int b, boolean bHolds) {

    boolean holds(int world) {
      boolean left = (world >> a & 1) == 1 == aHolds;
      boolean right = (world >> b & 1) == 1 == bHolds;
      return switch (kind) {
        case 0 -> !left || right;
        case 1 -> left || right;
        case 2 -> left != right;
        case 3 -> left == right;
        default -> left;
      };
    }

    String words(List<List<String>> things) {
      String left = fact(things.get(a), aHolds);
      String right = fact(things.get(b), bHolds);
      return switch (kind) {
        case 0 -> "if " + left + ", then " + right;
        case 1 -> left + " or " + right + ", or both";
        case 2 -> "either " + left + " or " + right + ", but not both";
        case 3 -> left + " exactly if " + right;
        default -> left;
      };
    }

    private static String fact(List<String> thing, boolean holds) {
      return thing.get(holds ? 0 : 1);
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + (level + 1 + random.nextInt(4)) / 4;
    int premises = count + (level + random.nextInt(3)) / 3;
    boolean follows = random.nextBoolean();
    while (true) {
      Sentence[] sentences = new Sentence[premises];
      for (int i = 0; i < premises; i++) {
        sentences[i] = sentence(count, i == 0 ? 4 : random.nextInt(4), random);
      }
      int worlds = 0;
      int all = (1 << count) - 1;
      int always = all;
      int never = all;
      for (int world = 0; world <= all; world++) {
        if (fits(sentences, world)) {
          worlds++;
          always &= world;
          never &= ~world;
        }
      }
      int asked = random.nextInt(count);
      boolean isTrue = (always >> asked & 1) == 1;
      boolean isFalse = (never >> asked & 1) == 1;
      boolean wanted = random.nextBoolean();
      if (worlds == 0 || asked == sentences[0].a() || (wanted ? isTrue : isFalse) != follows) {
        continue;
      }
      return problem(
          sentences, new Sentence(4, asked, wanted, asked, true), follows, count, random);
    }
  }

  private static Sentence sentence(int count, int kind, UniformRandomProvider random) {
    int a = random.nextInt(count);
    int b = (a + 1 + random.nextInt(count - 1)) % count;
    return new Sentence(kind, a, random.nextBoolean(), b, random.nextBoolean());
  }

  private static boolean fits(Sentence[] sentences, int world) {
    for (Sentence sentence : sentences) {
      if (!sentence.holds(world)) {
        return false;
      }
    }
    return true;
  }

  private static Problem problem(
      Sentence[] sentences,
      Sentence claim,
      boolean follows,
      int count,
      UniformRandomProvider random) {
    List<List<String>> left = new ArrayList<>(THINGS);
    List<List<String>> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      things.add(left.remove(random.nextInt(left.size())));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("propositions", count);
    ArrayNode known = given.putArray("premises");
    StringBuilder shown = new StringBuilder();
    for (int i = sentences.length - 1; i >= 0; i--) {
      String words = sentences[i].words(things);
      shown.append(shown.length() == 0 ? "" : " ").append(Character.toUpperCase(words.charAt(0)));
      shown.append(words, 1, words.length()).append('.');
      add(known, sentences[i]);
    }
    add(given.putArray("claim"), claim);
    return new Problem(
        follows ? "yes" : "no",
        given,
        (long) sentences.length << count,
        shown,
        claim.words(things));
  }

  private static void add(ArrayNode list, Sentence sentence) {
    list.addObject()
        .put("kind", List.of("if", "or", "xor", "iff", "fact").get(sentence.kind()))
        .put("a", sentence.a())
        .put("aHolds", sentence.aHolds())
        .put("b", sentence.b())
        .put("bHolds", sentence.bHolds());
  }
}
