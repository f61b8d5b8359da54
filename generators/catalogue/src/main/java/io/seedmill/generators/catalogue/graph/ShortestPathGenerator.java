package io.seedmill.generators.catalogue.graph;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.words.Phrasings;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The shortest route between two nodes of a weighted graph, of which there is exactly one.
 *
 * <p>The route has at least two edges, unless no two nodes of the graph have a unique shortest
 * route as long as that (in a complete graph of equal lengths, for example).
 *
 * <p>The difficulty is the number of edges on the route, less one, plus one if the graph has 16
 * edges or more, two from 32, three from 64 and so on, plus one if the length of the route has
 * three digits or more, two from five, three from seven; from 1 to 10.
 *
 * <p>Fields: {@code answer} (the nodes of the route and its length, as in {@code A -> C -> F,
 * length 17}), {@code prompt} (the edges, as in {@code A-B 17} or, if directed, {@code A->B 17}).
 * The metadata has the route's number of edges, {@code hops}.
 */
public final class ShortestPathGenerator implements SampleGenerator {

  private static final Phrasings QUESTIONS =
      Phrasings.of(
          List.of("start", "goal", "graph", "edges"),
          "Find the shortest route from {start} to {goal} in {graph}. Write it in the form X -> Y"
              + " -> Z, length 12.\n"
              + "The edges and their lengths are {edges}.",
          "The edges of {graph} and their lengths are {edges}.\n"
              + "Which route from {start} to {goal} is the shortest, and how long is it? Answer in"
              + " the form X -> Y -> Z, length 12.",
          "What is the shortest route from {start} to {goal} if {graph} has these edges, each with"
              + " its length: {edges}? Give the nodes in order and the total in the form X -> Y ->"
              + " Z, length 12.",
          "You travel from {start} to {goal} along the edges of {graph}. Each edge is followed by"
              + " its length: {edges}.\n"
              + "Name all nodes of the shortest route and its length, written like X -> Y -> Z,"
              + " length 12.");
  private static final int LETTERS = 26;

  private final RandomGraph graph;
  private final ShortestRoutes routes;
  private final String[] names;
  private final int[] goals;
  private final int[] route;
  private final StringBuilder text = new StringBuilder();

  private ShortestPathGenerator(Parameters parameters) {
    this.graph = new RandomGraph(parameters);
    this.routes = new ShortestRoutes(graph);
    this.names = new String[graph.nodes()];
    this.goals = new int[graph.nodes()];
    this.route = new int[graph.nodes()];
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    graph.draw(random);
    nameNodes(random);
    int goal = chooseRoute(random);
    int hops = routes.hops(goal);
    int start = trace(goal, hops);
    sample.text("answer", answer(hops, routes.distance(goal)));
    sample.text("prompt", prompt(names[start], names[goal], random));
    int doublings = Math.max(0, floorLog2(graph.edges()) - 3);
    int digits = Integer.toString(routes.distance(goal)).length();
    sample.difficulty(Math.min(10, Math.max(1, hops - 1 + doublings + (digits - 1) / 2)));
    sample.note("hops", hops);
  }

  private void nameNodes(UniformRandomProvider random) {
    for (int node = 0; node < names.length; node++) {
      int at = random.nextInt(node + 1);
      names[node] = names[at];
      names[at] = name(node);
    }
  }

  /*
   * Every node is tried as the start, from a random one on, until one has a unique route of two
   * edges; then once more for routes of one edge. The second round always ends: the shortest edge
   * of all is the only shortest route between its ends, because a way round has two edges or more.
   *
   * The number of edges is drawn before the goal, or else most routes would be short. What a
   * unique route begins with is a unique route too, so that there is one for every number.
   */
  private int chooseRoute(UniformRandomProvider random) {
    int nodes = graph.nodes();
    int first = random.nextInt(nodes);
    for (int fewestHops = 2; fewestHops >= 1; fewestHops--) {
      for (int i = 0; i < nodes; i++) {
        routes.find((first + i) % nodes);
        int mostHops = routes.mostHopsOfUnique();
        if (mostHops >= fewestHops) {
          return anyGoal(fewestHops + random.nextInt(mostHops - fewestHops + 1), random);
        }
      }
    }
    throw new IllegalStateException("a graph without edges");
  }

  private int anyGoal(int hops, UniformRandomProvider random) {
    int found = 0;
    for (int node = 0; node < goals.length; node++) {
      if (routes.isUnique(node) && routes.hops(node) == hops) {
        goals[found++] = node;
      }
    }
    return goals[random.nextInt(found)];
  }

  private int trace(int goal, int hops) {
    int node = goal;
    for (int at = hops; at > 0; at--) {
      route[at] = node;
      node = routes.previous(node);
    }
    route[0] = node;
    return node;
  }

  private String answer(int hops, int length) {
    text.setLength(0);
    for (int at = 0; at <= hops; at++) {
      text.append(names[route[at]]).append(at < hops ? " -> " : ", length ");
    }
    return text.append(length).toString();
  }

  private String prompt(String start, String goal, UniformRandomProvider random) {
    text.setLength(0);
    String joint = graph.directed() ? "->" : "-";
    for (int edge = 0; edge < graph.edges(); edge++) {
      int tail = graph.tail(edge);
      int head = graph.head(edge);
      text.append(edge == 0 ? "" : ", ").append(names[tail]).append(joint).append(names[head]);
      text.append(' ').append(graph.length(tail, head));
    }
    String kind = graph.directed() ? "a directed graph" : "an undirected graph";
    return QUESTIONS.draw(random, start, goal, kind, text);
  }

  private static String name(int node) {
    String last = String.valueOf((char) ('A' + node % LETTERS));
    return node < LETTERS ? last : (char) ('A' + node / LETTERS - 1) + last;
  }

  private static int floorLog2(int value) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "shortest-path";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "the one shortest route between two nodes of a weighted graph";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("nodes", "nodes of the graph", 10, 3, 100)
          .real("density", "share of the pairs of nodes to join; a tree at the least", 0.3, 0, 1)
          .integer("maxWeight", "the greatest length of an edge", 20, 1, 1_000_000)
          .choice(
              "direction",
              "whether an edge leads both ways or one",
              "undirected",
              List.of("undirected", "directed"));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new RouteScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ShortestPathGenerator(parameters));
    }
  }
}
