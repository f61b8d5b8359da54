package io.seedmill.generators.catalogue.chess;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.words.Phrasings;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chess positions in which exactly one legal move gives checkmate, and that move.
 *
 * <p>A position obeys the rules that can be read off a board: one king a side, no more than one set
 * of pieces each, no pawn on the first or last rank, the side that is not to move not in check, the
 * other in check from one piece at most. Whether a game can lead there is not examined. Nobody may
 * castle. Of three pieces there are only some 6,000 such positions; samples repeat accordingly.
 *
 * <p>The difficulty is 1, and one more for every 9 legal moves and for every 3 checks that do not
 * mate, at most 10.
 *
 * <p>Fields: {@code answer} (the move in standard algebraic notation), {@code fen} (the position in
 * Forsyth-Edwards notation), {@code prompt}, {@code uci} (the move as engines write it, such as
 * {@code e7e8q}).
 */
public final class ChessMateInOneGenerator implements SampleGenerator {

  /*
   * Random positions until one has a single mate. A try succeeds with a chance between 4 % (few
   * pieces) and 1.2 % (32 pieces), measured: all of them fail less than once in 10^50 samples.
   */
  private static final int TRIES = 10_000;

  private static final Phrasings QUESTIONS =
      Phrasings.of(
          List.of("fen", "mover"),
          "In the chess position {fen} (FEN), exactly one move of {mover} gives checkmate. Name it"
              + " in standard algebraic notation (SAN), such as Qxf7#.",
          "{mover} is to move in the chess position {fen} (FEN) and can mate in one. Which move is"
              + " it? Answer in standard algebraic notation (SAN), such as Qxf7#.",
          "Find the only move of {mover} that gives checkmate at once in this chess position, which"
              + " is in FEN:\n\n"
              + "{fen}\n\n"
              + "Write the move in standard algebraic notation (SAN), such as Qxf7#.",
          "The FEN of a chess position is {fen}. What is the one mating move for {mover}? Give it"
              + " in standard algebraic notation (SAN), in the style of Qxf7#.");
  private static final int KINGS = 2;
  private static final int MOVES_PER_LEVEL = 9;
  private static final int CHECKS_PER_LEVEL = 3;

  private final int minPieces;
  private final int maxPieces;
  private final List<Colour> movers;

  private final Board board = new Board();
  private final RandomPosition position = new RandomPosition(board);
  private final MateSearch search = new MateSearch();

  private ChessMateInOneGenerator(Parameters parameters) {
    this.minPieces = parameters.intValue("minPieces");
    this.maxPieces = parameters.intValue("maxPieces");
    this.movers =
        switch (parameters.choice("sideToMove")) {
          case "white" -> List.of(Colour.WHITE);
          case "black" -> List.of(Colour.BLACK);
          default -> List.of(Colour.WHITE, Colour.BLACK);
        };
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    Colour mover = movers.get(random.nextInt(movers.size()));
    int pieces = minPieces + random.nextInt(maxPieces - minPieces + 1);
    int mate = findPosition(pieces - KINGS, random);
    int legal = search.listLegal(board);
    int otherChecks = search.countChecks(board) - 1;
    String fen = board.fen(mover);
    sample.text("answer", Move.san(mate, board, mover, search.listed(), legal));
    sample.text("fen", fen);
    sample.text("prompt", QUESTIONS.draw(random, fen, mover.word));
    sample.text("uci", Move.uci(mate, mover));
    sample.difficulty(Math.min(10, 1 + legal / MOVES_PER_LEVEL + otherChecks / CHECKS_PER_LEVEL));
    sample.note("legalMoves", legal);
    sample.note("otherChecks", otherChecks);
  }

  /** Leaves a position on the board that has one mate, and returns the mate. */
  private int findPosition(int others, UniformRandomProvider random) {
    for (int i = 0; i < TRIES; i++) {
      position.place(others, random);
      long checkers = board.checkers(Board.OTHER);
      boolean atMostOneCheck = (checkers & (checkers - 1)) == 0;
      if (atMostOneCheck && board.checkers(Board.MOVER) == 0) {
        int mate = search.onlyMate(board);
        if (mate != MateSearch.NONE) {
          return mate;
        }
      }
    }
    throw new IllegalStateException("no single mate in one among " + TRIES + " positions");
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "chess-mate-in-one";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "chess positions in which exactly one move gives checkmate";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer(
              "minPieces", "the fewest pieces on the board, kings and pawns included", 5, 3, 32)
          .integer("maxPieces", "the most pieces on the board, kings and pawns included", 16, 3, 32)
          .choice(
              "sideToMove",
              "the side that gives mate",
              "either",
              List.of("white", "black", "either"))
          .rule(Factory::fewestUpToMost);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "fen", "prompt", "uci"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new MateScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ChessMateInOneGenerator(parameters));
    }

    private static Optional<InputProblem> fewestUpToMost(Parameters parameters) {
      long fewest = parameters.integer("minPieces");
      long most = parameters.integer("maxPieces");
      return fewest <= most
          ? Optional.empty()
          : Optional.of(
              new InputProblem("/minPieces", Long.toString(fewest), "at most maxPieces, " + most));
    }
  }
}
