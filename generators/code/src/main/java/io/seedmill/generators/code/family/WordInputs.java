package io.seedmill.generators.code.family;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws words, and lists of words and of what has words in it. */
final class WordInputs {

  private static final List<String> WORDS =
      List.of(
          ("apple river stone cloud green table music level noon radar window letter summer"
                  + " winter bridge garden silver orange button coffee planet rocket mirror pepper"
                  + " ladder tomato banana civic kayak refer puzzle market pocket yellow hammer"
                  + " kitten basket tunnel forest island sugar paper lemon small tall deed book"
                  + " moon tree bee sea sun map key box cup ice oak owl")
              .split(" "));

  private WordInputs() {}

  /** Draws an input of a number of words. */
  static Object draw(Domain domain, int size, Object first, UniformRandomProvider random) {
    return switch (domain.kind()) {
      case "words" -> words(size, random);
      case "word_list" -> wordList(size, domain.letters(), random);
      case "entries" -> entries(size, domain.letters(), random);
      case "one_of" -> wordList(1, domain.letters(), random).get(0);
      case "word" -> word((List<?>) first, random);
      case "entry_key" -> ((String) word((List<?>) first, random)).split(":", 2)[0];
      case "table_lines" -> tableLines(size, random);
      case "moves" -> moves(size, domain.letters(), random);
      case "version" -> version(size, random);
      case "alike" -> alike(size, random);
      default -> throw new IllegalStateException("no inputs of the kind " + domain.kind());
    };
  }

  private static String words(int size, UniformRandomProvider random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return String.join(" ", words);
  }

  /** Returns words of a few that are given, or of some that are drawn, so that some come again. */
  static List<Object> wordList(int size, String given, UniformRandomProvider random) {
    List<String> few = new ArrayList<>(given.isEmpty() ? List.of() : List.of(given.split(" ")));
    while (given.isEmpty() && few.size() < 2 + size * 2 / 3) {
      few.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    List<Object> words = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      words.add(few.get(random.nextInt(few.size())));
    }
    return words;
  }

  /** Returns words with numbers behind a sign, such as {@code lemon=12}. */
  private static List<Object> entries(int size, String sign, UniformRandomProvider random) {
    List<Object> entries = new ArrayList<>();
    for (Object word : wordList(size, "", random)) {
      entries.add(word + sign + random.nextInt(40));
    }
    return entries;
  }

  /** Returns lines of a name and two numbers, such as {@code lemon,7,12}. */
  private static List<Object> tableLines(int size, UniformRandomProvider random) {
    List<Object> lines = new ArrayList<>();
    for (Object entry : entries(size, ",", random)) {
      lines.add(entry + "," + random.nextInt(25));
    }
    return lines;
  }

  private static List<Object> moves(int size, String ways, UniformRandomProvider random) {
    List<Object> moves = new ArrayList<>();
    for (Object way : wordList(size, ways, random)) {
      moves.add(way + " " + (1 + random.nextInt(9)));
    }
    return moves;
  }

  private static String version(int size, UniformRandomProvider random) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(Integer.toString(random.nextInt(random.nextInt(3) == 0 ? 13 : 3)));
    }
    return String.join(".", numbers);
  }

  /** Returns words that begin with some of the same letters. */
  private static List<Object> alike(int size, UniformRandomProvider random) {
    String start = WORDS.get(random.nextInt(WORDS.size()));
    List<Object> words = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int end = 1 + random.nextInt(start.length());
      words.add(start.substring(0, end) + Inputs.letters(random.nextInt(4), "aeinrst", random));
    }
    return words;
  }

  /** Returns one of the words of a list, or another one. */
  private static Object word(List<?> words, UniformRandomProvider random) {
    return words.isEmpty() || random.nextInt(3) == 0
        ? WORDS.get(random.nextInt(WORDS.size()))
        : words.get(random.nextInt(words.size()));
  }
}
