package io.seedmill.generators.catalogue.reasoning.texts;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class TextKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(
          LetterCount::new,
          SpellBackward::new,
          CaesarCipher::new,
          WordOrder::new,
          RegularExpression::new,
          WordLadder::new,
          Anagram::new);

  private TextKinds() {}
}
