package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A text whose letters are moved along the alphabet: to read, or to write. */
final class CaesarCipher extends Kind {

  private static final int LETTERS = 26;

  CaesarCipher() {
    super(
        "caesar-cipher",
        "a text whose letters are moved along the alphabet",
        Form.CHARACTERS,
        List.of("text", "task", "key"),
        "{task} with a Caesar cipher, in which {key}: {text}",
        "This is a Caesar cipher: {key}, and after z the alphabet starts again. {task}: {text}",
        "In a Caesar cipher, {key}; a follows z. {task}: {text}",
        "{task}: {text}\nThe cipher: {key}, and a follows z.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 1 + (level + random.nextInt(2)) / 2;
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < count; i++) {
      plain.append(i == 0 ? "" : "-").append(Words.any(random));
    }
    int shift = 1 + random.nextInt(level < 3 ? 4 : LETTERS - 1);
    boolean isRead = random.nextBoolean();
    String cipher = moved(plain, shift);
    String shown = isRead ? cipher : plain.toString();
    String key =
        level < 8
            ? "each letter stands for the one "
                + shift
                + (shift == 1 ? " place" : " places")
                + " before it"
            : "the letter a is written as " + (char) ('a' + shift);
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", shown)
            .put("shift", isRead ? LETTERS - shift : shift);
    String task = isRead ? "Decipher this text" : "Encipher this text";
    long work = (long) plain.length() * Math.min(shift, LETTERS - shift);
    return new Problem(isRead ? plain.toString() : cipher, given, work, shown, task, key);
  }

  private static String moved(CharSequence text, int shift) {
    StringBuilder moved = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      moved.append(c < 'a' ? c : (char) ('a' + (c - 'a' + shift) % LETTERS));
    }
    return moved.toString();
  }
}
