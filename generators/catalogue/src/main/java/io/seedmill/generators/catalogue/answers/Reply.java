package io.seedmill.generators.catalogue.answers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the answer in a reply that may say more. */
final class Reply {

  private static final Pattern MARK = Pattern.compile("(?i)\\banswer(?:\\s+is)?\\s*\\**\\s*:?\\**");
  private static final Pattern BOX = Pattern.compile("\\\\boxed\\{([^{}]*)\\}");
  private static final Pattern PAIR =
      Pattern.compile(
          "([\\p{L}\\p{N}]+)\\**\\s*(?::|=|\\bis an?\\b|\\bis\\b)\\s*\\**([\\p{L}\\p{N}]+)");

  private static final Pattern NO_CELLS = Pattern.compile("[\\s|`]+");

  private static final Pattern ROW =
      Pattern.compile("(?m)^[\\s*|#-]*(?:house\\s+)?(\\d{1,9})\\**\\s*[:.|)-](.*)$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private Reply() {}

  /** Returns the part of a reply in which a short answer stands. */
  static String end(String reply) {
    Optional<String> marked = marked(reply);
    String part = marked.orElse(reply).strip();
    return marked.isPresent() ? part : part.substring(part.lastIndexOf('\n') + 1);
  }

  /** Returns what is boxed, or stands behind 'answer', whichever comes last. */
  private static Optional<String> marked(String reply) {
    Optional<String> part = Optional.empty();
    int from = -1;
    for (Matcher box = BOX.matcher(reply); box.find(); ) {
      part = Optional.of(box.group(1));
      from = box.start();
    }
    for (Matcher mark = MARK.matcher(reply); mark.find(); ) {
      if (mark.start() > from && !reply.substring(mark.end()).isBlank()) {
        part = Optional.of(reply.substring(mark.end()));
      }
    }
    return part;
  }

  /** Returns the last lines of a reply that are rows of one length, without blanks. */
  static Optional<String> grid(String reply) {
    String[] lines = marked(reply).orElse(reply).strip().split("\n", -1);
    List<String> rows = new ArrayList<>();
    for (int i = lines.length - 1; i >= 0; i--) {
      String row = NO_CELLS.matcher(lines[i]).replaceAll("");
      if (row.isEmpty() && rows.isEmpty()) {
        continue;
      }
      if (row.isEmpty() || (!rows.isEmpty() && row.length() != rows.get(0).length())) {
        break;
      }
      rows.add(row);
    }
    Collections.reverse(rows);
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", rows));
  }

  /** Returns the pairs of a reply by name; of two for one name the last counts. */
  static Optional<String> assignment(String reply) {
    Map<String, String> pairs = new TreeMap<>();
    for (Matcher pair = PAIR.matcher(marked(reply).orElse(reply).toLowerCase(Locale.ROOT));
        pair.find(); ) {
      pairs.put(pair.group(1), pair.group(2));
    }
    List<String> all = new ArrayList<>();
    pairs.forEach((name, word) -> all.add(name + ": " + word));
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
  }

  /** Returns the share of expected pairs that are among those found. */
  static double share(String expected, String found) {
    List<String> wanted = List.of(assignment(expected).orElse("").split(", ", -1));
    List<String> given = List.of(found.split(", ", -1));
    return wanted.stream().filter(given::contains).count() / (double) wanted.size();
  }

  /** Returns the words behind the number at the beginning of a line; of two the last counts. */
  static Optional<String> rows(String reply) {
    List<String> rows = new ArrayList<>();
    wordsByRow(reply)
        .forEach((number, words) -> rows.add(number + ": " + String.join(", ", words)));
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", rows));
  }

  /**
   * Returns the share of words that are in their row. A row with more of the expected words than
   * belong to it counts for nothing.
   */
  static double shareOfRows(String expected, String reply) {
    Map<Integer, Set<String>> wanted = wordsByRow(expected);
    Map<Integer, Set<String>> given = wordsByRow(reply);
    Set<String> known = new TreeSet<>();
    wanted.values().forEach(known::addAll);
    int all = 0;
    int right = 0;
    for (Map.Entry<Integer, Set<String>> row : wanted.entrySet()) {
      Set<String> found = given.getOrDefault(row.getKey(), new TreeSet<>());
      all += row.getValue().size();
      found.retainAll(known);
      if (found.size() <= row.getValue().size()) {
        found.retainAll(row.getValue());
        right += found.size();
      }
    }
    return right / (double) all;
  }

  private static Map<Integer, Set<String>> wordsByRow(String reply) {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (Matcher row = ROW.matcher(marked(reply).orElse(reply).toLowerCase(Locale.ROOT));
        row.find(); ) {
      Set<String> words = new TreeSet<>();
      for (Matcher word = WORD.matcher(row.group(2)); word.find(); ) {
        words.add(word.group());
      }
      rows.put(Integer.valueOf(row.group(1)), words);
    }
    return rows;
  }
}
