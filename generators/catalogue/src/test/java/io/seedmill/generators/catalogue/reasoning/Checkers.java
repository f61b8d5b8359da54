package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
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

/** Works out the answer of each kind in another way, from what the metadata gives. */
final class Checkers {

  interface Checker {
    String answer(JsonNode given);
  }

  static final Map<String, Checker> ALL =
      Map.ofEntries(
          Map.entry("greatest-common-divisor", Checkers::divisor),
          Map.entry("prime-factors", Checkers::factors),
          Map.entry("modular-power", Checkers::power),
          Map.entry("base-conversion", Checkers::base),
          Map.entry("fraction-sum", Checkers::fractions),
          Map.entry("polynomial-derivative", Checkers::slope),
          Map.entry("knights-and-knaves", Checkers::knights),
          Map.entry("set-counting", Checkers::sets),
          Map.entry("weekday", Checkers::weekday),
          Map.entry("days-between", Checkers::days),
          Map.entry("arrival-time", Checkers::arrival),
          Map.entry("letter-count", Checkers::letters),
          Map.entry("spell-backward", Checkers::backward),
          Map.entry("caesar-cipher", Checkers::caesar),
          Map.entry("word-order", Checkers::order),
          Map.entry("cellular-automaton", Checkers::automaton),
          Map.entry("game-of-life", Checkers::life),
          Map.entry("string-rewriting", Checkers::rewriting),
          Map.entry("tower-of-hanoi", Checkers::hanoi),
          Map.entry("determinant", given -> leibniz(given.get("matrix"), new ArrayList<>()) + ""),
          Map.entry("recurrence", given -> term(given, given.get("index").intValue()).toString()),
          Map.entry("polygon-area", Checkers::area),
          Map.entry("bit-operations", Checkers::bits),
          Map.entry("roman-sum", Checkers::roman),
          Map.entry("entailment", Checkers::follows),
          Map.entry("dice-probability", Checkers::dice),
          Map.entry("letter-arrangements", Checkers::arrangements),
          Map.entry("knapsack", Checkers::knapsack),
          Map.entry("meeting-schedule", Checkers::meetings),
          Map.entry("spreadsheet", Checkers::cell));

  private Checkers() {}

  private static String divisor(JsonNode given) {
    BigInteger common = BigInteger.ZERO;
    for (JsonNode number : given.get("numbers")) {
      common = common.gcd(number.bigIntegerValue());
    }
    return common.toString();
  }

  private static String factors(JsonNode given) {
    List<String> factors = new ArrayList<>();
    long rest = given.get("number").longValue();
    for (long divisor = 2; rest > 1; divisor++) {
      for (; rest % divisor == 0; rest /= divisor) {
        factors.add(Long.toString(divisor));
      }
    }
    return String.join(", ", factors);
  }

  private static String power(JsonNode given) {
    return given
        .get("base")
        .bigIntegerValue()
        .modPow(given.get("exponent").bigIntegerValue(), given.get("modulus").bigIntegerValue())
        .toString();
  }

  private static String base(JsonNode given) {
    return new BigInteger(given.get("digits").textValue(), given.get("from").intValue())
        .toString(given.get("to").intValue());
  }

  private static String fractions(JsonNode given) {
    BigInteger below = BigInteger.ONE;
    for (JsonNode fraction : given.get("fractions")) {
      below = below.multiply(fraction.get(1).bigIntegerValue());
    }
    BigInteger above = BigInteger.ZERO;
    for (JsonNode fraction : given.get("fractions")) {
      above =
          above.add(
              fraction
                  .get(0)
                  .bigIntegerValue()
                  .multiply(below)
                  .divide(fraction.get(1).bigIntegerValue()));
    }
    BigInteger common = above.gcd(below);
    return below.equals(common)
        ? above.divide(common).toString()
        : above.divide(common) + "/" + below.divide(common);
  }

  /** A polynomial's slope is what Horner's rule gives for its derivative. */
  private static String slope(JsonNode given) {
    BigInteger place = given.get("place").bigIntegerValue();
    BigInteger value = BigInteger.ZERO;
    BigInteger slope = BigInteger.ZERO;
    for (JsonNode coefficient : given.get("coefficients")) {
      slope = slope.multiply(place).add(value);
      value = value.multiply(place).add(coefficient.bigIntegerValue());
    }
    return slope.toString();
  }

