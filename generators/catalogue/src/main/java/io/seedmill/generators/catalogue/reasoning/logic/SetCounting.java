package io.seedmill.generators.catalogue.reasoning.logic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The number of things in sets that overlap, from the sizes of sets and of their common parts. */
final class SetCounting extends Kind {

  private static final List<String> GROUPS =
      List.of(
          "students",
          "guests",
          "members of a club",
          "employees",
          "readers",
          "visitors of a fair",
          "households",
          "players",
          "travellers",
          "patients");
  private static final List<List<String>> SETS =
      List.of(
          List.of("like tea", "like coffee", "like cocoa", "like lemonade"),
          List.of("play chess", "play football", "play the piano", "play cards"),
          List.of("own a bicycle", "own a car", "own a boat", "own a horse"),
          List.of("speak French", "speak Spanish", "speak Hindi", "speak Swahili"),
          List.of("read the morning paper", "read a weekly magazine", "read novels", "read comics"),
          List.of("grow tomatoes", "grow beans", "grow roses", "grow herbs"),
          List.of(
              "have been to Oslo", "have been to Lima", "have been to Cairo", "have been to Hanoi"),
          List.of("can swim", "can ski", "can dance", "can juggle"));

  SetCounting() {
    super(
        "set-counting",
        "how many are in sets that overlap",
        Form.INTEGER,
        List.of("facts", "question"),
        "{facts} {question}",
        "{question} This is known: {facts}",
        "A survey found the following. {facts} {question}",
        "Use these counts. {facts} {question}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int sets = 2 + (level + random.nextInt(5)) / 5;
    int bound = 6 + 12 * level;
    int[] regions = new int[1 << sets]; // people by the sets that they are in
    int total = 0;
    for (int i = 0; i < regions.length; i++) {
      regions[i] = 1 + random.nextInt(bound);
      total += regions[i];
    }
    String group = GROUPS.get(random.nextInt(GROUPS.size()));
    List<String> names = SETS.get(random.nextInt(SETS.size())).subList(0, sets);
    StringBuilder facts = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("total", total);
    ArrayNode known = given.putArray("atLeast");
    facts.append("Of ").append(total).append(' ').append(group);
    for (int set = 1; set < regions.length; set++) {
      int size = in(regions, set);
      facts.append(set == 1 ? ", " : set == regions.length - 1 ? " and " : ", ");
      facts.append(size).append(' ').append(words(names, set, " and "));
      known.addObject().put("sets", set).put("people", size);
    }
    facts.append('.');
    int asked = random.nextInt(sets == 2 ? 3 : 4);
    String who = "How many of the " + group;
    String question;
    int answer;
    if (asked == 0) {
      question = who + " " + nothing(names, sets) + "?";
      answer = regions[0];
    } else if (asked == 1) {
      int set = random.nextInt(sets);
      question = who + " " + names.get(set) + ", but do none of the other things that are named?";
      answer = regions[1 << set];
      given.put("set", 1 << set);
    } else if (asked == 2) {
      question = who + " do exactly one of the things that are named?";
      answer = 0;
      for (int i = 0; i < sets; i++) {
        answer += regions[1 << i];
      }
    } else {
      question = who + " do at least two of the things that are named?";
      answer = 0;
      for (int i = 0; i < regions.length; i++) {
        answer += Integer.bitCount(i) >= 2 ? regions[i] : 0;
      }
    }
    given.put("asked", List.of("none", "only", "one", "two").get(asked));
    int work = (1 << sets) * Integer.toString(total).length() + asked * sets;
    return new Problem(Integer.toString(answer), given, work, facts, question);
  }

  private static int in(int[] regions, int sets) {
    int people = 0;
    for (int i = 0; i < regions.length; i++) {
      people += (i & sets) == sets ? regions[i] : 0;
    }
    return people;
  }

  private static String words(List<String> names, int sets, String and) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if ((sets >> i & 1) == 1) {
        words.append(words.length() == 0 ? "" : and).append(names.get(i));
      }
    }
    return words.toString();
  }

  private static String nothing(List<String> names, int sets) {
    return "do none of these: " + words(names, (1 << sets) - 1, ", ");
  }
}
