package io.seedmill.generators.catalogue.reasoning.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The largest value of things that together weigh no more than allowed. */
final class Knapsack extends Kind {

  private static final List<String> THINGS =
      List.of(
          "lamp", "kettle", "camera", "tent", "book", "drill", "rope", "radio", "stove", "map",
          "coat", "clock", "flute", "vase", "saw", "mirror");

  Knapsack() {
    super(
        "knapsack",
        "the largest value of things of a limited weight",
        Form.INTEGER,
        List.of("things", "limit"),
        "A bag holds {limit} kg. These things could go into it, each once: {things}. What is the"
            + " largest total value that fits?",
        "Choose from these things: {things}. Together they may weigh at most {limit} kg. What is the"
            + " greatest sum of values?",
        "For sale, one of each, are {things}. With room for {limit} kg, how much can the chosen ones"
            + " be worth at most?",
        "You can carry {limit} kg. Out of {things}, take what is worth most in total. How much is it"
            + " worth?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 3 + level;
    int heaviest = 8 + level;
    List<String> left = new ArrayList<>(THINGS);
    int[] weights = new int[count];
    int[] values = new int[count];
    int all = 0;
    StringBuilder shown = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode things = given.putArray("things");
    for (int i = 0; i < count; i++) {
      weights[i] = 1 + random.nextInt(heaviest);
      values[i] = 5 + random.nextInt(60);
      all += weights[i];
      String name = left.remove(random.nextInt(left.size()));
      shown.append(i == 0 ? "" : i == count - 1 ? " and " : ", ").append("a ").append(name);
      shown.append(" (").append(weights[i]).append(" kg, worth ").append(values[i]).append(')');
      things.addArray().add(weights[i]).add(values[i]);
    }
    int limit = Math.max(heaviest, all * (4 + random.nextInt(3)) / 10);
    given.put("limit", limit);
    int[] best = new int[limit + 1];
    for (int i = 0; i < count; i++) {
      for (int room = limit; room >= weights[i]; room--) {
        best[room] = Math.max(best[room], best[room - weights[i]] + values[i]);
      }
    }
    return new Problem(
        Integer.toString(best[limit]), given, 1L << count, shown, Integer.toString(limit));
  }
}