  private static String knights(JsonNode given) {
    int people = given.get("names").size();
    List<String> answers = new ArrayList<>();
    for (int knights = 0; knights < 1 << people; knights++) {
      boolean fits = true;
      for (JsonNode said : given.get("statements")) {
        boolean a = (knights >> said.get("a").intValue()) % 2 == 1;
        boolean b = (knights >> said.get("b").intValue()) % 2 == 1;
        int value = said.get("value").intValue();
        boolean holds =
            switch (said.get("claim").textValue()) {
              case "IS" -> value == (a ? 1 : 0);
              case "SAME" -> value == (a == b ? 1 : 0);
              case "NOT_BOTH" -> !a || !b;
              case "OR" -> a || b;
              case "IF" -> !a || value == (b ? 1 : 0);
              default -> value == Integer.bitCount(knights);
            };
        fits &= holds == ((knights >> said.get("speaker").intValue()) % 2 == 1);
      }
      if (fits) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < people; i++) {
          String sort = (knights >> i) % 2 == 1 ? "knight" : "knave";
          each.add(given.get("names").get(i).textValue() + ": " + sort);
        }
        answers.add(String.join(", ", each));
      }
    }
    return String.join(" or ", answers);
  }

  /** Inclusion and exclusion. */
  private static String sets(JsonNode given) {
    JsonNode known = given.get("atLeast");
    int sets = Integer.bitCount(known.size());
    int[] atLeast = new int[1 << sets];
    atLeast[0] = given.get("total").intValue();
    known.forEach(each -> atLeast[each.get("sets").intValue()] = each.get("people").intValue());
    int[] exactly = new int[1 << sets];
    for (int region = 0; region < exactly.length; region++) {
      for (int larger = 0; larger < exactly.length; larger++) {
        if ((larger & region) == region) {
          int sign = (Integer.bitCount(larger) - Integer.bitCount(region)) % 2 == 0 ? 1 : -1;
          exactly[region] += sign * atLeast[larger];
        }
      }
    }
    String asked = given.get("asked").textValue();
    int answer = 0;
    for (int region = 0; region < exactly.length; region++) {
      int inSets = Integer.bitCount(region);
      boolean counts =
          switch (asked) {
            case "none" -> inSets == 0;
            case "only" -> region == given.get("set").intValue();
            case "one" -> inSets == 1;
            default -> inSets >= 2;
          };
      answer += counts ? exactly[region] : 0;
    }
    return Integer.toString(answer);
  }

  /** Zeller's congruence. */
  private static String weekday(JsonNode given) {
    String[] date = given.get("date").textValue().split("-", -1);
    int year = Integer.parseInt(date[0]);
    int month = Integer.parseInt(date[1]);
    int day = Integer.parseInt(date[2]);
    if (month < 3) {
      month += 12;
      year--;
    }
    int h =
        (day + 13 * (month + 1) / 5 + year % 100 + year % 100 / 4 + year / 400 + 5 * (year / 100))
            % 7;
    return List.of("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        .get(h);
  }

  private static String days(JsonNode given) {
    return Long.toString(
        ChronoUnit.DAYS.between(
            LocalDate.parse(given.get("from").textValue()),
            LocalDate.parse(given.get("to").textValue())));
  }

  private static String arrival(JsonNode given) {
    LocalDateTime now =
        LocalDate.of(2020, 5, 5).atTime(LocalTime.parse(given.get("start").textValue()));
    for (JsonNode change : given.get("changes")) {
      now =
          now.plusMinutes(change.get("minutes").longValue())
              .plusHours(change.get("hoursAhead").longValue());
    }
    return now.toLocalTime().toString();
  }

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

  /** The sum over all ways to take one number of each row and column. */
  private static long leibniz(JsonNode matrix, List<Integer> taken) {
    if (taken.size() == matrix.size()) {
      return 1;
    }
    long sum = 0;
    for (int column = 0; column < matrix.size(); column++) {
      if (!taken.contains(column)) {
        int next = column;
        long crossed = taken.stream().filter(before -> before > next).count();
        long factor = matrix.get(taken.size()).get(column).longValue();
        taken.add(column);
        sum += (crossed % 2 == 0 ? 1 : -1) * factor * leibniz(matrix, taken);
        taken.remove(taken.size() - 1);
      }
    }
    return sum;
  }

  private static BigInteger term(JsonNode given, int n) {
    return n <= 2
        ? given.get("first").get(n - 1).bigIntegerValue()
        : term(given, n - 1)
            .multiply(given.get("p").bigIntegerValue())
            .add(term(given, n - 2).multiply(given.get("q").bigIntegerValue()))
            .add(given.get("c").bigIntegerValue());
  }

  /** By Pick: the points within, and half of those on the sides, less one. */
  private static String area(JsonNode given) {
    JsonNode corners = given.get("corners");
    int count = corners.size();
    long onSides = 0;
    long within = 0;
    for (int i = 0; i < count; i++) {
      JsonNode a = corners.get(i);
      JsonNode b = corners.get((i + 1) % count);
      onSides +=
          BigInteger.valueOf(a.get(0).longValue() - b.get(0).longValue())
              .gcd(BigInteger.valueOf(a.get(1).longValue() - b.get(1).longValue()))
              .longValue();
    }
    for (int x = -60; x <= 100; x++) {
      for (int y = -60; y <= 100; y++) {
        within += isWithin(corners, x, y) ? 1 : 0;
      }
    }
    long twice = 2 * within + onSides - 2;
    return twice % 2 == 0 ? Long.toString(twice / 2) : twice + "/2";
  }

  private static boolean isWithin(JsonNode corners, int x, int y) {
    boolean within = false;
    for (int i = 0; i < corners.size(); i++) {
      long ax = corners.get(i).get(0).longValue() - x;
      long ay = corners.get(i).get(1).longValue() - y;
      JsonNode next = corners.get((i + 1) % corners.size());
      long bx = next.get(0).longValue() - x;
      long by = next.get(1).longValue() - y;
      long cross = ax * by - ay * bx;
      if (cross == 0 && ax * bx <= 0 && ay * by <= 0) {
        return false;
      }
      if (ay > 0 != by > 0 && cross > 0 == ay <= 0) {
        within = !within;
      }
    }
    return within;
  }

  private static String bits(JsonNode given) {
    BigInteger value = given.get("start").bigIntegerValue();
    for (JsonNode step : given.get("steps")) {
      BigInteger operand = step.get(1).bigIntegerValue();
      value =
          switch (step.get(0).textValue()) {
            case "&" -> value.and(operand);
            case "|" -> value.or(operand);
            case "^" -> value.xor(operand);
            default -> value.shiftLeft(operand.intValue());
          };
    }
    return value.toString();
  }

  private static String roman(JsonNode given) {
    int sum = 0;
    for (JsonNode number : given.get("numbers")) {
      sum += number.intValue();
    }
    List<List<String>> digits =
        List.of(
            List.of("", "M", "MM", "MMM"),
            List.of("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"),
            List.of("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
            List.of("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"));
    return digits.get(0).get(sum / 1000)
        + digits.get(1).get(sum / 100 % 10)
        + digits.get(2).get(sum / 10 % 10)
        + digits.get(3).get(sum % 10);
  }

  private static String follows(JsonNode given) {
    for (int world = 0; world < 1 << given.get("propositions").intValue(); world++) {
      boolean known = true;
      for (JsonNode premise : given.get("premises")) {
        known &= holds(premise, world);
      }
      if (known && !holds(given.get("claim").get(0), world)) {
        return "no";
      }
    }
    return "yes";
  }

  private static boolean holds(JsonNode said, int world) {
    boolean a = (world >> said.get("a").intValue()) % 2 == 1;
    boolean b = (world >> said.get("b").intValue()) % 2 == 1;
    a = said.get("aHolds").booleanValue() ? a : !a;
    b = said.get("bHolds").booleanValue() ? b : !b;
    return switch (said.get("kind").textValue()) {
      case "if" -> b || !a;
      case "or" -> a || b;
      case "xor" -> a ^ b;
      case "iff" -> !(a ^ b);
      default -> a;
    };
  }

  /** Counts all rolls one by one. */
  private static String dice(JsonNode given) {
    int all = 1;
    for (JsonNode sides : given.get("sides")) {
      all *= sides.intValue();
    }
    int good = 0;
    for (int roll = 0; roll < all; roll++) {
      int sum = 0;
      int rest = roll;
      for (JsonNode sides : given.get("sides")) {
        sum += 1 + rest % sides.intValue();
        rest /= sides.intValue();
      }
      int wanted = given.get("sum").intValue();
      good +=
          switch (given.get("rule").textValue()) {
                case "exactly" -> sum == wanted;
                case "at least" -> sum >= wanted;
                default -> sum <= wanted;
              }
              ? 1
              : 0;
    }
    int common = BigInteger.valueOf(good).gcd(BigInteger.valueOf(all)).intValue();
    return common == all ? good / common + "" : good / common + "/" + all / common;
  }

  private static String arrangements(JsonNode given) {
    String letters = given.get("letters").textValue();
    BigInteger orders = factorial(letters.length());
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      int counted = letters.length() - letters.replace(String.valueOf(letter), "").length();
      orders = orders.divide(factorial(counted));
    }
    return orders.toString();
  }

  private static BigInteger factorial(int n) {
    return n == 0 ? BigInteger.ONE : BigInteger.valueOf(n).multiply(factorial(n - 1));
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
