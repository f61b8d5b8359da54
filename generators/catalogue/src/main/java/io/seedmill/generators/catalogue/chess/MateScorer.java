package io.seedmill.generators.catalogue.chess;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scores 1 for the mating move, of which a position has exactly one, in any notation: standard
 * algebraic, with or without signs for check, mate and capture, long algebraic, or as engines write
 * it.
 */
final class MateScorer implements Scorer {

  private static final Pattern MOVE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])([KQRBN])?([a-h])?([1-8])?[x:-]?([a-h][1-8])"
              + "(?:=?\\(?([QRBNqrbn])\\)?)?(?![\\p{L}\\p{N}])");

  @Override
  public double score(JsonNode sample, String answer) {
    Matcher mate = move(Scorer.text(sample, "answer"));
    String uci = Scorer.text(sample, "uci");
    return Reply.of(answer)
            .plain()
            .find(MOVE, MateScorer::first, MateScorer::last)
            .filter(found -> isSame(move(found), mate, uci))
            .isPresent()
        ? 1
        : 0;
  }

  private static Matcher move(String text) {
    Matcher move = MOVE.matcher(text);
    if (!move.find()) {
      throw new IllegalArgumentException(
          "answer: found '%s'; allowed: a move such as Qxf7#".formatted(text));
    }
    return move;
  }

  private static boolean isSame(Matcher move, Matcher mate, String uci) {
    String file = move.group(2);
    String rank = move.group(3);
    boolean fromThere =
        (file == null || file.charAt(0) == uci.charAt(0))
            && (rank == null || rank.charAt(0) == uci.charAt(1));
    boolean plainSquares = file != null && rank != null && move.group(1) == null;
    boolean clear =
        (file != null && rank != null)
            || ((mate.group(2) == null || file != null) && (mate.group(3) == null || rank != null));
    return move.group(4).equals(uci.substring(2, 4))
        && fromThere
        && clear
        && (plainSquares || Objects.equals(move.group(1), mate.group(1)))
        && promotion(move).equals(promotion(mate));
  }

  private static String promotion(Matcher move) {
    return Optional.ofNullable(move.group(5)).orElse("").toUpperCase(Locale.ROOT);
  }

  private static Optional<String> first(String text) {
    Matcher move = MOVE.matcher(text);
    return move.find() ? Optional.of(move.group()) : Optional.empty();
  }

  private static Optional<String> last(String text) {
    return MOVE.matcher(text).results().reduce((a, b) -> b).map(MatchResult::group);
  }
}
