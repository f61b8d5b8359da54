package io.seedmill.generators.code.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws inputs of programs. */
final class Inputs {

  private static final List<String> WORDS =
      List.of(
          ("apple river stone cloud green table music level noon radar window letter summer"
                  + " winter bridge garden silver orange button coffee planet rocket mirror pepper"
                  + " ladder tomato banana civic kayak refer puzzle market pocket yellow hammer"
                  + " kitten basket tunnel forest island sugar paper lemon small tall deed book"
                  + " moon tree bee sea sun map key box cup ice oak owl")
              .split(" "));

  private Inputs() {}

  /** Draws one value for each domain; a later one may depend on the first. */
  static List<Object> draw(List<Family.Domain> domains, UniformRandomProvider random) {
    List<Object> inputs = new ArrayList<>();
    for (Family.Domain domain : domains) {
      inputs.add(input(domain, inputs.isEmpty() ? null : inputs.get(0), random));
    }
    return inputs;
  }

  private static Object input(Family.Domain domain, Object first, UniformRandomProvider random) {
    int size = domain.shortest() + random.nextInt(domain.longest() - domain.shortest() + 1);
    return switch (domain.kind()) {
      case "number", "given" -> number(domain, random);
      case "numbers" -> numbers(size, domain, random);
      case "sorted" -> {
        List<Object> sorted = numbers(size, domain, random);
        sorted.sort((a, b) -> Integer.compare((Integer) a, (Integer) b));
        yield sorted;
      }
      case "text", "commands" -> letters(size, domain.letters(), random);
      case "words" -> words(size, random);
      case "similar" -> similar((String) first, random);
      case "shuffled" -> shuffled((String) first, random);
      case "brackets" -> brackets(size, random);
      case "runs" -> runs(size, domain.letters(), random);
      default -> throw new IllegalStateException("no inputs of the kind " + domain.kind());
    };
  }

  private static Integer number(Family.Domain domain, UniformRandomProvider random) {
    return (int) (domain.least() + random.nextLong(domain.most() - domain.least() + 1));
  }

  private static List<Object> numbers(
      int size, Family.Domain domain, UniformRandomProvider random) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(number(domain, random));
    }
    return items;
  }

  private static char letter(String letters, UniformRandomProvider random) {
    return letters.charAt(random.nextInt(letters.length()));
  }

  private static String letters(int size, String letters, UniformRandomProvider random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(letter(letters, random));
    }
    return text.toString();
  }

  private static String words(int size, UniformRandomProvider random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return String.join(" ", words);
  }

  /** Returns a text with some characters of the given one replaced, left out or put in. */
  private static String similar(String text, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0 && made.length() > 0; i--) {
      int at = random.nextInt(made.length());
      switch (random.nextInt(3)) {
        case 0 -> made.deleteCharAt(at);
        case 1 -> made.insert(at, letter("aeiorst", random));
        default -> made.setCharAt(at, letter("aeiorst", random));
      }
    }
    return made.toString();
  }

  /** Returns a text of the same characters in another order; every other time one is changed. */
  private static String shuffled(String text, UniformRandomProvider random) {
    List<Character> letters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      letters.add(text.charAt(i));
    }
    for (int i = letters.size(); i > 1; i--) {
      Collections.swap(letters, i - 1, random.nextInt(i));
    }
    StringBuilder made = new StringBuilder();
    letters.forEach(made::append);
    if (made.length() > 0 && random.nextBoolean()) {
      made.setCharAt(random.nextInt(made.length()), letter("aeiorst", random));
    }
    return made.toString();
  }

  /** Returns brackets that match; every other time one of them is changed. */
  private static String brackets(int size, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < size; i++) {
      String pair = List.of("()", "[]", "{}").get(random.nextInt(3));
      made.insert(random.nextInt(made.length() + 1), pair);
    }
    // A pair that was put in between the two of another one leaves them matched.
    if (made.length() > 0 && random.nextBoolean()) {
      made.setCharAt(random.nextInt(made.length()), letter("()[]{}", random));
    }
    return made.toString();
  }

  /** Returns counts with letters behind them, such as {@code 3a12b}. */
  private static String runs(int size, String letters, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < size; i++) {
      if (random.nextInt(12) > 0) {
        made.append(1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 5));
      }
      made.append(letter(letters, random));
    }
    return made.toString();
  }
}
