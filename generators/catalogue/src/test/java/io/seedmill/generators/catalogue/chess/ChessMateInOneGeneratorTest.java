package io.seedmill.generators.catalogue.chess;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.catalogue.chess.MailboxRules.Play;
import io.seedmill.generators.testing.GeneratorContract;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ChessMateInOneGeneratorTest extends GeneratorContract {

  @Override
  protected GeneratorFactory factory() {
    return new ChessMateInOneGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("9f20c128a5bb0eb3", "e7409c92c231d6d8", "f9106bd4002c68f2");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"minPieces\":3,\"maxPieces\":3}",
        "{\"minPieces\":4,\"maxPieces\":4,\"sideToMove\":\"black\"}",
        "{\"minPieces\":3,\"maxPieces\":32}",
        "{\"minPieces\":31,\"maxPieces\":32,\"sideToMove\":\"white\"}",
        "{\"minPieces\":32,\"maxPieces\":32}");
  }

  @Override
  protected List<Pattern> phrasings() {
    String fen = "(?<fen>(?:[1-8pnbrqkPNBRQK]+/){7}[1-8pnbrqkPNBRQK]+ (?<side>[wb]) - - 0 1)";
    String mover = "(?<mover>White|Black)";
    String form = "standard algebraic notation \\(SAN\\)";
    return Stream.of(
            "In the chess position %s \\(FEN\\), exactly one move of %s gives checkmate\\. Name it"
                + " in %s, such as Qxf7#\\.",
            "%2$s is to move in the chess position %1$s \\(FEN\\) and can mate in one\\. Which move"
                + " is it\\? Answer in %3$s, such as Qxf7#\\.",
            "Find the only move of %2$s that gives checkmate at once in this chess position, which"
                + " is in FEN:\n\n"
                + "%1$s\n\n"
                + "Write the move in %3$s, such as Qxf7#\\.",
            "The FEN of a chess position is %s\\. What is the one mating move for %s\\? Give it in"
                + " %s, in the style of Qxf7#\\.")
        .map(text -> Pattern.compile(text.formatted(fen, mover, form)))
        .toList();
  }

  @Override
  protected int verified() {
    return 4_000;
  }

  @Override
  protected int verifiedPerSet() {
    return 1_000;
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Matcher prompt = prompt(sample);
    String mover = prompt.group("mover");
    if (!prompt.group("side").equalsIgnoreCase(mover.substring(0, 1))) {
      return Optional.of("another side to move than the position's");
    }
    if (!sample.get("fen").textValue().equals(prompt.group("fen"))) {
      return Optional.of("another position than the prompt's");
    }
    MailboxRules rules = MailboxRules.of(prompt.group("fen"));
    return rules
        .illegality()
        .or(() -> wrongAnswer(sample, rules))
        .or(() -> wrongMetadata(sample.get("metadata"), rules, mover));
  }

  private static Optional<String> wrongAnswer(ObjectNode sample, MailboxRules rules) {
    List<Play> mates = rules.legal().stream().filter(rules::mates).toList();
    if (mates.size() != 1) {
      return Optional.of("the mates are " + mates);
    }
    if (!sample.get("answer").textValue().equals(rules.san(mates.get(0)))) {
      return Optional.of("the mate is " + rules.san(mates.get(0)));
    }
    return sample.get("uci").textValue().equals(mates.get(0).uci())
        ? Optional.empty()
        : Optional.of("the mate is " + mates.get(0).uci());
  }

  private static Optional<String> wrongMetadata(
      JsonNode metadata, MailboxRules rules, String side) {
    List<Play> legal = rules.legal();
    int otherChecks = (int) legal.stream().filter(rules::checks).count() - 1;
    if (metadata.get("legalMoves").intValue() != legal.size()
        || metadata.get("otherChecks").intValue() != otherChecks
        || metadata.get("difficulty").intValue()
            != Math.min(10, 1 + legal.size() / 9 + otherChecks / 3)) {
      return Optional.of(
          legal.size() + " legal moves, " + otherChecks + " checks besides the mate");
    }
    JsonNode parameters = metadata.get("parameters");
    int pieces = rules.letters().length();
    String sideToMove = parameters.get("sideToMove").textValue();
    return pieces >= parameters.get("minPieces").intValue()
            && pieces <= parameters.get("maxPieces").intValue()
            && (sideToMove.equals("either") || sideToMove.equalsIgnoreCase(side))
        ? Optional.empty()
        : Optional.of("not what the parameters ask for");
  }

  @Override
  protected boolean isRightInAnotherForm(ObjectNode right, ObjectNode wrong) {
    String answer = wrong.get("answer").textValue().replaceAll("[+#!]", "");
    return answer.equals(right.get("answer").textValue().replace("#", ""))
        || answer.equals(right.get("uci").textValue());
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    MailboxRules rules = MailboxRules.of(sample.get("fen").textValue());
    String answer = sample.get("answer").textValue();
    String uci = sample.get("uci").textValue();
    List<Play> others = rules.legal().stream().filter(play -> !play.uci().equals(uci)).toList();
    int way = random.nextInt(others.isEmpty() ? 6 : 9);
    switch (way) {
      case 0 -> sample.put("answer", answer.replace("#", random.nextBoolean() ? "" : "+"));
      case 1 -> sample.put("answer", answer.toUpperCase(Locale.ROOT) + "!");
      case 2 -> sample.put("answer", withOtherPiece(answer, random));
      case 3 -> sample.put("answer", answer.substring(0, random.nextInt(answer.length())));
      case 4 -> sample.put("answer", uci + "#");
      case 5 -> sample.put("uci", uci.substring(2, 4) + uci.substring(0, 2));
      default -> {
        Play other = others.get(random.nextInt(others.size()));
        switch (way) {
          case 6 -> sample.put("answer", rules.san(other));
          case 7 -> sample.put("answer", rules.san(other).replaceAll("[+#]?$", "#"));
          default -> sample.put("uci", other.uci());
        }
      }
    }
  }

  /** Returns the same move by another piece, or a promotion to another. */
  private static String withOtherPiece(String answer, UniformRandomProvider random) {
    int at = answer.indexOf('=') + 1;
    String pieces = "QRBNK".replace(answer.substring(at, at + 1), "");
    String piece = pieces.substring(0, 4).charAt(random.nextInt(4)) + "";
    boolean plainPawn = at == 0 && Character.isLowerCase(answer.charAt(0));
    return answer.substring(0, at) + piece + answer.substring(plainPawn ? 0 : at + 1);
  }

  @Test
  void aDoubleStepThatCanBeTakenEnPassantDoesNotMate() {
    Board board = new Board();
    put(board, Board.MOVER, Board.KING, "h3");
    put(board, Board.MOVER, Board.ROOK, "a6");
    put(board, Board.MOVER, Board.BISHOP, "d8");
    put(board, Board.MOVER, Board.PAWN, "g2");
    put(board, Board.OTHER, Board.KING, "h5");
    int mate = new MateSearch().onlyMate(board);
    assertThat(Move.uci(mate, Colour.WHITE), is("g2g4"));
    put(board, Board.OTHER, Board.PAWN, "f4");
    assertThat(new MateSearch().onlyMate(board), is(MateSearch.NONE));
  }

  private static void put(Board board, int side, int type, String square) {
    board.toggle(side, type, square.charAt(0) - 'a' + 8 * (square.charAt(1) - '1'));
  }
}
