package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Follows the rules of machines and patterns, by slow and plain models. */
final class RuleCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.of(
          "turing-machine", RuleCheckers::turing,
          "finite-automaton", RuleCheckers::accepted,
          "regular-expression", RuleCheckers::matched,
          "program-output", given -> PythonProgram.output(given.get("program").textValue()));

  private RuleCheckers() {}

  /** The tape is a map from places to symbols. */
  private static String turing(JsonNode given) {
    Map<Integer, String> tape = new TreeMap<>();
    for (char symbol : given.get("tape").textValue().toCharArray()) {
      tape.put(tape.size(), String.valueOf(symbol));
    }
    String state = "A";
    int at = 0;
    while (!state.equals("HALT")) {
      for (JsonNode rule : given.get("rules")) {
        if (rule.get(0).asText().equals(state)
            && rule.get(1).asText().equals(tape.getOrDefault(at, "_"))) {
          tape.put(at, rule.get(2).asText());
          at += rule.get(3).asText().equals("R") ? 1 : -1;
          state = rule.get(4).asText();
          break;
        }
      }
    }
    return String.join("", tape.values());
  }

  /** Backwards: the states from which the rest of a word leads to acceptance. */
  private static String accepted(JsonNode given) {
    List<String> accepted = new ArrayList<>();
    for (JsonNode word : given.get("words")) {
      Set<Integer> good = new HashSet<>();
      given.get("accepting").forEach(state -> good.add(state.intValue()));
      for (int i = word.asText().length() - 1; i >= 0; i--) {
        Set<Integer> before = new HashSet<>();
        for (int state = 1; state <= given.get("next").size(); state++) {
          if (good.contains(
              given.get("next").get(state - 1).get(word.asText().charAt(i) - 'a').intValue())) {
            before.add(state);
          }
        }
        good.clear();
        good.addAll(before);
      }
      if (good.contains(1)) {
        accepted.add(word.asText());
      }
    }
    return String.join(", ", accepted);
  }

  private static String matched(JsonNode given) {
    List<String> matched = new ArrayList<>();
    for (JsonNode word : given.get("words")) {
      if (ends(given.get("expression").textValue(), word.asText())
          .contains(word.asText().length())) {
        matched.add(word.asText());
      }
    }
    return String.join(", ", matched);
  }

  /** Returns the places in a word that a sequence of pieces can end at, one piece after another. */
  private static Set<Integer> ends(String expression, String word) {
    Set<Integer> places = new HashSet<>(Set.of(0));
    for (int i = 0; i < expression.length(); ) {
      char c = expression.charAt(i);
      int close = c == '(' ? expression.indexOf(')', i) : c == '[' ? expression.indexOf(']', i) : i;
      String inner = expression.substring(close == i ? i : i + 1, close == i ? i + 1 : close);
      List<String> options = List.of(inner.split(c == '[' ? "" : "\\|"));
      char sign = close + 1 < expression.length() ? expression.charAt(close + 1) : ' ';
      boolean repeats = "*+?".indexOf(sign) >= 0;
      Set<Integer> once = step(places, options, word);
      Set<Integer> all = new HashSet<>(once);
      if (sign == '*' || sign == '+') {
        for (int round = 0; round < word.length(); round++) {
          all.addAll(step(all, options, word));
        }
      }
      if (sign == '*' || sign == '?') {
        all.addAll(places);
      }
      places = all;
      i = close + (repeats ? 2 : 1);
    }
    return places;
  }

  private static Set<Integer> step(Set<Integer> places, List<String> options, String word) {
    Set<Integer> next = new HashSet<>();
    for (int place : places) {
      for (String option : options) {
        if (word.startsWith(option, place)) {
          next.add(place + option.length());
        }
      }
    }
    return next;
  }
}
