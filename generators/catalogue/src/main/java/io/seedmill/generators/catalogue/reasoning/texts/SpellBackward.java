package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Words from the last letter to the first. */
final class SpellBackward extends Kind {

  SpellBackward() {
    super(
        "spell-backward",
        "words written from the last letter to the first",
        Form.CHARACTERS,
        List.of("text"),
        "Write {text} backwards.",
        "Spell {text} from its last character to its first.",
        "What is {text} in reverse order of its characters?",
        "Reverse the characters of {text}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + (2 * level + random.nextInt(3)) / 3;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : "-").append(Words.any(random));
    }
    String answer = new StringBuilder(text).reverse().toString();
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("text", text.toString());
    return new Problem(answer, given, text.length(), text);
  }
}
