package io.seedmill.generators.catalogue.reasoning.graphs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/** A colouring of a graph with three colours. Any such colouring is right. */
final class GraphColouring extends Kind {

  private static final int COLOURS = 3;
  private static final List<String> NAMES =
      List.of("red", "green", "blue", "yellow", "white", "black", "orange", "purple");

  GraphColouring() {
    super(
        "graph-colouring",
        "a colouring of a graph with three colours",
        Form.ASSIGNMENT,
        List.of("vertices", "edges", "colours"),
        "A graph has the vertices {vertices} and the edges {edges}. Colour each vertex {colours} so"
            + " that no edge joins two vertices of one colour. If there are several such colourings,"
            + " choose any.",
        "The shirts of the teams {vertices} are to be {colours}. Teams that play each other may not"
            + " wear the same colour, and the matches are {edges}. Choose a colour for every team (any"
            + " choice that works will do).",
        "Each of the cables {vertices} gets a label that is {colours}. Cables that cross need labels of"
            + " different colours; the crossings are {edges}. Which label can each cable get? One"
            + " solution is enough.",
        "Find a proper colouring of this graph with {colours}: vertices {vertices}; edges {edges}."
            + " The two ends of an edge have different colours. Any proper colouring counts.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + level;
    int[] letters = permutation(26, random);
    int[] colours = new int[count];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      colours[i] = i < COLOURS ? i : random.nextInt(COLOURS);
      names.add(Character.toString('A' + letters[i]));
    }
    List<String> edges = new ArrayList<>();
    Set<Integer> taken = new TreeSet<>();
    for (int i = 1; edges.size() < 2 * count - 3; i++) {
      // Each vertex has a neighbour among those before it; the other edges are drawn freely.
      int b = i < count ? i : 1 + random.nextInt(count - 1);
      int a = random.nextInt(b);
      if (colours[a] != colours[b] && taken.add(a * count + b)) {
        boolean turned = random.nextBoolean();
        edges.add(names.get(turned ? b : a) + "–" + names.get(turned ? a : b));
      } else if (i < count) {
        i--;
      } else if (i > 100 * count) {
        break; // all that there can be
      }
    }
    shuffle(edges, random);
    Map<String, String> answer = new TreeMap<>();
    int[] palette = permutation(NAMES.size(), random);
    for (int i = 0; i < count; i++) {
      answer.put(names.get(i), NAMES.get(palette[colours[i]]));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    answer.keySet().forEach(given.putArray("vertices")::add);
    ArrayNode pairs = given.putArray("edges");
    for (String edge : edges) {
      pairs.addArray().add(edge.substring(0, 1)).add(edge.substring(2));
    }
    ArrayNode allowed = given.putArray("colours");
    for (int i = 0; i < COLOURS; i++) {
      allowed.add(NAMES.get(palette[i]));
    }
    List<String> shown = new ArrayList<>();
    answer.forEach((name, colour) -> shown.add(name + ": " + colour));
    return new Problem(
        String.join(", ", shown),
        given,
        count + edges.size(),
        String.join(", ", answer.keySet()),
        String.join(", ", edges),
        "%s, %s or %s"
            .formatted(
                allowed.get(0).textValue(),
                allowed.get(1).textValue(),
                allowed.get(2).textValue()));
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    Map<String, String> colours = new TreeMap<>();
    for (String pair : form().read(reply).orElse("").split(", ", -1)) {
      int colon = pair.indexOf(": ");
      if (colon > 0) {
        colours.put(pair.substring(0, colon), pair.substring(colon + 2));
      }
    }
    Set<String> allowed = new TreeSet<>();
    given.path("colours").forEach(colour -> allowed.add(colour.textValue()));
    for (JsonNode vertex : given.path("vertices")) {
      if (!allowed.contains(colours.getOrDefault(lower(vertex), ""))) {
        return 0;
      }
    }
    for (JsonNode edge : given.path("edges")) {
      if (colours.get(lower(edge.path(0))).equals(colours.get(lower(edge.path(1))))) {
        return 0;
      }
    }
    return 1;
  }

  private static String lower(JsonNode name) {
    return name.textValue().toLowerCase(Locale.ROOT);
  }
}
