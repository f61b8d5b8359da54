package io.seedmill.generators.catalogue.reasoning.graphs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/** A path that visits every vertex of a graph once. Any such path is right. */
final class HamiltonianPath extends Kind {

  HamiltonianPath() {
    super(
        "hamiltonian-path",
        "a path that visits every vertex once",
        Form.INTEGER_LIST,
        List.of("count", "edges", "start"),
        "A graph has vertices 1 to {count} and the undirected edges {edges}. Find a path that begins"
            + " at {start}, follows edges, and visits every vertex exactly once. If there are several,"
            + " choose any.",
        "Roads join the towns 1 to {count}: {edges}. A traveller in town {start} wants to see every"
            + " town exactly once, by these roads alone. In which order? Any order that works will do.",
        "The rooms of a house are numbered from 1 to {count}. Doors connect {edges}. Starting in room"
            + " {start}, walk through all of the rooms without entering any twice. Give the rooms in"
            + " order; one solution is enough.",
        "Find a Hamiltonian path from vertex {start} in the graph with {count} vertices (1 to"
            + " {count}) and the undirected edges {edges}. It may end anywhere. List its vertices.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 5 + level;
    int[] path = permutation(count, random);
    List<int[]> edges = new ArrayList<>();
    Set<Integer> taken = new TreeSet<>();
    for (int i = 1; i < count; i++) {
      add(edges, taken, path[i - 1], path[i]);
    }
    for (int more = 2 + level / 2 + random.nextInt(count / 2); more > 0; more--) {
      add(edges, taken, random.nextInt(count), random.nextInt(count));
    }
    shuffle(edges, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("vertices", count).put("start", path[0] + 1);
    ArrayNode pairs = given.putArray("edges");
    StringBuilder shown = new StringBuilder();
    for (int[] edge : edges) {
      int turned = random.nextInt(2);
      int a = edge[turned] + 1;
      int b = edge[1 - turned] + 1;
      pairs.addArray().add(a).add(b);
      shown.append(shown.length() == 0 ? "" : ", ").append(a).append('–').append(b);
    }
    return new Problem(
        Arrays.stream(path)
            .mapToObj(i -> Integer.toString(i + 1))
            .collect(Collectors.joining(", ")),
        given,
        (long) count * edges.size(),
        Integer.toString(count),
        shown,
        Integer.toString(path[0] + 1));
  }

  private static void add(List<int[]> edges, Set<Integer> taken, int a, int b) {
    if (a != b && taken.add(Math.min(a, b) * 100 + Math.max(a, b))) {
      edges.add(new int[] {a, b});
    }
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    // Hyphens between vertices are no signs.
    String[] path = form().read(reply).orElse("").replace("-", "").split(", ", -1);
    Set<String> edges = new TreeSet<>();
    for (JsonNode edge : given.path("edges")) {
      edges.add(edge.path(0).asText() + " " + edge.path(1).asText());
      edges.add(edge.path(1).asText() + " " + edge.path(0).asText());
    }
    if (path.length != given.path("vertices").intValue()
        || !path[0].equals(given.path("start").asText())
        || Set.copyOf(Arrays.asList(path)).size() < path.length) {
      return 0;
    }
    for (int i = 1; i < path.length; i++) {
      if (!edges.contains(path[i - 1] + " " + path[i])) {
        return 0;
      }
    }
    return 1;
  }
}
