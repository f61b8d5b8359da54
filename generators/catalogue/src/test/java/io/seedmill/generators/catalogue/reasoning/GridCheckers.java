package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Solves puzzles on grids, and judges solutions, in another way. */
final class GridCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.of(
          "nonogram", GridCheckers::picture,
          "futoshiki", GridCheckers::square,
          "kakuro", GridCheckers::sums,
          "grid-transform", PictureRules::answer,
          "minesweeper", GridCheckers::safe);

  static final Map<String, Checkers.Judge> JUDGES = Map.of("n-queens", GridCheckers::areSafe);

  private GridCheckers() {}

  private static boolean areSafe(JsonNode given, String answer) {
    List<Integer> columns = GameCheckers.integers(answer);
    int size = given.get("size").intValue();
    for (JsonNode queen : given.get("queens")) {
      int row = queen.get(0).intValue() - 1;
      if (row >= columns.size() || columns.get(row) != queen.get(1).intValue()) {
        return false;
      }
    }
    for (int a = 0; a < columns.size(); a++) {
      for (int b = 0; b < a; b++) {
        int apart = Math.abs(columns.get(a) - columns.get(b));
        if (apart == 0 || apart == a - b) {
          return false;
        }
      }
    }
    return columns.size() == size
        && columns.stream().allMatch(column -> column >= 1 && column <= size);
  }

  /** All pictures row by row; a column's runs so far have to be a beginning of its runs. */
  private static String picture(JsonNode given) {
    List<String> found = new ArrayList<>();
    pictures(given, new ArrayList<>(), found);
    return String.join(" or ", found);
  }

  private static void pictures(JsonNode given, List<String> rows, List<String> found) {
    int width = given.get("columns").size();
    if (rows.size() == given.get("rows").size()) {
      found.add(String.join("\n", rows));
      return;
    }
    int open = given.get("rows").size() - rows.size() - 1;
    for (String row : lines(integers(given.get("rows").get(rows.size())), width)) {
      rows.add(row);
      boolean fits = true;
      for (int x = 0; fits && x < width; x++) {
        int at = x;
        String column =
            rows.stream().map(each -> each.substring(at, at + 1)).collect(Collectors.joining());
        fits = begins(column, integers(given.get("columns").get(x)), open);
      }
      if (fits) {
        pictures(given, rows, found);
      }
      rows.remove(rows.size() - 1);
    }
  }

  private static boolean begins(String column, List<Integer> runs, int open) {
    List<Integer> now =
        Stream.of(column.split("\\.+")).map(String::length).filter(length -> length > 0).toList();
    if (now.size() > runs.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      boolean mayGrow = i == now.size() - 1 && column.endsWith("#");
      if (mayGrow ? now.get(i) > runs.get(i) : !now.get(i).equals(runs.get(i))) {
        return false;
      }
    }
    int missing = runs.stream().mapToInt(Integer::intValue).sum();
    return missing - now.stream().mapToInt(Integer::intValue).sum() <= open;
  }

  /** Returns all lines with these runs. */
  private static List<String> lines(List<Integer> runs, int width) {
    if (runs.isEmpty()) {
      return List.of(".".repeat(width));
    }
    List<String> lines = new ArrayList<>();
    List<Integer> rest = runs.subList(1, runs.size());
    for (int gap = 0; gap + runs.get(0) <= width; gap++) {
      String start = ".".repeat(gap) + "#".repeat(runs.get(0));
      if (rest.isEmpty()) {
        lines.add(start + ".".repeat(width - start.length()));
      } else if (start.length() < width) {
        lines(rest, width - start.length() - 1).forEach(end -> lines.add(start + "." + end));
      }
    }
    return lines;
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }

  private static String square(JsonNode given) {
    int size = given.get("size").intValue();
    int[] cells = integers(given.get("cells")).stream().mapToInt(Integer::intValue).toArray();
    List<List<Integer>> groups = new ArrayList<>();
    for (int line = 0; line < size; line++) {
      List<Integer> row = new ArrayList<>();
      List<Integer> column = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        row.add(line * size + i);
        column.add(i * size + line);
      }
      groups.add(row);
      groups.add(column);
    }
    List<List<Integer>> less = new ArrayList<>();
    given.get("less").forEach(pair -> less.add(integers(pair)));
    return fillings(cells, size, groups, List.of(), less, size);
  }

  private static String sums(JsonNode given) {
    String grid = given.get("grid").textValue();
    int width = (grid + "\n").indexOf('\n');
    int[] cells =
        grid.replace("\n", "").chars().map(c -> c == '#' ? -1 : c == '.' ? 0 : c - '0').toArray();
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> sums = new ArrayList<>();
    for (JsonNode run : given.get("runs")) {
      groups.add(integers(run.get("cells")));
      sums.add(run.get("sum").intValue());
    }
    return fillings(cells, 9, groups, sums, List.of(), width);
  }

  /** Returns all ways to put digits into cells that are 0, where -1 is black. */
  private static String fillings(
      int[] cells,
      int most,
      List<List<Integer>> groups,
      List<Integer> sums,
      List<List<Integer>> less,
      int width) {
    List<String> found = new ArrayList<>();
    fill(cells, most, groups, sums, less, width, found);
    return String.join(" or ", found);
  }

  private static void fill(
      int[] cells,
      int most,
      List<List<Integer>> groups,
      List<Integer> sums,
      List<List<Integer>> less,
      int width,
      List<String> found) {
    int best = -1;
    List<Integer> fewest = List.of();
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell] == 0 && (best < 0 || fewest.size() > 1)) {
        List<Integer> fitting = new ArrayList<>();
        for (int digit = 1; digit <= most; digit++) {
          cells[cell] = digit;
          if (isPossible(cell, cells, most, groups, sums, less)) {
            fitting.add(digit);
          }
        }
        cells[cell] = 0;
        if (best < 0 || fitting.size() < fewest.size()) {
          best = cell;
          fewest = fitting;
        }
      }
    }
    if (best < 0) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        text.append(i > 0 && i % width == 0 ? "\n" : "").append(cells[i] < 0 ? "#" : cells[i]);
      }
      found.add(text.toString());
      return;
    }
    for (int digit : fewest) {
      cells[best] = digit;
      fill(cells, most, groups, sums, less, width, found);
    }
    cells[best] = 0;
  }

  private static boolean isPossible(
      int cell,
      int[] cells,
      int most,
      List<List<Integer>> groups,
      List<Integer> sums,
      List<List<Integer>> less) {
    for (List<Integer> pair : less) {
      if (pair.get(0) != cell && pair.get(1) != cell) {
        continue;
      }
      int a = cells[pair.get(0)];
      int b = cells[pair.get(1)];
      if ((a > 0 && b > 0 && a >= b) || (a == 0 && b == 1) || (b == 0 && a == most)) {
        return false;
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).contains(cell)) {
        continue;
      }
      int[] digits =
          groups.get(i).stream().mapToInt(each -> cells[each]).filter(d -> d > 0).toArray();
      if (Arrays.stream(digits).distinct().count() < digits.length) {
        return false;
      }
      if (!sums.isEmpty()) {
        int missing = groups.get(i).size() - digits.length;
        int[] free =
            IntStream.rangeClosed(1, most)
                .filter(digit -> Arrays.stream(digits).noneMatch(d -> d == digit))
                .toArray();
        int rest = sums.get(i) - Arrays.stream(digits).sum();
        int least = Arrays.stream(free).limit(missing).sum();
        int greatest = Arrays.stream(free).skip(free.length - missing).sum();
        if (rest < least || rest > greatest) {
          return false;
        }
      }
    }
    return true;
  }

  /** The squares without a mine in every arrangement, where a square's digit closes its case. */
  private static String safe(JsonNode given) {
    List<String> rows = List.of(given.get("board").textValue().split("\n"));
    List<List<Integer>> hidden = new ArrayList<>();
    List<Integer> mines = new ArrayList<>();
    int width = rows.get(0).length();
    for (int cell = 0; cell < rows.size() * width; cell++) {
      List<Integer> around = new ArrayList<>();
      for (int other = 0; other < rows.size() * width; other++) {
        boolean touches =
            Math.abs(cell / width - other / width) <= 1
                && Math.abs(cell % width - other % width) <= 1;
        if (touches && rows.get(other / width).charAt(other % width) == '?') {
          around.add(other);
        }
      }
      char digit = rows.get(cell / width).charAt(cell % width);
      if (digit != '?') {
        hidden.add(around);
        mines.add(digit - '0');
      }
    }
    Map<Integer, Boolean> everMined = new TreeMap<>();
    hidden.forEach(around -> around.forEach(cell -> everMined.put(cell, false)));
    arrange(hidden, mines, 0, new HashMap<>(), everMined);
    return everMined.entrySet().stream()
        .filter(each -> !each.getValue())
        .map(each -> (char) ('a' + each.getKey() % width) + "" + (each.getKey() / width + 1))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static void arrange(
      List<List<Integer>> hidden,
      List<Integer> mines,
      int from,
      Map<Integer, Boolean> mined,
      Map<Integer, Boolean> everMined) {
    if (from == hidden.size()) {
      mined.forEach((cell, isMined) -> everMined.merge(cell, isMined, Boolean::logicalOr));
      return;
    }
    List<Integer> open =
        hidden.get(from).stream().filter(cell -> !mined.containsKey(cell)).toList();
    long known = hidden.get(from).stream().filter(cell -> mined.getOrDefault(cell, false)).count();
    for (int choice = 0; choice < 1 << open.size(); choice++) {
      if (known + Integer.bitCount(choice) == mines.get(from)) {
        for (int i = 0; i < open.size(); i++) {
          mined.put(open.get(i), (choice >> i) % 2 == 1);
        }
        arrange(hidden, mines, from + 1, mined, everMined);
      }
    }
    open.forEach(mined::remove);
  }
}
