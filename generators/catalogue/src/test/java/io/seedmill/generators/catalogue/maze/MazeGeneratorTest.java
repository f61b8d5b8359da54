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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class MazeGeneratorTest extends GeneratorContract {

  private static final String LETTERS = "UDLR";

  @Override
  protected GeneratorFactory factory() {
    return new MazeGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("a0e7a60d1281d560", "e4c761f23569fce4", "6f8e94783224cccd");
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
      withAll += drawing(sample.parsed()).loops() == 5 ? 1 : 0;
    }
    assertThat("mazes with all loops", withAll, greaterThan(190));
  }

  @Override
  protected List<Pattern> phrasings() {
    String maze = "(?<maze>[#.SG\n]+)";
    return Stream.of(
            "Find the shortest path from S to G in this maze, where # is a wall and a dot is free\\."
                + " Write it as letters U, R, D and L \\(up, right, down, left\\), one for each"
                + " character moved, without spaces\\.\n\n"
                + maze,
            "In the maze below you can walk on dots but not on #\\. What is the shortest path from S"
                + " to G\\? Answer with one letter for each character moved: U for up, R for right,"
                + " D for down, L for left, and nothing between the letters\\.\n\n"
                + maze,
            maze
                + "\n\nThis is a maze with walls \\(#\\) and free places \\(dots\\)\\. Lead me from S to"
                + " G in the fewest moves, each to the next character up \\(U\\), down \\(D\\), left"
                + " \\(L\\) or right \\(R\\)\\. Give the letters of the moves in one word\\.",
            "Walls are drawn as # and free places as dots:\n\n"
                + maze
                + "\n\nWhich moves lead from S to G on the shortest path\\? Each move goes one"
                + " character up, down, left or right\\. Write the moves as a single string of the"
                + " letters U, D, L and R\\.")
        .map(Pattern::compile)
        .toList();
  }

  private Drawing drawing(ObjectNode sample) {
    return Drawing.of(prompt(sample).group("maze"));
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Drawing drawing = drawing(sample);
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

    static Drawing of(String text) {
      if (!text.matches("[#.\n]*(S[#.\n]*G|G[#.\n]*S)[#.\n]*")) {
        throw new AssertionError("another drawing: " + text);
      }
      List<String> rows = List.of(text.split("\n", -1));
      String wall = "#".repeat(rows.size());
      for (String row : rows) {
        if (row.length() != wall.length() || !row.startsWith("#") || !row.endsWith("#")) {
          throw new AssertionError("not closed or not a square: " + text);
        }
      }
      if (!rows.get(0).equals(wall) || !rows.get(rows.size() - 1).equals(wall)) {
        throw new AssertionError("not closed: " + text);
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
