package io.seedmill.generators.catalogue.chess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of chess without castling, on rows of letters as in a FEN: slow, plain, and without a
 * line of the generator's. A move to a king's square is how it tells a check.
 */
final class MailboxRules {

  /** A move between squares such as {@code "e7"}, with the letter of a promotion or nothing. */
  record Play(String from, String to, String promotion) {

    String uci() {
      return from + to + promotion.toLowerCase(Locale.ROOT);
    }
  }

  private static final int[][] STRAIGHT = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};
  private static final int[][] DIAGONAL = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
  private static final int[][] JUMPS = {
    {1, 2}, {2, 1}, {-1, 2}, {-2, 1}, {1, -2}, {2, -1}, {-1, -2}, {-2, -1}
  };

  private final char[][] rows;
  private final boolean white;
  private final String enPassant;

  private MailboxRules(char[][] rows, boolean white, String enPassant) {
    this.rows = rows;
    this.white = white;
    this.enPassant = enPassant;
  }

  static MailboxRules of(String fen) {
    String[] parts = fen.split(" ", -1);
    String spaced = parts[0];
    for (int empty = 1; empty <= 8; empty++) {
      spaced = spaced.replace(Integer.toString(empty), ".".repeat(empty));
    }
    char[][] rows =
        Arrays.stream(spaced.split("/", -1)).map(String::toCharArray).toArray(char[][]::new);
    return new MailboxRules(rows, parts[1].equals("w"), parts[3]);
  }

  /** Returns the rules that the position itself breaks. */
  Optional<String> illegality() {
    String all = letters();
    if (rows.length != 8 || Arrays.stream(rows).anyMatch(row -> row.length != 8)) {
      return Optional.of("not a board of 8 by 8");
    }
    if (all.replaceAll("[^K]", "").length() != 1 || all.replaceAll("[^k]", "").length() != 1) {
      return Optional.of("not one king each");
    }
    if ((new String(rows[0]) + new String(rows[7])).matches("(?i).*p.*")) {
      return Optional.of("a pawn on the first or last rank");
    }
    if (inCheckBy(white)) {
      return Optional.of("the king could be taken");
    }
    return checkers() > 1 ? Optional.of("more than one check") : surplus(all);
  }

  /** Returns the pieces that outnumber those at the start of a game. */
  private Optional<String> surplus(String all) {
    for (String piece : List.of("Q", "q", "RR", "rr", "NN", "nn", "PPPPPPPP", "pppppppp")) {
      if (all.replaceAll("[^" + piece.charAt(0) + "]", "").length() > piece.length()) {
        return Optional.of("more of " + piece);
      }
    }
    for (int colour = 0; colour < 2; colour++) {
      StringBuilder squares = new StringBuilder();
      for (int square = 0; square < 64; square++) {
        squares.append((square + square / 8) % 2 == colour ? rows[square / 8][square % 8] : '.');
      }
      if (squares.toString().matches(".*(B.*B|b.*b).*")) {
        return Optional.of("two bishops on squares of one colour");
      }
    }
    return Optional.empty();
  }

  /** Returns the number of pieces that attack the king of the side to move. */
  private long checkers() {
    char king = white ? 'K' : 'k';
    return passed().pseudoLegal().stream()
        .filter(play -> at(play.to()) == king)
        .map(Play::from)
        .distinct()
        .count();
  }

  /** Returns every letter on the board. */
  String letters() {
    StringBuilder letters = new StringBuilder();
    for (char[] row : rows) {
      letters.append(new String(row).replace(".", ""));
    }
    return letters.toString();
  }

  List<Play> legal() {
    List<Play> legal = new ArrayList<>(pseudoLegal());
    legal.removeIf(play -> after(play).inCheckBy(!white));
    return legal;
  }

  boolean checks(Play play) {
    return after(play).inCheckBy(white);
  }

  boolean mates(Play play) {
    return checks(play) && after(play).legal().isEmpty();
  }

  String san(Play play) {
    char piece = Character.toUpperCase(at(play.from()));
    boolean takes =
        at(play.to()) != '.' || (piece == 'P' && play.from().charAt(0) != play.to().charAt(0));
    String suffix = mates(play) ? "#" : checks(play) ? "+" : "";
    String target = (takes ? "x" : "") + play.to();
    if (piece == 'P') {
      String promotion = play.promotion().isEmpty() ? "" : "=" + play.promotion();
      return (takes ? play.from().substring(0, 1) : "") + target + promotion + suffix;
    }
    List<String> rivals =
        legal().stream()
            .filter(other -> at(other.from()) == at(play.from()) && other.to().equals(play.to()))
            .map(Play::from)
            .filter(from -> !from.equals(play.from()))
            .toList();
    return piece + told(play.from(), rivals) + target + suffix;
  }

  MailboxRules after(Play play) {
    char[][] next = Arrays.stream(rows).map(char[]::clone).toArray(char[][]::new);
    char piece = at(play.from());
    boolean pawn = Character.toUpperCase(piece) == 'P';
    if (pawn && play.to().equals(enPassant)) {
      next[row(play.from())][column(play.to())] = '.';
    }
    if (!play.promotion().isEmpty()) {
      piece =
          white ? play.promotion().charAt(0) : Character.toLowerCase(play.promotion().charAt(0));
    }
    next[row(play.from())][column(play.from())] = '.';
    next[row(play.to())][column(play.to())] = piece;
    int steps = row(play.to()) - row(play.from());
    boolean doubleStep = pawn && Math.abs(steps) == 2;
    String passedOver = square(row(play.from()) + steps / 2, column(play.from()));
    return new MailboxRules(next, !white, doubleStep ? passedOver : "-");
  }

  private static String told(String from, List<String> rivals) {
    if (rivals.isEmpty()) {
      return "";
    }
    if (rivals.stream().noneMatch(rival -> rival.charAt(0) == from.charAt(0))) {
      return from.substring(0, 1);
    }
    return rivals.stream().noneMatch(rival -> rival.charAt(1) == from.charAt(1))
        ? from.substring(1)
        : from;
  }

  /** Returns the same position with the other side to move. */
  private MailboxRules passed() {
    return new MailboxRules(rows, !white, "-");
  }

  /** Returns true if a side could take the other's king, were it to move. */
  private boolean inCheckBy(boolean byWhite) {
    MailboxRules taker = white == byWhite ? this : passed();
    char king = byWhite ? 'k' : 'K';
    return taker.pseudoLegal().stream().anyMatch(play -> at(play.to()) == king);
  }

  private List<Play> pseudoLegal() {
    List<Play> plays = new ArrayList<>();
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        if (isOwn(rows[row][column])) {
          add(row, column, plays);
        }
      }
    }
    return plays;
  }

  private void add(int row, int column, List<Play> plays) {
    switch (Character.toUpperCase(rows[row][column])) {
      case 'P' -> addPawn(row, column, plays);
      case 'N' -> slide(row, column, JUMPS, 1, plays);
      case 'B' -> slide(row, column, DIAGONAL, 7, plays);
      case 'R' -> slide(row, column, STRAIGHT, 7, plays);
      default -> {
        int reach = Character.toUpperCase(rows[row][column]) == 'K' ? 1 : 7;
        slide(row, column, DIAGONAL, reach, plays);
        slide(row, column, STRAIGHT, reach, plays);
      }
    }
  }

  private void slide(int row, int column, int[][] steps, int reach, List<Play> plays) {
    for (int[] step : steps) {
      for (int far = 1; far <= reach; far++) {
        int toRow = row + far * step[0];
        int toColumn = column + far * step[1];
        if (!onBoard(toRow, toColumn) || isOwn(rows[toRow][toColumn])) {
          break;
        }
        plays.add(new Play(square(row, column), square(toRow, toColumn), ""));
        if (rows[toRow][toColumn] != '.') {
          break;
        }
      }
    }
  }

  private void addPawn(int row, int column, List<Play> plays) {
    int ahead = white ? row - 1 : row + 1;
    if (rows[ahead][column] == '.') {
      addPawnMove(row, column, ahead, column, plays);
      int two = white ? row - 2 : row + 2;
      if (row == (white ? 6 : 1) && rows[two][column] == '.') {
        addPawnMove(row, column, two, column, plays);
      }
    }
    for (int side : new int[] {column - 1, column + 1}) {
      if (onBoard(ahead, side)
          && (isEnemy(rows[ahead][side]) || square(ahead, side).equals(enPassant))) {
        addPawnMove(row, column, ahead, side, plays);
      }
    }
  }

  private static void addPawnMove(int row, int column, int toRow, int toColumn, List<Play> plays) {
    boolean last = toRow == 0 || toRow == 7;
    for (String promotion : last ? List.of("Q", "R", "B", "N") : List.of("")) {
      plays.add(new Play(square(row, column), square(toRow, toColumn), promotion));
    }
  }

  private boolean isOwn(char piece) {
    return piece != '.' && Character.isUpperCase(piece) == white;
  }

  private boolean isEnemy(char piece) {
    return piece != '.' && Character.isUpperCase(piece) != white;
  }

  private char at(String square) {
    return rows[row(square)][column(square)];
  }

  private static boolean onBoard(int row, int column) {
    return row >= 0 && row < 8 && column >= 0 && column < 8;
  }

  private static String square(int row, int column) {
    return "" + "abcdefgh".charAt(column) + (8 - row);
  }

  private static int row(String square) {
    return '8' - square.charAt(1);
  }

  private static int column(String square) {
    return square.charAt(0) - 'a';
  }
}
