package io.seedmill.generators.catalogue.maze;

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
 * A maze drawn in characters, with the shortest way through it, of which there is exactly one.
 *
 * <p>Without loops the maze is perfect: one way leads from any place to any other. A loop opens one
 * more wall, where every way through it is longer than the shortest way. Start and goal are at
 * least {@code size} - 1 cells apart.
 *
 * <p>The difficulty is the binary logarithm of the number of steps from cell to cell on the
 * shortest way, rounded down: 1 for two or three steps, 2 from four, 3 from eight, up to 10 from
 * 1,024.
 *
 * <p>Fields: {@code answer} (letters U, R, D and L, each a move by one character of the drawing,
 * two for a step from cell to cell), {@code prompt}. The metadata has the number of {@code moves}.
 */
public final class MazeGenerator implements SampleGenerator {

  private static final Phrasings QUESTIONS =
      Phrasings.of(
          List.of("maze"),
          "Find the shortest path from S to G in this maze, where # is a wall and a dot is free."
              + " Write it as letters U, R, D and L (up, right, down, left), one for each character"
              + " moved, without spaces.\n\n{maze}",
          "In the maze below you can walk on dots but not on #. What is the shortest path from S to"
              + " G? Answer with one letter for each character moved: U for up, R for right, D for"
              + " down, L for left, and nothing between the letters.\n\n{maze}",
          "{maze}\n\nThis is a maze with walls (#) and free places (dots). Lead me from S to G in"
              + " the fewest moves, each to the next character up (U), down (D), left (L) or right"
              + " (R). Give the letters of the moves in one word.",
          "Walls are drawn as # and free places as dots:\n\n{maze}\n\nWhich moves lead from S to G"
              + " on the shortest path? Each move goes one character up, down, left or right. Write"
              + " the moves as a single string of the letters U, D, L and R.");

  private final Maze maze;
  private final double branching;
  private final int loops;

  private MazeGenerator(Parameters parameters) {
    this.maze = new Maze(parameters.intValue("size"));
    this.branching = parameters.real("branching");
    this.loops = parameters.intValue("loops");
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    maze.draw(branching, loops, random);
    String solution = maze.solution();
    sample.text("answer", solution);
    sample.text("prompt", QUESTIONS.draw(random, maze.text()));
    int log2 = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(maze.distance());
    sample.difficulty(Math.min(10, log2));
    sample.note("moves", solution.length());
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "maze";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "a maze in characters and the one shortest way through it";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("size", "cells a side, each drawn with a wall beside it", 7, 3, 101)
          .integer(
              "loops", "walls opened to make longer ways round, as far as there are", 2, 0, 1_000)
          .real("branching", "from 0 (long windings) to 1 (many short dead ends)", 0.2, 0, 1);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new MazeScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new MazeGenerator(parameters));
    }
  }
}
