package io.seedmill.generators.catalogue.reasoning.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** An order of tasks in which each comes after those that it needs. Any such order is right. */
final class TopologicalOrder extends Kind {

  private static final List<String> TASKS =
      List.of(
          "paint", "dig", "measure", "order", "pack", "plan", "wash", "cut", "weld", "sew", "test",
          "ship", "print", "glue", "sand", "wire", "bake", "mix", "load", "sort", "label", "weigh",
          "clean", "sign");

  TopologicalOrder() {
    super(
        "topological-order",
        "an order of tasks that respects what each needs",
        Form.WORD_LIST,
        List.of("tasks", "needs"),
        "The tasks {tasks} are to be done one after the other. {needs} In which order can all be"
            + " done? Any order that works will do.",
        "{needs} Find an order for {tasks} in which every task comes after those that have to be"
            + " done before it.",
        "Put {tasks} into an order that respects these rules: {needs} If several orders do, choose"
            + " any.",
        "Somebody has to {tasks}, in some order. {needs} Give one order that is possible.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + level;
    List<String> left = new ArrayList<>(TASKS);
    List<String> order = new ArrayList<>();
    while (order.size() < count) {
      order.add(left.remove(random.nextInt(left.size())));
    }
    List<int[]> needs = new ArrayList<>();
    for (int later = 1; later < count; later++) {
      int before = 1 + random.nextInt(2);
      int first = random.nextInt(later);
      needs.add(new int[] {first, later});
      int second = random.nextInt(later);
      if (before == 2 && second != first) {
        needs.add(new int[] {second, later});
      }
    }
    List<String> shownTasks = new ArrayList<>(order);
    shuffle(shownTasks, random);
    shuffle(needs, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode pairs = given.putArray("needs");
    shownTasks.forEach(given.putArray("tasks")::add);
    StringBuilder shown = new StringBuilder();
    for (int[] need : needs) {
      shown.append(shown.length() == 0 ? "" : " ").append("You ").append(order.get(need[0]));
      shown.append(" before you ").append(order.get(need[1])).append('.');
      pairs.addArray().add(order.get(need[0])).add(order.get(need[1]));
    }
    return new Problem(
        String.join(", ", order),
        given,
        count + needs.size(),
        String.join(", ", shownTasks),
        shown);
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    List<String> order = List.of(Form.WORD_LIST.read(reply).orElse("").split(", ", -1));
    Set<String> tasks = new HashSet<>();
    given.path("tasks").forEach(task -> tasks.add(task.textValue()));
    if (order.size() != tasks.size() || !tasks.equals(new HashSet<>(order))) {
      return 0;
    }
    for (JsonNode need : given.path("needs")) {
      if (order.indexOf(need.path(0).textValue()) > order.indexOf(need.path(1).textValue())) {
        return 0;
      }
    }
    return 1;
  }
}
