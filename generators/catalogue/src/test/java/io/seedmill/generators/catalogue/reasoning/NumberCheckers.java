package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Works out answers about numbers in another way. */
final class NumberCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("greatest-common-divisor", NumberCheckers::divisor),
          Map.entry("prime-factors", NumberCheckers::factors),
          Map.entry("modular-power", NumberCheckers::power),
          Map.entry("base-conversion", NumberCheckers::base),
          Map.entry("fraction-sum", NumberCheckers::fractions),
          Map.entry("polynomial-derivative", NumberCheckers::slope),
          Map.entry("determinant", given -> leibniz(given.get("matrix"), new ArrayList<>()) + ""),
          Map.entry("recurrence", given -> term(given, given.get("index").intValue()).toString()),
          Map.entry("polygon-area", NumberCheckers::area),
          Map.entry("bit-operations", NumberCheckers::bits),
          Map.entry("roman-sum", NumberCheckers::roman),
          Map.entry("polynomial-roots", NumberCheckers::roots),
          Map.entry("integral", NumberCheckers::integral),
          Map.entry("chinese-remainder", NumberCheckers::remainders),
          Map.entry("linear-equations", NumberCheckers::bill));

  static final Map<String, Checkers.Judge> JUDGES =
      Map.of("countdown-numbers", NumberCheckers::reachesTheTarget);

  private NumberCheckers() {}

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
    long[][] points = new long[count][];
    for (int i = 0; i < count; i++) {
      points[i] = new long[] {corners.get(i).get(0).longValue(), corners.get(i).get(1).longValue()};
    }
    for (int x = -60; x <= 100; x++) {
      for (int y = -60; y <= 100; y++) {
        within += isWithin(points, x, y) ? 1 : 0;
      }
    }
    long twice = 2 * within + onSides - 2;
    return twice % 2 == 0 ? Long.toString(twice / 2) : twice + "/2";
  }

  private static boolean isWithin(long[][] corners, int x, int y) {
    boolean within = false;
    for (int i = 0; i < corners.length; i++) {
      long ax = corners[i][0] - x;
      long ay = corners[i][1] - y;
      long[] next = corners[(i + 1) % corners.length];
      long bx = next[0] - x;
      long by = next[1] - y;
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

  /** Tries every fraction whose numerator and denominator are small. */
  private static String roots(JsonNode given) {
    List<Map.Entry<Double, String>> roots = new ArrayList<>();
    for (int below = 1; below <= 5; below++) {
      for (int above = -60; above <= 60; above++) {
        BigInteger value = BigInteger.ZERO;
        BigInteger factor = BigInteger.ONE;
        for (JsonNode coefficient : given.get("coefficients")) {
          value =
              value
                  .multiply(BigInteger.valueOf(above))
                  .add(coefficient.bigIntegerValue().multiply(factor));
          factor = factor.multiply(BigInteger.valueOf(below));
        }
        if (value.signum() == 0
            && BigInteger.valueOf(above).gcd(BigInteger.valueOf(below)).equals(BigInteger.ONE)) {
          roots.add(
              Map.entry(above / (double) below, below == 1 ? above + "" : above + "/" + below));
        }
      }
    }
    roots.sort(Map.Entry.comparingByKey());
    return roots.stream().map(Map.Entry::getValue).collect(Collectors.joining(", "));
  }

  /** Four hundred and twenty times the integral has whole coefficients. */
  private static String integral(JsonNode given) {
    BigInteger[] from = value(given.get("coefficients"), given.get("from").textValue());
    BigInteger[] to = value(given.get("coefficients"), given.get("to").textValue());
    BigInteger above = to[0].multiply(from[1]).subtract(from[0].multiply(to[1]));
    BigInteger below = from[1].multiply(to[1]).multiply(BigInteger.valueOf(420));
    BigInteger common = above.gcd(below);
    return below.equals(common)
        ? above.divide(common).toString()
        : above.divide(common) + "/" + below.divide(common);
  }

  private static BigInteger[] value(JsonNode coefficients, String place) {
    String[] parts = place.split("/", -1);
    BigInteger p = new BigInteger(parts[0]);
    BigInteger q = parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]);
    BigInteger value = BigInteger.ZERO;
    BigInteger factor = BigInteger.ONE;
    int power = coefficients.size();
    for (JsonNode coefficient : coefficients) {
      BigInteger whole = coefficient.bigIntegerValue().multiply(BigInteger.valueOf(420 / power--));
      value = value.multiply(p).add(whole.multiply(factor));
      factor = factor.multiply(q);
    }
    return new BigInteger[] {value.multiply(p), factor};
  }

  /** Tries numbers one after the other, in steps of what is settled. */
  private static String remainders(JsonNode given) {
    BigInteger number = BigInteger.ZERO;
    BigInteger step = BigInteger.ONE;
    for (JsonNode pair : given.get("remainders")) {
      BigInteger modulus = pair.get(0).bigIntegerValue();
      while (!number.mod(modulus).equals(pair.get(1).bigIntegerValue())) {
        number = number.add(step);
      }
      step = step.multiply(modulus).divide(step.gcd(modulus));
    }
    return (number.signum() == 0 ? step : number).toString();
  }

  /** By Cramer's rule. */
  private static String bill(JsonNode given) {
    long common = leibniz(matrix(given, -1), new ArrayList<>());
    long total = 0;
    for (int i = 0; i < given.get("asked").size(); i++) {
      long price = leibniz(matrix(given, i), new ArrayList<>());
      total += given.get("asked").get(i).longValue() * price;
    }
    return total % common == 0 ? Long.toString(total / common) : "no whole number";
  }

  private static JsonNode matrix(JsonNode given, int replaced) {
    ArrayNode matrix = JsonNodeFactory.instance.arrayNode();
    for (JsonNode bill : given.get("bills")) {
      ArrayNode row = bill.get("numbers").deepCopy();
      if (replaced >= 0) {
        row.set(replaced, bill.get("total"));
      }
      matrix.add(row);
    }
    return matrix;
  }

  /** Takes the innermost brackets, then products, then sums, as rewriting of the text. */
  private static boolean reachesTheTarget(JsonNode given, String answer) {
    List<String> left = new ArrayList<>();
    given.get("numbers").forEach(number -> left.add(number.asText()));
    for (String used : answer.split("[^0-9]+", -1)) {
      if (!used.isEmpty() && !left.remove(used)) {
        return false;
      }
    }
    String text = answer.replace(" ", "");
    Pattern step =
        Pattern.compile(
            "\\((-?\\d+)\\)|(?<![\\d*/])(\\d+)([*/])(\\d+)|(?<=^|\\()(-?\\d+)([+-])(\\d+)(?![\\d*/])");
    for (Matcher next = step.matcher(text); next.find(); next = step.matcher(text)) {
      String value = next.group(1);
      if (value == null) {
        int at = next.group(3) == null ? 5 : 2;
        long a = Long.parseLong(next.group(at));
        long b = Long.parseLong(next.group(at + 2));
        String sign = next.group(at + 1);
        if (sign.equals("/") && (b == 0 || a % b != 0)) {
          return false;
        }
        value =
            Long.toString(
                switch (sign) {
                  case "*" -> a * b;
                  case "/" -> a / b;
                  case "+" -> a + b;
                  default -> a - b;
                });
      }
      text = text.substring(0, next.start()) + value + text.substring(next.end());
    }
    return text.equals(given.get("target").asText());
  }
}
