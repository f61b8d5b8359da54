package io.seedmill.generators.catalogue.reasoning.graphs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The largest flow through a network. */
final class MaxFlow extends Kind {

  MaxFlow() {
    super(
        "max-flow",
        "the largest flow through a network",
        Form.INTEGER,
        List.of("edges"),
        "A network has these directed edges with their capacities: {edges}. What is the maximum flow"
            + " from S to T?",
        "Water runs through one-way pipes from the spring S to the town T. In brackets stands how"
            + " many litres per second a pipe can carry: {edges}. How many litres per second can reach T"
            + " at most?",
        "Find the value of the largest flow from source S to sink T, where each directed edge has the"
            + " capacity in brackets: {edges}.",
        "Parcels go by lorry from S to T, directly or through other depots, which keep nothing. Each"
            + " line can carry as many parcels a day as its brackets say: {edges}. At most how many parcels a day can be"
            + " sent from S to T?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    while (true) {
      int count = 4 + (level + random.nextInt(2)) / 2;
      int[][] room = new int[count][count];
      for (int tries = 3 * count + level; tries > 0; tries--) {
        int from = random.nextInt(count - 1);
        int to = 1 + random.nextInt(count - 1);
        boolean isDropped = to < from ? random.nextInt(3) > 0 : to == from || to - from > count / 2;
        if (!isDropped && room[from][to] + room[to][from] == 0) {
          room[from][to] = 2 + random.nextInt(8 + level);
        }
      }
      List<String> edges = new ArrayList<>();
      ObjectNode given = JsonNodeFactory.instance.objectNode();
      ArrayNode listed = given.putArray("edges");
      for (int at : permutation(count * count, random)) {
        int capacity = room[at / count][at % count];
        if (capacity > 0) {
          String from = name(at / count, count);
          String to = name(at % count, count);
          edges.add(from + "→" + to + " (" + capacity + ")");
          listed.addArray().add(from).add(to).add(capacity);
        }
      }
      int[] leaving = Arrays.stream(room[0]).filter(each -> each > 0).toArray();
      int[] arriving =
          Arrays.stream(room).mapToInt(row -> row[count - 1]).filter(each -> each > 0).toArray();
      int ends = Math.min(Arrays.stream(leaving).sum(), Arrays.stream(arriving).sum());
      int flow = flow(room);
      // At the higher levels it is not enough to look at the two ends.
      if (Math.min(leaving.length, arriving.length) > 1 && flow > 0 && (level < 4 || flow < ends)) {
        long work = (long) edges.size() * count;
        return new Problem(Integer.toString(flow), given, work, String.join(", ", edges));
      }
    }
  }

  private static String name(int vertex, int count) {
    return vertex == 0 ? "S" : vertex == count - 1 ? "T" : Character.toString('A' + vertex - 1);
  }

  /** Returns the flow from the first vertex to the last, along shortest augmenting paths. */
  private static int flow(int[][] room) {
    int count = room.length;
    int[] from = new int[count];
    int[] queue = new int[count];
    for (int flow = 0; ; ) {
      Arrays.fill(from, -1);
      from[0] = 0;
      int end = 1;
      for (int i = 0; i < end; i++) {
        for (int to = 1; to < count; to++) {
          if (from[to] < 0 && room[queue[i]][to] > 0) {
            from[to] = queue[i];
            queue[end++] = to;
          }
        }
      }
      if (from[count - 1] < 0) {
        return flow;
      }
      int more = Integer.MAX_VALUE;
      for (int at = count - 1; at != 0; at = from[at]) {
        more = Math.min(more, room[from[at]][at]);
      }
      for (int at = count - 1; at != 0; at = from[at]) {
        room[from[at]][at] -= more;
        room[at][from[at]] += more;
      }
      flow += more;
    }
  }
}
