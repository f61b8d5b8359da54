package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out answers about counting and probability in another way. */
final class ChanceCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("dice-probability", ChanceCheckers::dice),
          Map.entry("letter-arrangements", ChanceCheckers::arrangements),
          Map.entry("card-probability", ChanceCheckers::cards));

  private ChanceCheckers() {}

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

  /** Draws card after card: counts the orders by how many of each sort are drawn. */
  private static String cards(JsonNode given) {
    int highest = given.get("highest").intValue();
    int above = given.get("above").intValue();
    int colours = given.get("colours").intValue();
    Map<List<Integer>, BigInteger> orders = new HashMap<>();
    orders.put(List.of(0, 0, 0, 0, 0, 0), BigInteger.ONE); // low and high of 0, 1 and the others
    BigInteger all = BigInteger.ONE;
    for (int draw = 0; draw < given.get("draws").intValue(); draw++) {
      all = all.multiply(BigInteger.valueOf((long) colours * highest - draw));
      Map<List<Integer>, BigInteger> next = new HashMap<>();
      orders.forEach(
          (drawn, ways) -> {
            for (int sort = 0; sort < 6; sort++) {
              int each = sort % 2 == 0 ? above : highest - above;
              int left = (sort < 4 ? each : each * (colours - 2)) - drawn.get(sort);
              List<Integer> more = new ArrayList<>(drawn);
              more.set(sort, drawn.get(sort) + 1);
              next.merge(more, ways.multiply(BigInteger.valueOf(left)), BigInteger::add);
            }
          });
      orders = next;
    }
    BigInteger good = BigInteger.ZERO;
    for (Map.Entry<List<Integer>, BigInteger> each : orders.entrySet()) {
      boolean holds = true;
      for (JsonNode condition : given.get("conditions")) {
        List<Integer> drawn = each.getKey();
        int found =
            switch (condition.get("colour").intValue()) {
              case -1 -> drawn.get(1) + drawn.get(3) + drawn.get(5);
              case 0 -> drawn.get(0) + drawn.get(1);
              default -> drawn.get(2) + drawn.get(3);
            };
        int count = condition.get("count").intValue();
        holds &=
            switch (condition.get("rule").textValue()) {
              case "exactly" -> found == count;
              case "at least" -> found >= count;
              default -> found <= count;
            };
      }
      good = holds ? good.add(each.getValue()) : good;
    }
    BigInteger common = good.gcd(all);
    return good.divide(common) + "/" + all.divide(common);
  }
}
