package io.seedmill.generators.code.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** A piece that was drawn for a gap, with its constants, and how it is written. */
record Filling(Piece piece, Map<String, Long> constants, boolean asFunction) {

  /** Draws a piece for a gap. */
  static Filling draw(Piece piece, boolean asFunction, UniformRandomProvider random) {
    Map<String, Long> constants = new HashMap<>();
    piece
        .constants()
        .forEach(
            (name, range) ->
                constants.put(name, range[0] + random.nextLong(range[1] - range[0] + 1)));
    return new Filling(piece, constants, asFunction || piece.value().isEmpty());
  }

  /** Returns a phrase of the piece, with its constants. */
  Optional<String> words(String form, UniformRandomProvider random) {
    List<String> words = piece.words().get(form);
    if (words == null) {
      return Optional.empty();
    }
    String phrase = words.get(random.nextInt(words.size()));
    for (Map.Entry<String, Long> constant : constants.entrySet()) {
      phrase = phrase.replace("{" + constant.getKey() + "}", constant.getValue().toString());
    }
    return Optional.of(phrase);
  }
}
