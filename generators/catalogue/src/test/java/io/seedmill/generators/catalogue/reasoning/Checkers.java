package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out the answer of each kind in another way, from what the metadata gives. */
final class Checkers {

  interface Checker {
    String answer(JsonNode given);
  }

  /** Decides if an answer is right where many are. */
  interface Judge {
    boolean accepts(JsonNode given, String answer);
  }

  private static final Map<String, Checker> OTHERS =
      Map.ofEntries(
          Map.entry("letter-count", Checkers::letters),
          Map.entry("spell-backward", Checkers::backward),
          Map.entry("caesar-cipher", Checkers::caesar),
          Map.entry("word-order", Checkers::order),
          Map.entry("cellular-automaton", Checkers::automaton),
          Map.entry("game-of-life", Checkers::life),
          Map.entry("string-rewriting", Checkers::rewriting),
          Map.entry("tower-of-hanoi", Checkers::hanoi),
          Map.entry("knapsack", Checkers::knapsack),
          Map.entry("meeting-schedule", Checkers::meetings),
          Map.entry("spreadsheet", Checkers::cell));

  static final Map<String, Checker> ALL =
      Stream.of(
              NumberCheckers.ALL,
              LogicCheckers.ALL,
              ChanceCheckers.ALL,
              TimeCheckers.ALL,
              EverydayCheckers.ALL,
              GraphCheckers.ALL,
              GridCheckers.ALL,
              GameCheckers.ALL,
              RuleCheckers.ALL,
              TextCheckers.ALL,
              TableCheckers.ALL,
              OTHERS)
          .flatMap(area -> area.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Those of kinds of which many answers are right. */
  static final Map<String, Judge> JUDGES =
      Stream.of(
              NumberCheckers.JUDGES,
              EverydayCheckers.JUDGES,
              GraphCheckers.JUDGES,
              GridCheckers.JUDGES,
              GameCheckers.JUDGES,
              TextCheckers.JUDGES)
          .flatMap(area -> area.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Checkers() {}

  private static String letters(JsonNode given) {
    String words = given.get("words").textValue();
    return Integer.toString(
        words.length() - words.replace(given.get("letter").textValue(), "").length());
  }

  private static String backward(JsonNode given) {
    List<String> characters = new ArrayList<>(List.of(given.get("text").textValue().split("")));
    Collections.reverse(characters);
    return String.join("", characters);
  }

  private static String caesar(JsonNode given) {
    String alphabet = "abcdefghijklmnopqrstuvwxyz";
    String turned =
        alphabet.substring(given.get("shift").intValue())
            + alphabet.substring(0, given.get("shift").intValue());
    return given
        .get("text")
        .textValue()
        .chars()
        .mapToObj(c -> c == '-' ? "-" : turned.substring(c - 'a', c - 'a' + 1))
        .collect(Collectors.joining());
  }

  private static String order(JsonNode given) {
    List<String> words = new ArrayList<>();
    given.get("words").forEach(word -> words.add(word.textValue()));
    switch (given.get("order").textValue()) {
      case "ALPHABET" -> words.sort(null);
      case "BACKWARDS" -> {
        words.sort(null);
        Collections.reverse(words);
      }
      case "LENGTH" -> {
        words.sort(null);
        words.sort(Comparator.comparingInt(String::length));
      }
      default ->
          words.sort(
              (a, b) -> {
                for (int i = 1; i <= Math.min(a.length(), b.length()); i++) {
                  int order = Character.compare(a.charAt(a.length() - i), b.charAt(b.length() - i));
                  if (order != 0) {
                    return order;
                  }
                }
                return a.length() - b.length();
              });
    }
    return String.join(", ", words);
  }

  private static String automaton(JsonNode given) {
    String row = given.get("row").textValue();
    int rule = given.get("rule").intValue();
    for (int step = 0; step < given.get("steps").intValue(); step++) {
      String padded = "0" + row + "0";
      StringBuilder next = new StringBuilder();
      for (int i = 0; i < row.length(); i++) {
        next.append(rule / (1 << Integer.parseInt(padded.substring(i, i + 3), 2)) % 2);
      }
      row = next.toString();
    }
    return row;
  }

  private static String life(JsonNode given) {
    String[] rows = given.get("grid").textValue().split("\n", -1);
    TreeSet<String> alive = new TreeSet<>();
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows.length; x++) {
        if (rows[y].charAt(x) == '#') {
          alive.add(y + " " + x);
        }
      }
    }
    for (int i = 0; i < given.get("generations").intValue(); i++) {
      TreeSet<String> next = new TreeSet<>();
      for (int y = 0; y < rows.length; y++) {
        for (int x = 0; x < rows.length; x++) {
          int near = 0;
          for (int[] step :
              new int[][] {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
            near += alive.contains((y + step[0]) + " " + (x + step[1])) ? 1 : 0;
          }
          if (near == 3 || (near == 2 && alive.contains(y + " " + x))) {
            next.add(y + " " + x);
          }
        }
      }
      alive = next;
    }
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < rows.length; y++) {
      text.append(y == 0 ? "" : "\n");
      for (int x = 0; x < rows.length; x++) {
        text.append(alive.contains(y + " " + x) ? '#' : '.');
      }
    }
    return text.toString();
  }

