package io.seedmill.generators.catalogue.maze;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class MazeGeneratorTest extends GeneratorContract {

  private static final String QUESTION =
      "Find the shortest way from S to G in this maze, where # is a wall. Write it as letters U, R,"
          + " D and L (up, right, down, left), one for each character moved.";
  private static final String LETTERS = "UDLR";

  @Override
  protected GeneratorFactory factory() {
    return new MazeGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("eb0d60df7b9b9986", "b270a0670e0bbf56", "ece08784539845fc");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"size\":9}",
        "{\"size\":3,\"loops\":0}",
        "{\"size\":3,\"loops\":1000}",
        "{\"size\":4,\"branching\":1,\"loops\":1}",
        "{\"size\":10,\"branching\":0,\"loops\":0}",
        "{\"size\":15,\"branching\":0,\"loops\":1000}",
        "{\"size\":15,\"branching\":1,\"loops\":1000}");
  }

  @Test
  void theLargestMazesHaveOneShortestWayToo() throws Exception {
    Parameters parameters = parameters(101, 1_000);
    for (CollectingSink.Collected sample :
        CollectingSink.collect(factory(), parameters, 9, new IndexRange(0, 5))) {
      verify(sample.parsed())
          .ifPresent(
              complaint -> {
                throw new AssertionError(complaint + ": " + sample);
              });
    }
  }

  @Test
  void mostMazesHaveRoomForTheLoopsAskedFor() throws Exception {
    int withAll = 0;
    for (CollectingSink.Collected sample :
        CollectingSink.collect(factory(), parameters(7, 5), 9, new IndexRange(0, 200))) {
      withAll += Drawing.of(sample.parsed()).loops() == 5 ? 1 : 0;
    }
    assertThat("mazes with all loops", withAll, greaterThan(190));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Drawing drawing = Drawing.of(sample);
    JsonNode metadata = sample.get("metadata");
    JsonNode parameters = metadata.get("parameters");
    String answer = sample.get("answer").textValue();
    int size = parameters.get("size").intValue();
    if (drawing.rows().size() != 2 * size + 1) {
      return Optional.of("another size");
    }
    if (drawing.loops() < 0 || drawing.loops() > parameters.get("loops").intValue()) {
      return Optional.of(drawing.loops() + " loops");
    }
    if (!drawing.leadsToTheGoal(answer)) {
      return Optional.of("moves into a wall or past the goal");
    }
    Shortest shortest = drawing.shortest();
    if (shortest.length() != answer.length()) {
      return Optional.of("a way of another length than the shortest");
    }
    if (shortest.ways() != 1) {
      return Optional.of(shortest.ways() + " shortest ways");
    }
    return metadata.get("moves").intValue() == answer.length()
        ? Optional.empty()
        : Optional.of("another number of moves");
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    String right = sample.get("answer").textValue();
    String wrong = right;
    while (wrong.equals(right)) {
      wrong = change(right, random);
    }
    sample.put("answer", wrong);
  }

  private static String change(String right, UniformRandomProvider random) {
    int at = random.nextInt(right.length());
    char move = right.charAt(at);
    char any = LETTERS.charAt(random.nextInt(LETTERS.length()));
    char back = LETTERS.charAt(LETTERS.indexOf(move) ^ 1);
    StringBuilder moves = new StringBuilder(right);
    return switch (random.nextInt(8)) {
      case 0 -> moves.deleteCharAt(at).toString();
      case 1 -> moves.insert(at, any).toString();
      case 2 -> moves.replace(at, at + 1, String.valueOf(any)).toString();
      case 3 -> moves.insert(at, new char[] {move, back}).toString();
      case 4 -> moves.append(back).toString();
      case 5 -> moves.reverse().toString();
      case 6 -> right.substring(0, at);
      default -> {
        int other = random.nextInt(right.length());
        moves.setCharAt(at, right.charAt(other));
        moves.setCharAt(other, move);
        yield moves.toString();
      }
    };
  }

  private Parameters parameters(int size, int loops) throws Exception {
    ObjectNode given = factory().parameters().defaults().toJson();
    return factory().parameters().read(given.put("size", size).put("loops", loops));
  }

  private record Place(int row, int column) {

    Place after(char move) {
      return switch (move) {
        case 'U' -> new Place(row - 1, column);
        case 'D' -> new Place(row + 1, column);
        case 'L' -> new Place(row, column - 1);
        case 'R' -> new Place(row, column + 1);
        default -> throw new AssertionError("no move: " + move);
      };
    }
  }

  /** The length of the shortest ways and how many there are. */
  private record Shortest(int length, long ways) {}

  /** The maze of a prompt, read from its text alone: a square with a wall around it. */
  private record Drawing(List<String> rows, Place start, Place goal) {

    static Drawing of(ObjectNode sample) {
      String[] parts = sample.get("prompt").textValue().split("\n\n", -1);
      if (parts.length != 2 || !parts[0].equals(QUESTION)) {
        throw new AssertionError("another prompt: " + sample);
      }
      if (!parts[1].matches("[#.\n]*(S[#.\n]*G|G[#.\n]*S)[#.\n]*")) {
        throw new AssertionError("another drawing: " + sample);
      }
      List<String> rows = List.of(parts[1].split("\n", -1));
      String wall = "#".repeat(rows.size());
      for (String row : rows) {
        if (row.length() != wall.length() || !row.startsWith("#") || !row.endsWith("#")) {
          throw new AssertionError("not closed or not a square: " + sample);
        }
      }
      if (!rows.get(0).equals(wall) || !rows.get(rows.size() - 1).equals(wall)) {
        throw new AssertionError("not closed: " + sample);
      }
      return new Drawing(rows, find(rows, 'S'), find(rows, 'G'));
    }

    private static Place find(List<String> rows, char mark) {
      int row = 0;
      while (rows.get(row).indexOf(mark) < 0) {
        row++;
      }
      return new Place(row, rows.get(row).indexOf(mark));
    }

    boolean isWall(Place place) {
      return rows.get(place.row()).charAt(place.column()) == '#';
    }

    boolean leadsToTheGoal(String moves) {
      Place place = start;
      for (int i = 0; i < moves.length(); i++) {
        place = place.after(moves.charAt(i));
        if (isWall(place)) {
          return false;
        }
      }
      return place.equals(goal);
    }

    /** Breadth-first search over the characters that adds up the ways to each. */
    Shortest shortest() {
      Map<Place, Shortest> known = new HashMap<>();
      Queue<Place> queue = new ArrayDeque<>();
      known.put(start, new Shortest(0, 1));
      queue.add(start);
      while (!queue.isEmpty()) {
        Place place = queue.remove();
        Shortest here = known.get(place);
        for (int i = 0; i < LETTERS.length(); i++) {
          Place next = place.after(LETTERS.charAt(i));
          Shortest there = known.get(next);
          if (isWall(next)) {
            continue;
          }
          if (there == null) {
            known.put(next, new Shortest(here.length() + 1, here.ways()));
            queue.add(next);
          } else if (there.length() == here.length() + 1) {
            known.put(next, new Shortest(there.length(), there.ways() + here.ways()));
          }
        }
      }
      return known.get(goal);
    }

    /**
     * By Euler's formula, as all is connected: steps between characters, less characters, plus 1.
     */
    int loops() {
      int characters = 0;
      int steps = 0;
      for (int row = 1; row < rows.size(); row++) {
        for (int column = 1; column < rows.size(); column++) {
          Place place = new Place(row, column);
          if (!isWall(place)) {
            characters++;
            steps += isWall(place.after('U')) ? 0 : 1;
            steps += isWall(place.after('L')) ? 0 : 1;
          }
        }
      }
      return steps - characters + 1;
    }
  }
}
