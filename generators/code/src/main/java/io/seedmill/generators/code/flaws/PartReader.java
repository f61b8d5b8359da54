package io.seedmill.generators.code.flaws;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.flaws.Variant.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Divides the texts of a variant into words that have alternatives, choices, and all else. */
final class PartReader {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern TYPES = Pattern.compile("‹([^‹›]*)›");
  private static final Set<Language> CAMEL =
      EnumSet.of(Language.JAVASCRIPT, Language.TYPESCRIPT, Language.JAVA, Language.GO);

  private final Language language;
  private final Map<String, Part.Word> words = new LinkedHashMap<>();
  private final Map<String, Part.Word> own = new LinkedHashMap<>(); // as the language spells them
  private final List<Integer> choices = new ArrayList<>();

  /**
   * @param calls the slots: alternatives, each of one word or of several that are drawn together
   */
  PartReader(Language language, List<List<String>> calls) {
    this.language = language;
    Function<String, String> usual = CAMEL.contains(language) ? PartReader::camel : word -> word;
    for (int slot = 0; slot < calls.size(); slot++) {
      List<List<String>> alternatives = new ArrayList<>();
      for (String alternative : calls.get(slot)) {
        alternatives.add(List.of(alternative.strip().split(" +")));
      }
      for (int i = 0; i < alternatives.get(0).size(); i++) {
        List<Function<String, String>> spellings =
            List.of(
                usual,
                word -> word,
                PartReader::camel,
                PartReader::pascal,
                word -> word.toUpperCase(Locale.ROOT));
        String first = alternatives.get(0).get(i);
        if (!first.contains("_")) {
          spellings = spellings.subList(0, 1); // Path and PATH are other things than path
        }
        for (Function<String, String> spelling : spellings) {
          List<String> spelled = new ArrayList<>();
          for (List<String> alternative : alternatives) {
            if (alternative.size() != alternatives.get(0).size()) {
              throw new IllegalArgumentException(
                  "'call %s': expected as many words as in the first alternative"
                      .formatted(String.join(" | ", calls.get(slot))));
            }
            spelled.add(spelling.apply(alternative.get(i)));
          }
          Part.Word word = new Part.Word(slot, List.copyOf(spelled));
          words.putIfAbsent(spelling.apply(first), word);
          own.putIfAbsent(
              spelling.apply(first), spelling == usual ? word : own.get(usual.apply(first)));
        }
      }
    }
  }

  /** Returns the names in a line of code. */
  static Stream<String> words(String line) {
    return WORD.matcher(line).results().map(MatchResult::group);
  }

  /** Returns the words of an alternative in all their spellings. */
  static Stream<String> spellings(String alternative) {
    return words(alternative).flatMap(word -> Stream.of(word, camel(word), pascal(word)));
  }

  private static String pascal(String word) {
    StringBuilder spelled = new StringBuilder();
    for (String piece : word.split("_", -1)) {
      if (!piece.isEmpty()) {
        spelled.append(Character.toUpperCase(piece.charAt(0))).append(piece.substring(1));
      }
    }
    return spelled.toString();
  }

  private static String camel(String word) {
    String spelled = pascal(word);
    return spelled.isEmpty()
        ? word
        : Character.toLowerCase(spelled.charAt(0)) + spelled.substring(1);
  }

  /** Returns how many alternatives each choice has that was read. */
  int[] choices() {
    return choices.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Reads a line of code. */
  List<Part> code(String line) {
    String typed = TYPES.matcher(line).replaceAll(language == Language.TYPESCRIPT ? "$1" : "");
    if (language == Language.GO) {
      int blanks = typed.length() - typed.stripLeading().length();
      typed = "\t".repeat(blanks / 4) + typed.stripLeading();
    }
    return parts(typed, words);
  }

  /** Reads an explanation; in backquotes, words are spelled as the language spells its names. */
  List<Part> sentence(String text) {
    List<Part> parts = new ArrayList<>();
    boolean isCode = false;
    for (String piece : text.split("(?=`)|(?<=`)", -1)) {
      isCode ^= piece.equals("`");
      parts.addAll(parts(piece, isCode ? own : Map.of()));
    }
    return parts;
  }

  private List<Part> parts(String text, Map<String, Part.Word> known) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int open = text.indexOf('«');
    while (open >= 0) {
      int close = text.indexOf('»', open);
      if (close < 0) {
        throw new IllegalArgumentException("'" + text + "': expected » after «");
      }
      words(text.substring(from, open), known, parts);
      List<List<Part>> texts = new ArrayList<>();
      for (String each : text.substring(open + 1, close).split("¦", -1)) {
        List<Part> inside = new ArrayList<>();
        words(each, known, inside);
        texts.add(inside);
      }
      parts.add(new Part.Choice(choices.size(), texts));
      choices.add(texts.size());
      from = close + 1;
      open = text.indexOf('«', from);
    }
    words(text.substring(from), known, parts);
    return parts;
  }

  private static void words(String text, Map<String, Part.Word> known, List<Part> parts) {
    Matcher word = WORD.matcher(text);
    int from = 0;
    while (word.find()) {
      Part.Word part = known.get(word.group());
      if (part != null) {
        if (word.start() > from) {
          parts.add(new Part.Literal(text.substring(from, word.start())));
        }
        parts.add(part);
        from = word.end();
      }
    }
    if (from < text.length()) {
      parts.add(new Part.Literal(text.substring(from)));
    }
  }
}