  private static String rewriting(JsonNode given) {
    String text = given.get("text").textValue();
    for (boolean changed = true; changed; ) {
      changed = false;
      for (JsonNode rule : given.get("rules")) {
        String next = text.replaceFirst(rule.get(0).textValue(), rule.get(1).textValue());
        if (text.contains(rule.get(0).textValue())) {
          text = next;
          changed = true;
          break;
        }
      }
    }
    return text;
  }

  /** Makes the moves, by recursion. */
  private static String hanoi(JsonNode given) {
    List<Deque<Integer>> pegs = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
    int disks = given.get("disks").intValue();
    for (int disk = disks; disk > 0; disk--) {
      pegs.get(0).push(disk);
    }
    move(disks, 0, 1, pegs, new int[] {given.get("moves").intValue()});
    int asked = given.get("disk").intValue();
    for (int i = 0; i < 3; i++) {
      if (pegs.get(i).contains(asked)) {
        return given.get("pegs").get(i).textValue();
      }
    }
    throw new AssertionError("lost disk " + asked + " of " + Arrays.toString(pegs.toArray()));
  }

  private static void move(int disks, int from, int to, List<Deque<Integer>> pegs, int[] left) {
    if (disks == 0 || left[0] == 0) {
      return;
    }
    move(disks - 1, from, 3 - from - to, pegs, left);
    if (left[0] > 0) {
      left[0]--;
      pegs.get(to).push(pegs.get(from).pop());
      move(disks - 1, 3 - from - to, to, pegs, left);
    }
  }

  /** Tries all choices. */
  private static String knapsack(JsonNode given) {
    JsonNode things = given.get("things");
    int best = 0;
    for (int choice = 0; choice < 1 << things.size(); choice++) {
      int weight = 0;
      int value = 0;
      for (int i = 0; i < things.size(); i++) {
        if ((choice >> i) % 2 == 1) {
          weight += things.get(i).get(0).intValue();
          value += things.get(i).get(1).intValue();
        }
      }
      best = weight <= given.get("limit").intValue() ? Math.max(best, value) : best;
    }
    return Integer.toString(best);
  }

  private static String meetings(JsonNode given) {
    JsonNode meetings = given.get("meetings");
    int best = 0;
    for (int choice = 0; choice < 1 << meetings.size(); choice++) {
      boolean fits = true;
      for (int i = 0; i < meetings.size() && fits; i++) {
        for (int j = 0; j < i; j++) {
          boolean both = (choice >> i) % 2 == 1 && (choice >> j) % 2 == 1;
          fits &=
              !both
                  || meetings.get(i).get(1).intValue() <= meetings.get(j).get(0).intValue()
                  || meetings.get(j).get(1).intValue() <= meetings.get(i).get(0).intValue();
        }
      }
      best = fits ? Math.max(best, Integer.bitCount(choice)) : best;
    }
    return Integer.toString(best);
  }

  /** Works out cells by their formulas, as text. */
  private static String cell(JsonNode given) {
    Map<String, String> cells = new HashMap<>();
    for (JsonNode line : given.get("cells")) {
      String[] parts = line.textValue().split(": =?", 2);
      cells.put(parts[0], parts[1]);
    }
    return Long.toString(value(cells, given.get("cell").textValue()));
  }

  private static long value(Map<String, String> cells, String text) {
    if (text.matches("-?\\d+")) {
      return Long.parseLong(text);
    }
    if (cells.containsKey(text)) {
      return value(cells, cells.get(text));
    }
    String[] within = text.replaceAll("^[A-Z]+\\(|\\)$", "").split("[,:*+>]|(?<=\\d)-", -1);
    if (text.startsWith("SUM")) {
      long sum = 0;
      for (char column = 'A'; column <= within[1].charAt(0); column++) {
        sum += value(cells, column + "1");
      }
      return sum;
    }
    long a = value(cells, within[0]);
    long b = value(cells, within[1]);
    if (text.startsWith("MAX")) {
      return Math.max(a, b);
    } else if (text.startsWith("IF")) {
      return a > b ? a - b : b + 1;
    }
    return text.contains("*") ? a * b : text.contains("+") ? a + b : a - b;
  }
}
