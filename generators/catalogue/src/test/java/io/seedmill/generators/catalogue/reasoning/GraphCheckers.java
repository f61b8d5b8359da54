package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DefaultUndirectedGraph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.GraphWalk;
import org.jgrapht.graph.InvalidGraphWalkException;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/** Answers about graphs by a library of graphs. */
final class GraphCheckers {

  static final Map<String, Checkers.Checker> ALL = Map.of("max-flow", GraphCheckers::flow);

  static final Map<String, Checkers.Judge> JUDGES =
      Map.of(
          "topological-order", GraphCheckers::isPossible,
          "graph-colouring", GraphCheckers::isColouring,
          "hamiltonian-path", GraphCheckers::isHamiltonian);

  private GraphCheckers() {}

  private static String flow(JsonNode given) {
    var graph =
        new SimpleDirectedWeightedGraph<String, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    for (JsonNode edge : given.get("edges")) {
      graph.addVertex(edge.get(0).textValue());
      graph.addVertex(edge.get(1).textValue());
      DefaultWeightedEdge added = graph.addEdge(edge.get(0).textValue(), edge.get(1).textValue());
      graph.setEdgeWeight(added, edge.get(2).intValue());
    }
    double flow = new PushRelabelMFImpl<>(graph).getMaximumFlowValue("S", "T");
    return Long.toString(StrictMath.round(flow));
  }

  /** A colouring is proper if the vertices of each colour have no edge among them. */
  private static boolean isColouring(JsonNode given, String answer) {
    Graph<String, DefaultEdge> graph = graph(given);
    Map<String, String> colours =
        Stream.of(answer.split(", "))
            .map(pair -> pair.split(": "))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
    List<String> named = new ArrayList<>();
    given.get("vertices").forEach(vertex -> named.add(vertex.textValue()));
    long uncoloured = named.size();
    for (JsonNode colour : given.get("colours")) {
      var ofOneColour =
          named.stream()
              .filter(vertex -> colour.textValue().equals(colours.get(vertex)))
              .collect(Collectors.toSet());
      uncoloured -= ofOneColour.size();
      if (!new AsSubgraph<>(graph, ofOneColour).edgeSet().isEmpty()) {
        return false;
      }
    }
    return uncoloured == 0;
  }

  private static boolean isHamiltonian(JsonNode given, String answer) {
    Graph<String, DefaultEdge> graph = graph(given);
    List<String> path = List.of(answer.split(", "));
    if (!graph.vertexSet().containsAll(path) || path.size() != given.get("vertices").intValue()) {
      return false;
    }
    try {
      GraphWalk<String, DefaultEdge> walk = new GraphWalk<>(graph, path, 0);
      walk.verify();
      return walk.getVertexList().stream().distinct().count() == path.size()
          && walk.getStartVertex().equals(given.get("start").asText());
    } catch (InvalidGraphWalkException e) {
      return false;
    }
  }

  private static Graph<String, DefaultEdge> graph(JsonNode given) {
    var graph = new DefaultUndirectedGraph<String, DefaultEdge>(DefaultEdge.class);
    for (JsonNode edge : given.get("edges")) {
      graph.addVertex(edge.get(0).asText());
      graph.addVertex(edge.get(1).asText());
      graph.addEdge(edge.get(0).asText(), edge.get(1).asText());
    }
    return graph;
  }

  /** Does the tasks one by one, each only when what it needs is done. */
  private static boolean isPossible(JsonNode given, String answer) {
    List<String> waiting = new ArrayList<>();
    given.get("tasks").forEach(task -> waiting.add(task.textValue()));
    for (String task : answer.split(", ", -1)) {
      for (JsonNode need : given.get("needs")) {
        if (need.get(1).textValue().equals(task) && waiting.contains(need.get(0).textValue())) {
          return false;
        }
      }
      if (!waiting.remove(task)) {
        return false;
      }
    }
    return waiting.isEmpty();
  }
}
