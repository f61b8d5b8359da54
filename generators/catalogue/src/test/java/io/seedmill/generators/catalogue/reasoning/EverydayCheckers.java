package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Works out answers about units and money in another way. */
final class EverydayCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("unit-conversion", EverydayCheckers::units),
          Map.entry("family-budget", EverydayCheckers::budget));

  static final Map<String, Checkers.Judge> JUDGES =
      Map.of("change-in-coins", EverydayCheckers::isFewest);

  /** In micrometres, milligrams, seconds and millilitres. */
  private static final Map<String, Long> SIZES =
      Map.ofEntries(
          Map.entry("mm", 1_000L),
          Map.entry("cm", 10_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("km", 1_000_000_000L),
          Map.entry("in", 25_400L),
          Map.entry("ft", 304_800L),
          Map.entry("yd", 914_400L),
          Map.entry("mi", 1_609_344_000L),
          Map.entry("mg", 1L),
          Map.entry("g", 1_000L),
          Map.entry("kg", 1_000_000L),
          Map.entry("t", 1_000_000_000L),
          Map.entry("s", 1L),
          Map.entry("min", 60L),
          Map.entry("h", 3_600L),
          Map.entry("day", 86_400L),
          Map.entry("week", 604_800L),
          Map.entry("ml", 1L),
          Map.entry("cl", 10L),
          Map.entry("l", 1_000L),
          Map.entry("m³", 1_000_000L));

  private EverydayCheckers() {}

  private static String units(JsonNode given) {
    BigInteger above = BigInteger.ZERO;
    BigInteger below = BigInteger.ONE;
    for (JsonNode quantity : given.get("quantities")) {
      BigInteger[] size = size(quantity.get("unit"));
      BigInteger tenths =
          new BigDecimal(quantity.get("number").textValue()).movePointRight(1).toBigIntegerExact();
      BigInteger part = size[1].multiply(BigInteger.TEN);
      above = above.multiply(part).add(tenths.multiply(size[0]).multiply(below));
      below = below.multiply(part);
    }
    BigInteger[] target = size(given.get("to"));
    above = above.multiply(target[1]);
    below = below.multiply(target[0]);
    BigInteger common = above.gcd(below);
    String whole = above.divide(common).toString();
    return below.equals(common) ? whole : whole + "/" + below.divide(common);
  }

  private static BigInteger[] size(JsonNode unit) {
    BigInteger[] size = {BigInteger.ONE, BigInteger.ONE};
    for (JsonNode factor : unit) {
      int power = factor.get("power").intValue();
      int side = power > 0 ? 0 : 1;
      BigInteger each = BigInteger.valueOf(SIZES.get(factor.get("unit").textValue()));
      size[side] = size[side].multiply(each.pow(Math.abs(power)));
    }
    return size;
  }

  private static String budget(JsonNode given) {
    BigDecimal income = given.get("income").decimalValue();
    BigDecimal left = income;
    List<BigDecimal> spent = new ArrayList<>();
    for (JsonNode step : given.get("steps")) {
      BigDecimal a = step.get("a").decimalValue();
      BigDecimal b = step.get("b").decimalValue();
      BigDecimal amount =
          switch (step.get("kind").textValue()) {
            case "amount" -> a;
            case "income" -> income.divide(a);
            case "left" -> left.divide(a);
            case "percent" -> income.multiply(a).movePointLeft(2);
            case "times" -> a.multiply(b);
            case "twice" -> spent.get(a.intValue()).add(spent.get(a.intValue()));
            default -> spent.get(a.intValue()).subtract(b);
          };
      spent.add(amount);
      left = left.subtract(amount);
    }
    if (given.get("asked").intValue() == 2) {
      int months = 0;
      BigDecimal saved = BigDecimal.ZERO;
      while (saved.compareTo(given.get("price").decimalValue()) < 0) {
        saved = saved.add(left);
        months++;
      }
      return months + "";
    }
    return left.multiply(
            given.get("asked").intValue() == 0
                ? BigDecimal.ONE
                : given.get("months").decimalValue())
        .toBigIntegerExact()
        .toString();
  }

  /** Takes coin by coin, and keeps how few are needed for each sum. */
  private static boolean isFewest(JsonNode given, String answer) {
    int change = given.get("paid").intValue();
    for (JsonNode bought : given.get("bought")) {
      change -= bought.get(0).intValue() * bought.get(1).intValue();
    }
    int[] fewest = new int[change + 1];
    Arrays.fill(fewest, 1, fewest.length, 1_000_000);
    List<String> paid = new ArrayList<>(List.of(answer.split(", ", -1)));
    int coins = paid.size();
    int sum = 0;
    for (JsonNode coin : given.get("coins")) {
      int value = coin.get("value").intValue();
      int number = coin.has("number") ? coin.get("number").intValue() : change / value;
      for (int i = 0; i < number; i++) {
        for (int larger = change; larger >= value; larger--) {
          fewest[larger] = Math.min(fewest[larger], fewest[larger - value] + 1);
        }
        sum += paid.remove(value + "") ? value : 0;
      }
    }
    return paid.isEmpty() && sum == change && coins == fewest[change];
  }
}
