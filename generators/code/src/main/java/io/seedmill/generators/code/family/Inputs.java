package io.seedmill.generators.code.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws inputs of programs. */
final class Inputs {

  private Inputs() {}

  /** Draws one value for each domain; a later one may depend on the first. */
  static List<Object> draw(List<Domain> domains, UniformRandomProvider random) {
    List<Object> inputs = new ArrayList<>();
    for (Domain domain : domains) {
      inputs.add(input(domain, inputs.isEmpty() ? null : inputs.get(0), random));
    }
    return inputs;
  }

  private static Object input(Domain domain, Object first, UniformRandomProvider random) {
    int size = between(domain, random);
    return switch (domain.kind()) {
      case "number", "given" -> number(domain, random);
      case "numbers" -> numbers(size, domain, random);
      case "sorted" -> {
        List<Object> sorted = numbers(size, domain, random);
        sorted.sort((a, b) -> Integer.compare((Integer) a, (Integer) b));
        yield sorted;
      }
      case "rising" -> numbers(size, domain, random).stream().distinct().sorted().toList();
      case "member" -> member((List<?>) first, domain, random);
      case "node" -> random.nextInt(((List<?>) first).size());
      case "grid" -> grid(size, between(domain, random), domain, random);
      case "square" -> grid(size, size, domain, random);
      case "graph" -> graph(size, random);
      case "friends" -> friends(size, random);
      case "rising_graph" -> risingGraph(size, random);
      case "parents" -> parents(size, random);
      case "successors" -> successors(size, random);
      case "sum" -> sum(size, domain.letters(), random);
      case "records" -> RecordInputs.draw(size, domain.letters(), random);
      case "postfix" -> postfix(size, random);
      case "settings" -> settings(size, random);
      case "fields" -> fields(size, random);
      case "clock" -> clock(random);
      case "text", "commands" -> letters(size, domain.letters(), random);
      case "similar" -> similar((String) first, random);
      case "shuffled" -> shuffled((String) first, random);
      case "brackets" -> brackets(size, random);
      case "runs" -> runs(size, domain.letters(), random);
      default -> WordInputs.draw(domain, size, first, random);
    };
  }

  private static int between(Domain domain, UniformRandomProvider random) {
    return domain.shortest() + random.nextInt(domain.longest() - domain.shortest() + 1);
  }

  /** Returns one of the numbers of a list, or another one. */
  private static Object member(List<?> first, Domain domain, UniformRandomProvider random) {
    return first.isEmpty() || random.nextInt(3) == 0
        ? number(domain, random)
        : first.get(random.nextInt(first.size()));
  }

  private static List<Object> grid(
      int rows, int columns, Domain domain, UniformRandomProvider random) {
    List<Object> grid = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      grid.add(numbers(columns, domain, random));
    }
    return grid;
  }

  /** Returns, for each node, the nodes that edges lead to. */
  private static List<Object> graph(int nodes, UniformRandomProvider random) {
    List<Object> graph = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      List<Object> next = new ArrayList<>();
      for (int j = 0; j < nodes; j++) {
        if (i != j && random.nextInt(nodes) < 2 && next.size() < 3) {
          next.add(j);
        }
      }
      graph.add(next);
    }
    return graph;
  }

  /** Returns a graph whose edges lead to larger nodes; every third time one edge leads back. */
  private static List<Object> risingGraph(int nodes, UniformRandomProvider random) {
    List<List<Object>> graph = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      List<Object> next = new ArrayList<>();
      for (int j = i + 1; j < nodes; j++) {
        if (random.nextInt(nodes) < 2) {
          next.add(j);
        }
      }
      graph.add(next);
    }
    if (nodes > 1 && random.nextInt(3) == 0) {
      int from = 1 + random.nextInt(nodes - 1);
      graph.get(from).add(random.nextInt(from));
    }
    return new ArrayList<>(graph);
  }

  /** Returns a graph with every edge in both directions. */
  private static List<Object> friends(int nodes, UniformRandomProvider random) {
    List<List<Object>> graph = new ArrayList<>();
    int density = 1 + random.nextInt(3);
    for (int i = 0; i < nodes; i++) {
      graph.add(new ArrayList<>());
      for (int j = 0; j < i; j++) {
        if (random.nextInt(nodes) < density) {
          graph.get(i).add(j);
          graph.get(j).add(i);
        }
      }
    }
    return new ArrayList<>(graph);
  }

  /** Returns the parent of each node of a tree, and -1 for the root. */
  private static List<Object> parents(int nodes, UniformRandomProvider random) {
    List<Object> parents = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      parents.add(i == 0 ? -1 : random.nextInt(i));
    }
    return parents;
  }

  private static List<Object> successors(int nodes, UniformRandomProvider random) {
    List<Object> next = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      next.add(random.nextInt(nodes));
    }
    return next;
  }

  /** Returns numbers with signs between them, such as {@code 12+7-3}. */
  private static String sum(int numbers, String signs, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < numbers; i++) {
      if (i > 0) {
        made.append(letter(signs, random));
      }
      made.append(random.nextInt(random.nextBoolean() ? 10 : 40));
    }
    return made.toString();
  }

  /** Returns digits and signs in the order of a stack machine; sometimes a number lacks. */
  private static String postfix(int numbers, UniformRandomProvider random) {
    StringBuilder made = new StringBuilder();
    int waiting = 0;
    for (int i = 0; i < numbers; i++) {
      made.append(1 + random.nextInt(9));
      waiting++;
      while (waiting > 1 && random.nextBoolean()) {
        made.append(letter("+*", random));
        waiting--;
      }
    }
    for (; waiting > 1; waiting--) {
      made.append(letter("+*", random));
    }
    if (random.nextInt(5) == 0) {
      made.append('+');
    }
    return made.toString();
  }

  /** Returns names and numbers, such as {@code a=3;b=12}. */
  private static String settings(int size, UniformRandomProvider random) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      settings.add(letter("abcd", random) + "=" + random.nextInt(30));
    }
    return String.join(";", settings);
  }

  /** Returns numbers with commas between them; sometimes one is missing. */
  private static String fields(int size, UniformRandomProvider random) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      fields.add(random.nextInt(10) == 0 ? "" : Integer.toString(random.nextInt(60)));
    }
    return String.join(",", fields);
  }

  /** Returns a time of the day; sometimes it is none. */
  private static String clock(UniformRandomProvider random) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d",
        random.nextInt(27),
        random.nextInt(random.nextInt(4) == 0 ? 80 : 60));
  }

  private static Integer number(Domain domain, UniformRandomProvider random) {
    return (int) (domain.least() + random.nextLong(domain.most() - domain.least() + 1));
  }

  private static List<Object> numbers(int size, Domain domain, UniformRandomProvider random) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(number(domain, random));
    }
    return items;
  }

  private static char letter(String letters, UniformRandomProvider random) {
    return letters.charAt(random.nextInt(letters.length()));
  }

  static String letters(int size, String letters, UniformRandomProvider random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(letter(letters, random));
    }
    return text.toString();
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
