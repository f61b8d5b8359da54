package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Looks;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A chess position without pawns in which exactly one move of White gives mate: shows the board
 * after it.
 *
 * <p>There are 3 pieces at level 1 and 10 at level 10.
 */
final class ChessMateInOne extends VisionKind {

  private static final int[] WHITES = {1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
  private static final int[] BLACKS = {0, 0, 1, 2, 1, 2, 3, 2, 3, 4};
  private static final int SIZE = 8;
  private static final double LEFT = 8;
  private static final double SIDE = 30;
  private static final String PIECES = ".KQRBNkqrbn";
  private static final int LIGHT = 0xC9B48E;
  private static final int DARK = 0x957A55;

  private static final int[][] STRAIGHT = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  private static final int[][] DIAGONAL = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
  private static final int[][] ALL_AROUND = {
    {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}
  };
  private static final int[][] JUMPS = {
    {1, 2}, {2, 1}, {-1, 2}, {-2, 1}, {1, -2}, {2, -1}, {-1, -2}, {-2, -1}
  };

  ChessMateInOne() {
    super(
        "chess-mate-in-one",
        "give mate in one move",
        List.of(),
        "White moves and gives mate in one. Show the board after this move.",
        "Find the only move of White that checkmates Black, and draw the position after it.",
        "It is White's turn, and one move ends the game: Black is in check and cannot get out of"
            + " it. Move the right white piece to its square; if a black piece stands there, it is"
            + " taken.",
        "Mate in one: play White's move after which the black king is attacked and Black has no"
            + " legal answer. The last picture has the piece on its new square and nothing else"
            + " changed.",
        "Which white piece gives checkmate with its next move? Show the chess board after that"
            + " move.");
  }

  /** From one square to another. */
  private record Move(int from, int to) {

    char[] on(char[] board) {
      char[] after = board.clone();
      after[to] = board[from];
      after[from] = '.';
      return after;
    }

    String text() {
      return square(from) + square(to);
    }

    private static String square(int at) {
      return Character.toString((char) ('a' + at % SIZE)) + (SIZE - at / SIZE);
    }
  }

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    char[] board = {};
    List<Move> mates = List.of();
    while (mates.size() != 1) {
      board = position(WHITES[level - 1], BLACKS[level - 1], random);
      mates = isAttacked(board, true) || isAttacked(board, false) ? List.of() : mates(board);
    }
    char[] before = board;
    Move mate = mates.get(0);
    char[] after = mate.on(board);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (int row = 0; row < SIZE; row++) {
      answer.withArray("board").add(new String(after, row * SIZE, SIZE));
      given.withArray("board").add(new String(before, row * SIZE, SIZE));
    }
    answer.put("move", mate.text());
    List<Probe> probes = new ArrayList<>();
    for (Probe middle : Puzzles.cells(LEFT, LEFT, SIDE, SIZE, SIZE)) {
      probes.add(new Probe(middle.x(), middle.y() + 5));
    }
    return new VisionTask(
        answer,
        given,
        10L * WHITES[level - 1] + 8L * BLACKS[level - 1],
        (canvas, time) -> paint(canvas, time, before, mate),
        probes,
        List.of());
  }

