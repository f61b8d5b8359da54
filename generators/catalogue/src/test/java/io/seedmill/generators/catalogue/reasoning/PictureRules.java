package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Changes of pictures as work on lines of text, most of them made of reversing and turning. */
final class PictureRules {

  private static final List<String> NAMES =
      List.of(
          "none",
          "rotate-clockwise",
          "rotate-half",
          "rotate-counterclockwise",
          "mirror-left-right",
          "mirror-top-bottom",
          "mirror-diagonal",
          "mirror-other-diagonal",
          "shift-right",
          "shift-left",
          "shift-down",
          "shift-up",
          "fall-down",
          "fall-up",
          "fall-left",
          "fall-right",
          "crop",
          "append-mirror-right",
          "append-mirror-below",
          "repeat-right",
          "repeat-below",
          "frame",
          "keep-left-half",
          "keep-top-half",
          "double",
          "overlay-mirror-left-right",
          "overlay-mirror-top-bottom",
          "sort-rows");

  private PictureRules() {}

  /** Applies the rule, if it fits the examples; for one problem in ten, tries all others too. */
  static String answer(JsonNode given) {
    List<String> changes = new ArrayList<>();
    given.get("rule").forEach(change -> changes.add(change.textValue()));
    String digits = given.get("digits").textValue();
    for (JsonNode example : given.get("examples")) {
      String output = example.get("output").textValue();
      if (!output.equals(recolour(apply(changes, example.get("input").textValue()), digits))) {
        return "the rule does not fit an example";
      }
    }
    String answer = recolour(apply(changes, given.get("input").textValue()), digits);
    if (given.toString().length() % 10 == 0) {
      for (String first : NAMES) {
        for (String second : NAMES) {
          String other = byRule(given, List.of(first, second));
          if (!other.isEmpty() && !other.equals(answer)) {
            return "also " + first + " and " + second;
          }
        }
      }
    }
    return answer;
  }

  private static String recolour(String picture, String digits) {
    StringBuilder out = new StringBuilder();
    picture.chars().forEach(c -> out.append(c == '\n' ? "\n" : digits.charAt(c - '0')));
    return out.toString();
  }

  /**
   * Returns what these changes give, with any replacement of digits, or nothing if they do not fit.
   */
  private static String byRule(JsonNode given, List<String> changes) {
    Map<Character, Character> turned = new HashMap<>(Map.of('\n', '\n', '0', '0'));
    for (JsonNode example : given.get("examples")) {
      String output = example.get("output").textValue();
      String changed = apply(changes, example.get("input").textValue());
      if (changed.length() != output.length()) {
        return "";
      }
      for (int i = 0; i < output.length(); i++) {
        Character before = turned.putIfAbsent(changed.charAt(i), output.charAt(i));
        if (before != null && before != output.charAt(i)) {
          return "";
        }
      }
    }
    StringBuilder out = new StringBuilder();
    for (char c : apply(changes, given.get("input").textValue()).toCharArray()) {
      out.append(turned.getOrDefault(c, '?'));
    }
    return out.toString();
  }

  private static String apply(List<String> changes, String picture) {
    List<String> lines = List.of(picture.split("\n"));
    for (String change : changes) {
      lines = apply(change, lines);
    }
    return String.join("\n", lines);
  }

  private static List<String> apply(String change, List<String> lines) {
    int height = lines.size();
    int width = lines.get(0).length();
    return switch (change) {
      case "none" -> lines;
      case "rotate-clockwise" -> turn(reverse(lines));
      case "rotate-half" -> reverse(turn(reverse(turn(lines))));
      case "rotate-counterclockwise" -> reverse(turn(lines));
      case "mirror-left-right" -> turn(reverse(turn(lines)));
      case "mirror-top-bottom" -> reverse(lines);
      case "mirror-diagonal" -> turn(lines);
      case "mirror-other-diagonal" -> reverse(turn(reverse(lines)));
      case "shift-right" ->
          each(lines, line -> line.charAt(width - 1) + line.substring(0, width - 1));
      case "shift-left" -> each(lines, line -> line.substring(1) + line.charAt(0));
      case "shift-down" -> turn(apply("shift-right", turn(lines)));
      case "shift-up" -> turn(apply("shift-left", turn(lines)));
      case "fall-left" -> each(lines, line -> padded(line.replace("0", ""), width));
      case "fall-right" -> turn(reverse(turn(apply("fall-left", turn(reverse(turn(lines)))))));
      case "fall-up" -> turn(apply("fall-left", turn(lines)));
      case "fall-down" -> reverse(apply("fall-up", reverse(lines)));
      case "crop" -> {
        List<String> rest = lines;
        for (int side = 0; side < 4; side++) {
          while (!rest.isEmpty() && rest.get(0).matches("0+")) {
            rest = rest.subList(1, rest.size());
          }
          rest = rest.isEmpty() ? rest : turn(reverse(rest));
        }
        yield rest.isEmpty() ? lines : rest;
      }
      case "append-mirror-right" -> each(lines, line -> line + new StringBuilder(line).reverse());
      case "append-mirror-below" -> joined(lines, reverse(lines));
      case "repeat-right" -> each(lines, line -> line.repeat(2));
      case "repeat-below" -> joined(lines, lines);
      case "frame" -> {
        List<String> edge = List.of("0".repeat(width + 2));
        yield joined(joined(edge, each(lines, line -> "0" + line + "0")), edge);
      }
      case "keep-left-half" -> each(lines, line -> line.substring(0, width - width / 2));
      case "keep-top-half" -> lines.subList(0, height - height / 2);
      case "double" -> {
        List<String> wide = each(lines, line -> line.replaceAll("(.)", "$1$1"));
        yield wide.stream().flatMap(line -> Stream.of(line, line)).toList();
      }
      case "overlay-mirror-left-right" -> turn(apply("overlay-mirror-top-bottom", turn(lines)));
      case "overlay-mirror-top-bottom" -> {
        List<String> out = new ArrayList<>();
        for (int y = 0; y < height; y++) {
          StringBuilder line = new StringBuilder(lines.get(y));
          for (int x = 0; x < width; x++) {
            if (line.charAt(x) == '0') {
              line.setCharAt(x, lines.get(height - 1 - y).charAt(x));
            }
          }
          out.add(line.toString());
        }
        yield out;
      }
      case "sort-rows" ->
          lines.stream()
              .sorted(Comparator.comparingInt((String line) -> line.replace("0", "").length()))
              .toList();
      default -> throw new IllegalArgumentException(change);
    };
  }

  private static List<String> each(List<String> lines, UnaryOperator<String> change) {
    return lines.stream().map(change).toList();
  }

  private static List<String> joined(List<String> above, List<String> below) {
    return Stream.concat(above.stream(), below.stream()).toList();
  }

  private static List<String> reverse(List<String> lines) {
    List<String> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<String> turn(List<String> lines) {
    List<String> turned = new ArrayList<>();
    for (int x = 0; x < lines.get(0).length(); x++) {
      StringBuilder line = new StringBuilder();
      for (String each : lines) {
        line.append(each.charAt(x));
      }
      turned.add(line.toString());
    }
    return turned;
  }

  private static String padded(String line, int width) {
    return line + "0".repeat(width - line.length());
  }
}
