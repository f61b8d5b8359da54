package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** Words in another order: alphabetical, by length, or by their last letters. */
final class WordOrder extends Kind {

  /** An order: in the words of the prompt, and as a rule. */
  private enum Order {
    ALPHABET("alphabetical order", Comparator.naturalOrder()),
    BACKWARDS("reverse alphabetical order", Comparator.reverseOrder()),
    LENGTH(
        "order of length, the shortest first, and words of one length alphabetically",
        Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())),
    ENDS(
        "alphabetical order of the words read backwards",
        Comparator.comparing(word -> new StringBuilder(word).reverse().toString()));

    final String words;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    final Comparator<String> rule;

    Order(String words, Comparator<String> rule) {
      this.words = words;
      this.rule = rule;
    }
  }

  WordOrder() {
    super(
        "word-order",
        "words sorted by a rule",
        Form.WORD_LIST,
        List.of("words", "order"),
        "Put these words into {order}: {words}.",
        "Sort the following into {order}: {words}.",
        "What are the words {words} in {order}?",
        "Arrange {words} in {order}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 3 + level + random.nextInt(2);
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < count) {
      words.add(Words.any(random));
    }
    Order order = Order.values()[random.nextInt(level < 3 ? 2 : Order.values().length)];
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(order.rule);
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("order", order.name());
    words.forEach(given.putArray("words")::add);
    return new Problem(
        String.join(", ", sorted),
        given,
        (long) count * count / 2,
        String.join(", ", words),
        order.words);
  }
}