  /** A square must show the right piece, and not only its colour. */
  @Override
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    List<Looks> shades = List.of(looks(LIGHT), looks(DARK));
    List<Probe> squares = Puzzles.cells(LEFT, LEFT, SIDE, SIZE, SIZE);
    return Probes.score(
        metadata.path("probes"),
        proposed,
        square -> {
          int row = square / SIZE;
          char piece = answer.path("board").path(row).asText().charAt(square % SIZE);
          Looks looks = shades.get((row + square) % 2);
          Probe middle = squares.get(square);
          return PIECES.charAt(looks.at(proposed, middle.x(), middle.y())) == piece;
        });
  }

  private static Looks looks(int shade) {
    return new Looks(
        PIECES.length(),
        SIDE / 2 - 1,
        (canvas, piece) -> {
          canvas.clear(shade);
          if (PIECES.charAt(piece) != '.') {
            piece(canvas, PIECES.charAt(piece), 128, 128);
          }
        });
  }

  /** Returns kings and other pieces on random squares, the black king often at the edge. */
  private static char[] position(int whites, int blacks, UniformRandomProvider random) {
    char[] board = ".".repeat(SIZE * SIZE).toCharArray();
    int edge = random.nextInt(SIZE);
    int king =
        switch (random.nextInt(5)) {
          case 0 -> edge;
          case 1 -> 56 + edge;
          case 2 -> 8 * edge;
          case 3 -> 8 * edge + 7;
          default -> random.nextInt(SIZE * SIZE);
        };
    board[king] = 'k';
    StringBuilder pieces = new StringBuilder("K");
    for (int i = 0; i < whites; i++) {
      pieces.append((i == 0 ? "QR" : "QRRBN").charAt(random.nextInt(i == 0 ? 2 : 5)));
    }
    for (int i = 0; i < blacks; i++) {
      pieces.append("rbnn".charAt(random.nextInt(4)));
    }
    for (int i = 0; i < pieces.length(); ) {
      int square = random.nextInt(SIZE * SIZE);
      if (board[square] == '.') {
        board[square] = pieces.charAt(i++);
      }
    }
    return board;
  }

  private static List<Move> mates(char[] board) {
    List<Move> mates = new ArrayList<>();
    for (Move move : moves(board, true)) {
      char[] after = move.on(board);
      boolean isMate = !isAttacked(after, true) && isAttacked(after, false);
      if (isMate) {
        for (Move reply : moves(after, false)) {
          isMate &= isAttacked(reply.on(after), false);
        }
      }
      if (isMate) {
        mates.add(move);
      }
    }
    return mates;
  }

  /** Looks from a king in all directions for what attacks it. */
  private static boolean isAttacked(char[] board, boolean isWhiteKing) {
    int king = 0;
    while (board[king] != (isWhiteKing ? 'K' : 'k')) {
      king++;
    }
    for (int[] step : JUMPS) {
      if (at(board, king, step, 1) == (isWhiteKing ? 'n' : 'N')) {
        return true;
      }
    }
    for (int[] step : ALL_AROUND) {
      int steps = 1;
      while (at(board, king, step, steps) == '.') {
        steps++;
      }
      char found = at(board, king, step, steps);
      String attackers = step[0] * step[1] == 0 ? "QR" : "QB";
      if (Character.isUpperCase(found) != isWhiteKing
          && (attackers.indexOf(Character.toUpperCase(found)) >= 0
              || (steps == 1 && Character.toUpperCase(found) == 'K'))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the piece some steps away, '.' for an empty square, '#' outside. */
  private static char at(char[] board, int from, int[] step, int steps) {
    int row = from / SIZE + steps * step[0];
    int column = from % SIZE + steps * step[1];
    return row < 0 || column < 0 || row >= SIZE || column >= SIZE
        ? '#'
        : board[row * SIZE + column];
  }

  /** Returns all moves of a side, without regard to check. */
  private static List<Move> moves(char[] board, boolean isWhite) {
    List<Move> moves = new ArrayList<>();
    for (int from = 0; from < board.length; from++) {
      if (board[from] != '.' && Character.isUpperCase(board[from]) == isWhite) {
        char piece = Character.toUpperCase(board[from]);
        int[][] steps =
            switch (piece) {
              case 'R' -> STRAIGHT;
              case 'B' -> DIAGONAL;
              case 'N' -> JUMPS;
              default -> ALL_AROUND;
            };
        for (int[] step : steps) {
          int row = from / SIZE + step[0];
          int column = from % SIZE + step[1];
          boolean isOpen = true;
          while (isOpen && row >= 0 && column >= 0 && row < SIZE && column < SIZE) {
            char there = board[row * SIZE + column];
            if (there == '.' || Character.isUpperCase(there) != isWhite) {
              moves.add(new Move(from, row * SIZE + column));
            }
            isOpen = there == '.' && piece != 'K' && piece != 'N';
            row += step[0];
            column += step[1];
          }
        }
      }
    }
    return moves;
  }

  private static void paint(Canvas canvas, double time, char[] board, Move mate) {
    canvas.clear(Colour.INK);
    List<Probe> squares = Puzzles.cells(LEFT, LEFT, SIDE, SIZE, SIZE);
    for (int square = 0; square < board.length; square++) {
      Probe middle = squares.get(square);
      boolean isLight = (square / SIZE + square % SIZE) % 2 == 0;
      canvas.fill(
          Shape.rectangle(middle.x() - SIDE / 2, middle.y() - SIDE / 2, SIDE, SIDE),
          isLight ? LIGHT : DARK);
    }
    for (int square = 0; square < board.length; square++) {
      boolean isTaken = square == mate.to() && time >= 1;
      if (board[square] != '.' && square != mate.from() && !isTaken) {
        piece(canvas, board[square], squares.get(square).x(), squares.get(square).y());
      }
    }
    Probe from = squares.get(mate.from());
    Probe to = squares.get(mate.to());
    piece(
        canvas,
        board[mate.from()],
        from.x() + time * (to.x() - from.x()),
        from.y() + time * (to.y() - from.y()));
  }

  /** A piece with its middle at a point: black ones are dark, and white ones have a dark edge. */
  private static void piece(Canvas canvas, char piece, double x, double y) {
    Shape body = Shape.polygon(-8, 11, 8, 11, 7, 7.5, 4.2, 6, 3.6, -2, -3.6, -2, -4.2, 6, -7, 7.5);
    Shape shape =
        switch (Character.toUpperCase(piece)) {
          case 'R' ->
              body.and(
                  Shape.polygon(
                      -7, -2, -7, -11, -3.8, -11, -3.8, -7.5, -1.7, -7.5, -1.7, -11, 1.7, -11, 1.7,
                      -7.5, 3.8, -7.5, 3.8, -11, 7, -11, 7, -2));
          case 'B' -> body.and(Shape.ellipse(0, -4, 5.2, 6)).and(Shape.disc(0, -11, 2.2));
          case 'N' ->
              Shape.polygon(
                  -8, 11, 8, 11, 7.5, 2, 5.5, -6, 1.5, -10, 0.5, -13, -2.5, -9.5, -9, -3, -8, 0.5,
                  -5, 1, -1, -1, -4.5, 5);
          case 'Q' ->
              body.and(Shape.polygon(-5, 0, -9, -9, -4.2, -4.5, 0, -11, 4.2, -4.5, 9, -9, 5, 0))
                  .and(Shape.disc(-9, -9.5, 2))
                  .and(Shape.disc(0, -11.5, 2))
                  .and(Shape.disc(9, -9.5, 2));
          default ->
              body.and(Shape.polygon(-5, 0, -8, -6.5, -3, -7.5, 3, -7.5, 8, -6.5, 5, 0))
                  .and(Shape.rectangle(-1.5, -13.5, 3, 7))
                  .and(Shape.rectangle(-4, -11.7, 8, 3));
        };
    if (Character.isLowerCase(piece)) {
      canvas.fill(shape.moved(x, y), Colour.INK);
      return;
    }
    for (int[] side : ALL_AROUND) {
      double width = side[0] * side[1] == 0 ? 1.1 : 0.8;
      canvas.fill(shape.moved(x + side[0] * width, y + side[1] * width), Colour.INK);
    }
    canvas.fill(shape.moved(x, y), Colour.WHITE);
  }
}
