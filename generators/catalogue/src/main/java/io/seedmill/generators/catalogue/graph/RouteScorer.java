package io.seedmill.generators.catalogue.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the route along the edges of the prompt. One from start to goal scores the shortest
 * length divided by its own; half of that if the reply names no length, or another one.
 */
final class RouteScorer implements Scorer {

  private static final Pattern EDGE =
      Pattern.compile("\\b([A-Z]{1,2})(->|-)([A-Z]{1,2}) (\\d{1,7})\\b");
  private static final Pattern NODE =
      Pattern.compile("(?<![\\p{L}\\p{N}])[A-Z]{1,2}(?![\\p{L}\\p{N}])");
  private static final Pattern NEXT = Pattern.compile("\\s*(?:-+>|→|=>|-|–|,|>)\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\p{N}.])\\d{1,3}(?:,\\d{3})+|\\d{1,9}");

  /**
   * A route in a text.
   *
   * @param behind what follows it
   */
  private record Route(List<String> nodes, String behind) {}

  @Override
  public double score(JsonNode sample, String answer) {
    Route shortest = route(Scorer.text(sample, "answer")).orElseThrow(() -> noRoute(sample));
    Map<String, Integer> lengths = lengths(Scorer.text(sample, "prompt"));
    Optional<Route> found = route(Reply.of(answer).plain().part());
    if (found.isEmpty() || !sameEnds(found.get().nodes(), shortest.nodes())) {
      return 0;
    }
    long length = length(found.get().nodes(), lengths);
    if (length < 0) {
      return 0;
    }
    double share = (double) length(shortest.nodes(), lengths) / length;
    Matcher said = NUMBER.matcher(found.get().behind());
    boolean right = said.find() && Long.parseLong(said.group().replace(",", "")) == length;
    return right ? share : share / 2;
  }

  private static IllegalArgumentException noRoute(JsonNode sample) {
    return new IllegalArgumentException(
        "answer: found %s; allowed: a route such as A -> B, length 7"
            .formatted(sample.get("answer")));
  }

  private static Map<String, Integer> lengths(String prompt) {
    Map<String, Integer> lengths = new HashMap<>();
    for (Matcher edge = EDGE.matcher(prompt); edge.find(); ) {
      int length = Integer.parseInt(edge.group(4));
      lengths.put(edge.group(1) + ' ' + edge.group(3), length);
      if (edge.group(2).equals("-")) {
        lengths.put(edge.group(3) + ' ' + edge.group(1), length);
      }
    }
    return lengths;
  }

  /** Returns the last route of two nodes or more. */
  private static Optional<Route> route(String text) {
    List<String> last = List.of();
    List<String> nodes = new ArrayList<>();
    int lastEnd = 0;
    int end = 0;
    for (Matcher node = NODE.matcher(text); node.find(); end = node.end()) {
      if (!NEXT.matcher(text.substring(end, node.start())).matches()) {
        nodes = new ArrayList<>();
      }
      nodes.add(node.group());
      if (nodes.size() > 1) {
        last = nodes;
        lastEnd = node.end();
      }
    }
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(new Route(last, text.substring(lastEnd)));
  }

  private static boolean sameEnds(List<String> a, List<String> b) {
    return a.get(0).equals(b.get(0)) && a.get(a.size() - 1).equals(b.get(b.size() - 1));
  }

  /** Returns the sum of the edges, or -1 if there is no such edge. */
  private static long length(List<String> nodes, Map<String, Integer> lengths) {
    long length = 0;
    for (int i = 1; i < nodes.size(); i++) {
      Integer edge = lengths.get(nodes.get(i - 1) + ' ' + nodes.get(i));
      if (edge == null) {
        return -1;
      }
      length += edge;
    }
    return length;
  }
}
