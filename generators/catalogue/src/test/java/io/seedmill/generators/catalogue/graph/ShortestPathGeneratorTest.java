package io.seedmill.generators.catalogue.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.shortestpath.YenKShortestPath;
import org.jgrapht.graph.AsUndirectedGraph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;

class ShortestPathGeneratorTest extends GeneratorContract {

  private static final Pattern EDGE = Pattern.compile("([A-Z]+)(->?)([A-Z]+) ([1-9][0-9]*)");
  private static final Pattern ANSWER =
      Pattern.compile("([A-Z]+(?: -> [A-Z]+)*), length ([1-9][0-9]*)");

  @Override
  protected GeneratorFactory factory() {
    return new ShortestPathGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("31e9fb62a4306069", "deb9092a02aa61f1", "3a876e9f536228d4");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"direction\":\"directed\"}",
        "{\"nodes\":3,\"density\":0}",
        "{\"nodes\":3,\"density\":1,\"maxWeight\":1,\"direction\":\"directed\"}",
        "{\"nodes\":12,\"density\":1,\"maxWeight\":1}",
        "{\"nodes\":12,\"density\":0.3,\"maxWeight\":1}",
        "{\"nodes\":30,\"density\":0.2,\"maxWeight\":1000000,\"direction\":\"directed\"}",
        "{\"nodes\":100,\"density\":0}");
  }

  @Override
  protected List<Pattern> phrasings() {
    String start = "(?<start>[A-Z]+)";
    String goal = "(?<goal>[A-Z]+)";
    String graph = "(?<kind>a directed|an undirected) graph";
    String edges = "(?<edges>[A-Z0-9>, -]+)";
    String form = "X -> Y -> Z, length 12\\.";
    return Stream.of(
            "Find the shortest route from %1$s to %2$s in %3$s\\. Write it in the form %5$s\n"
                + "The edges and their lengths are %4$s\\.",
            "The edges of %3$s and their lengths are %4$s\\.\nWhich route from %1$s to %2$s is the"
                + " shortest, and how long is it\\? Answer in the form %5$s",
            "What is the shortest route from %1$s to %2$s if %3$s has these edges, each with its"
                + " length: %4$s\\? Give the nodes in order and the total in the form %5$s",
            "You travel from %1$s to %2$s along the edges of %3$s\\. Each edge is followed by its"
                + " length: %4$s\\.\nName all nodes of the shortest route and its length, written"
                + " like %5$s")
        .map(text -> Pattern.compile(text.formatted(start, goal, graph, edges, form)))
        .toList();
  }

  @Test
  void theLargestGraphsHaveAnAnswerToo() throws Exception {
    for (String maxWeight : List.of("1", "20", "1000000")) {
      String json = "{\"nodes\":100,\"density\":1,\"maxWeight\":" + maxWeight + "}";
      for (ObjectNode sample : samples(json, 3)) {
        assertThat(verify(sample), is(Optional.empty()));
      }
    }
  }

  @Test
  void aRouteHasTwoEdgesWhereTheGraphAllowsIt() throws Exception {
    List<Integer> hops = new ArrayList<>();
    for (ObjectNode sample : samples("{\"nodes\":5,\"density\":0}", 200)) {
      hops.add(Math.min(2, sample.get("metadata").get("hops").intValue()));
    }
    assertThat(hops, everyItem(is(2)));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Question question = Question.of(prompt(sample));
    Matcher answer = ANSWER.matcher(sample.get("answer").textValue());
    if (!answer.matches()) {
      return Optional.of("another form of answer");
    }
    List<String> route = List.of(answer.group(1).split(" -> ", -1));
    List<GraphPath<String, DefaultWeightedEdge>> best = question.bestRoutes();
    if (!best.get(0).getVertexList().equals(route)) {
      return Optional.of("another route than " + best.get(0));
    }
    if (best.get(0).getWeight() != Double.parseDouble(answer.group(2))) {
      return Optional.of("another length than " + best.get(0).getWeight());
    }
    if (best.size() > 1 && best.get(1).getWeight() <= best.get(0).getWeight()) {
      return Optional.of("a second shortest route " + best.get(1));
    }
    JsonNode metadata = sample.get("metadata");
    if (metadata.get("hops").intValue() != route.size() - 1) {
      return Optional.of("another number of edges on the route");
    }
    int digits = answer.group(2).length();
    int level = route.size() - 2 + question.doublings() + (digits > 6 ? 3 : (digits - 1) / 2);
    if (metadata.get("difficulty").intValue() != Math.min(10, Math.max(1, level))) {
      return Optional.of("another difficulty than " + level);
    }
    return question.differenceFrom(metadata.get("parameters"));
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    Question question = Question.of(prompt(sample));
    String right = sample.get("answer").textValue();
    Matcher answer = ANSWER.matcher(right);
    if (!answer.matches()) {
      throw new AssertionError(right);
    }
    List<String> route = new ArrayList<>(List.of(answer.group(1).split(" -> ", -1)));
    long length = Long.parseLong(answer.group(2));
    String wrong = right;
    while (wrong.equals(right)) {
      List<String> changed = change(route, question, random);
      long walked = random.nextBoolean() ? length : question.lengthOf(changed).orElse(length);
      long off = random.nextInt(4) == 0 ? random.nextInt(-5, 6) : 0;
      wrong = String.join(" -> ", changed) + ", length " + (walked + off);
    }
    sample.put("answer", wrong);
  }

  private static List<String> change(
      List<String> right, Question question, UniformRandomProvider random) {
    List<String> route = new ArrayList<>(right);
    List<String> nodes = new ArrayList<>(question.graph().vertexSet());
    String anyNode = nodes.get(random.nextInt(nodes.size()));
    int at = random.nextInt(route.size());
    switch (random.nextInt(6)) {
      case 0 -> route.remove(at);
      case 1 -> route.add(at, anyNode);
      case 2 -> route.set(at, anyNode);
      case 3 -> Collections.swap(route, at, random.nextInt(route.size()));
      case 4 -> Collections.reverse(route);
      default -> {
        List<GraphPath<String, DefaultWeightedEdge>> best = question.bestRoutes();
        return best.get(best.size() - 1).getVertexList();
      }
    }
    return route;
  }

  private List<ObjectNode> samples(String json, int count) throws Exception {
    ObjectNode given = (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    return CollectingSink.collect(
            factory(), factory().parameters().read(given), 9, new IndexRange(0, count))
        .stream()
        .map(CollectingSink.Collected::parsed)
        .toList();
  }

  /** The question of a prompt, read from its text alone. */
  private record Question(
      Graph<String, DefaultWeightedEdge> graph, String start, String goal, int maxWeight) {

    static Question of(Matcher prompt) {
      boolean directed = prompt.group("kind").equals("a directed");
      Graph<String, DefaultWeightedEdge> graph =
          directed
              ? new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class)
              : new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
      int maxWeight = 0;
      for (String text : prompt.group("edges").split(", ", -1)) {
        Matcher edge = EDGE.matcher(text);
        if (!edge.matches() || edge.group(2).equals("->") != directed) {
          throw new AssertionError("another edge: " + text);
        }
        graph.addVertex(edge.group(1));
        graph.addVertex(edge.group(3));
        if (graph.containsEdge(edge.group(1), edge.group(3))
            || graph.containsEdge(edge.group(3), edge.group(1))) {
          throw new AssertionError("joined twice: " + text);
        }
        int weight = Integer.parseInt(edge.group(4));
        graph.setEdgeWeight(graph.addEdge(edge.group(1), edge.group(3)), weight);
        maxWeight = Math.max(maxWeight, weight);
      }
      return new Question(graph, prompt.group("start"), prompt.group("goal"), maxWeight);
    }

    /** Returns the shortest route without a repeated node and, where there is one, the next. */
    List<GraphPath<String, DefaultWeightedEdge>> bestRoutes() {
      return new YenKShortestPath<>(graph).getPaths(start, goal, 2);
    }

    int doublings() {
      int doublings = 0;
      for (int edges = graph.edgeSet().size(); edges >= 16; edges /= 2) {
        doublings++;
      }
      return doublings;
    }

    Optional<Long> lengthOf(List<String> route) {
      long length = 0;
      for (int i = 1; i < route.size(); i++) {
        DefaultWeightedEdge edge = graph.getEdge(route.get(i - 1), route.get(i));
        if (edge == null) {
          return Optional.empty();
        }
        length += Math.round(graph.getEdgeWeight(edge));
      }
      return Optional.of(length);
    }

    Optional<String> differenceFrom(JsonNode parameters) {
      int nodes = parameters.get("nodes").intValue();
      double pairs = nodes * (nodes - 1) / 2.0;
      double edges = Math.max(nodes - 1, parameters.get("density").doubleValue() * pairs);
      if (graph.vertexSet().size() != nodes || Math.abs(graph.edgeSet().size() - edges) > 0.5) {
        return Optional.of("another size of graph");
      }
      if (maxWeight > parameters.get("maxWeight").longValue()) {
        return Optional.of("a weight too large");
      }
      Graph<String, DefaultWeightedEdge> both =
          graph.getType().isDirected() ? new AsUndirectedGraph<>(graph) : graph;
      return new ConnectivityInspector<>(both).isConnected()
          ? Optional.empty()
          : Optional.of("a graph in pieces");
    }
  }
}
