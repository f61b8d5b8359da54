package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.tree.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Names inputs by what is special about them, as a person names a test. */
final class CaseNames {

  private static final List<String> SIZES =
      List.of(
          ("no one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" ", -1));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));

  private CaseNames() {}

  /** Returns a noun phrase, such as 'an empty list' or 'three equal numbers'. */
  static String phrase(List<Object> inputs, List<Expr.Variable> parameters, List<Domain> domains) {
    List<String> parts = new ArrayList<>();
    if (inputs.size() > 1 && inputs.get(0).equals(inputs.get(1)) && isMany(inputs.get(0))) {
      String both = size(inputs.get(0)) == 0 ? "empty" : "equal";
      parts.add("%s %s and %s".formatted(both, name(parameters, 0), name(parameters, 1)));
      for (int i = 2; i < inputs.size(); i++) {
        parts.add(one(inputs.get(i), name(parameters, i), domains.get(i), false));
      }
      return String.join(" and ", parts);
    }
    for (int i = 0; i < inputs.size(); i++) {
      parts.add(one(inputs.get(i), name(parameters, i), domains.get(i), i == 0));
    }
    return parts.size() == 3
        ? parts.get(0) + ", " + parts.get(1) + " and " + parts.get(2)
        : String.join(" and ", parts);
  }

  private static String name(List<Expr.Variable> parameters, int at) {
    return parameters.get(at).name();
  }

  private static boolean isMany(Object input) {
    return !(input instanceof Integer);
  }

  private static int size(Object input) {
    return input instanceof String text ? text.length() : ((List<?>) input).size();
  }

  private static String one(Object input, String name, Domain domain, boolean isFirst) {
    if (input instanceof String text) {
      return isFirst ? text(text, domain) : other(text.length(), name, "character");
    } else if (input instanceof List<?> items) {
      if (!items.isEmpty() && items.get(0) instanceof List<?>) {
        return isFirst ? rows(items, domain) : other(items.size(), name, "row");
      }
      return isFirst ? numbers(items, domain) : other(items.size(), name, "number");
    }
    return name + " = " + input;
  }

  private static String other(int size, String name, String item) {
    return size == 0 ? "an empty " + name : count(size, item) + " in " + name;
  }

  private static String count(int size, String item) {
    return word(size) + " " + item + (size == 1 ? "" : "s");
  }

  private static String word(int size) {
    if (size < SIZES.size()) {
      return SIZES.get(size);
    }
    String rest = size % 10 == 0 ? "" : "-" + SIZES.get(size % 10);
    return TENS.get(Math.min(size / 10 - 2, TENS.size() - 1)) + rest;
  }

  private static String text(String text, Domain domain) {
    if (text.isEmpty()) {
      return "an empty text";
    }
    String item =
        switch (domain.kind()) {
          case "commands" -> "command";
          case "brackets" -> "bracket";
          default -> "character";
        };
    if (domain.kind().equals("words")) {
      return count(1 + (int) text.chars().filter(c -> c == ' ').count(), "word");
    } else if (domain.kind().equals("clock")) {
      return "the time " + text;
    } else if (text.length() == 1) {
      return "a single " + item;
    } else if (text.chars().distinct().count() == 1) {
      return count(text.length(), "equal " + item);
    } else if (new StringBuilder(text).reverse().toString().equals(text)) {
      return "a palindrome of " + count(text.length(), item);
    } else if (text.chars().distinct().count() == text.length()) {
      return count(text.length(), "different " + item);
    }
    return count(text.length(), item);
  }

  private static String rows(List<?> rows, Domain domain) {
    if (domain.kind().equals("grid") || domain.kind().equals("square")) {
      int columns = ((List<?>) rows.get(0)).size();
      if (rows.size() == 1 && columns == 1) {
        return "a single cell";
      } else if (rows.size() == 1) {
        return "a single row of " + columns;
      } else if (columns == 1) {
        return "a single column of " + rows.size();
      }
      boolean equal = rows.stream().flatMap(row -> ((List<?>) row).stream()).distinct().count() < 2;
      return String.format(
          Locale.ROOT, "a grid of %d by %d%s", rows.size(), columns, equal ? " equal numbers" : "");
    }
    int edges = 0;
    for (Object row : rows) {
      edges += ((List<?>) row).size();
    }
    String nodes = count(rows.size(), "node");
    return edges == 0 ? nodes + " without edges" : nodes + " with " + count(edges, "edge");
  }

  private static String numbers(List<?> items, Domain domain) {
    boolean nodes =
        switch (domain.kind()) {
          case "graph", "friends", "rising_graph", "parents", "successors" -> true;
          default -> false;
        };
    String item = nodes ? "node" : "number";
    if (items.isEmpty()) {
      return nodes ? "an empty graph" : isGrid(domain) ? "an empty grid" : "an empty list";
    } else if (items.size() == 1) {
      return "a single " + item;
    } else if (nodes) {
      return count(items.size(), item);
    }
    int distinct = new HashSet<>(items).size();
    if (distinct == 1) {
      return count(items.size(), "equal number");
    } else if (!domain.kind().equals("sorted") && !domain.kind().equals("rising")) {
      if (isInOrder(items, 1)) {
        return count(items.size(), "rising number");
      } else if (isInOrder(items, -1)) {
        return count(items.size(), "falling number");
      }
    }
    boolean negative = items.stream().anyMatch(number -> (Integer) number < 0);
    boolean zero = items.contains(0);
    String more =
        negative ? ", some negative" : distinct < items.size() ? " with a repetition" : "";
    return count(items.size(), "number") + (more.isEmpty() && zero ? " with a zero" : more);
  }

  private static boolean isGrid(Domain domain) {
    return domain.kind().equals("grid") || domain.kind().equals("square");
  }

  private static boolean isInOrder(List<?> items, int sign) {
    for (int i = 1; i < items.size(); i++) {
      if (sign * Integer.compare((Integer) items.get(i), (Integer) items.get(i - 1)) < 1) {
        return false;
      }
    }
    return true;
  }

  /** Returns a phrase without its article. */
  static String title(String phrase) {
    return phrase.startsWith("a ")
        ? phrase.substring(2)
        : phrase.startsWith("an ") ? phrase.substring(3) : phrase;
  }

  /** Returns a phrase as a name with underscores. */
  static String snake(String phrase) {
    StringBuilder name = new StringBuilder();
    String words = title(phrase).replace("= -", "minus ").toLowerCase(Locale.ROOT);
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        name.append(c);
      } else if (name.length() > 0 && name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    return name.toString();
  }

  /** Returns a name with underscores as one with capitals. */
  static String pascal(String snake) {
    StringBuilder name = new StringBuilder();
    for (String word : snake.split("_+", -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }

  /** Returns a name with underscores as one with capitals but for the first letter. */
  static String camel(String snake) {
    String pascal = pascal(snake);
    return Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
  }
}
