package io.seedmill.generators.catalogue.reasoning.everyday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/** The change of a purchase in as few coins as possible. Any such coins are right. */
final class ChangeInCoins extends Kind {

  private static final List<String> THINGS =
      List.of(
          "pen", "mug", "bun", "card", "candle", "comb", "ribbon", "stamp", "button", "brush",
          "pencil", "sponge", "spoon", "cork", "hook", "bulb");

  /** Things that are bought, sorts of coins, and twice the least change, by level. */
  private static final int[][] SIZES = {
    {1, 3, 40}, {1, 4, 60}, {2, 4, 70}, {2, 5, 90}, {3, 5, 110},
    {3, 5, 140}, {3, 6, 160}, {4, 6, 190}, {4, 7, 220}, {5, 7, 260}
  };

  /** From this level on there are not as many coins as wanted. */
  private static final int FIRST_LIMITED = 6;

  ChangeInCoins() {
    super(
        "change-in-coins",
        "the change of a purchase in as few coins as possible",
        Form.INTEGER_LIST,
        List.of("purchase", "coins"),
        "{purchase} {coins} Which coins make up the change, if there are as few coins as possible?"
            + " List the value of every coin.",
        "{coins} {purchase} Give the change in the smallest possible number of coins: list the value"
            + " of each of them.",
        "You work at a till. {coins} {purchase} With which coins do you give the change so that they"
            + " are as few as can be? List the value of each coin.",
        "{purchase} How can the change be paid with the fewest coins? {coins} List the coins by their"
            + " values; a coin that is given twice is listed twice.",
        "{coins} {purchase} The change shall be as few coins as possible. Name the value of each coin"
            + " that is given back.",
        "What change is due, in as few coins as possible? {purchase} {coins} Write down the value of"
            + " every single coin.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int[] sizes = SIZES[level - 1];
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    String purchase = purchase(sizes[0], sizes[2] / 2, given, random);
    int change = given.get("change").intValue();
    int[] coins;
    int[] most = new int[sizes[1]];
    List<Integer> best;
    do {
      coins = coins(sizes[1], sizes[2], random);
      for (int i = 0; i < coins.length; i++) {
        most[i] = level < FIRST_LIMITED ? change : 1 + random.nextInt(i == 0 ? 9 : 4);
      }
      best = fewest(change, coins, most);
    } while (best == null);
    ArrayNode listed = given.putArray("coins");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < coins.length; i++) {
      ObjectNode each = listed.addObject().put("value", coins[i]);
      if (level < FIRST_LIMITED) {
        words.add(Integer.toString(coins[i]));
      } else {
        each.put("number", most[i]);
        String number = most[i] == 1 ? "1 coin" : most[i] + " coins";
        words.add(number + " of " + (coins[i] == 1 ? "1 cent" : coins[i] + " cents"));
      }
    }
    String shown =
        level < FIRST_LIMITED
            ? "There are as many coins as needed, of " + listed(words) + " cents."
            : "The till holds " + listed(words) + " and no other money.";
    StringBuilder answer = new StringBuilder();
    best.forEach(coin -> answer.append(answer.length() == 0 ? "" : ", ").append(coin));
    int work = 3 * sizes[0] + 4 * sizes[1] + sizes[2] / 10;
    return new Problem(answer.toString(), given, work, purchase, shown);
  }

  /** Returns values of coins in ascending order, the first 1. */
  private static int[] coins(int count, int change, UniformRandomProvider random) {
    TreeSet<Integer> coins = new TreeSet<>(List.of(1));
    while (coins.size() < count) {
      coins.add(3 + random.nextInt(Math.min(change / 2, 60)));
    }
    return coins.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String purchase(
      int sorts, int least, ObjectNode given, UniformRandomProvider random) {
    List<String> left = new ArrayList<>(THINGS);
    List<String> words = new ArrayList<>();
    int total = 0;
    ArrayNode bought = given.putArray("bought");
    for (int i = 0; i < sorts; i++) {
      int number = 1 + random.nextInt(6);
      int price = 11 + random.nextInt(88);
      String thing = left.remove(random.nextInt(left.size()));
      words.add(
          number == 1
              ? "1 " + thing + " for " + price + " cents"
              : number
                  + " "
                  + thing
                  + (thing.endsWith("sh") ? "es" : "s")
                  + " at "
                  + price
                  + " cents each");
      bought.addArray().add(number).add(price);
      total += number * price;
    }
    int paid = (total + least + 49) / 50 * 50;
    given.put("paid", paid).put("change", paid - total);
    return "Somebody buys " + listed(words) + ", and hands over " + paid + " cents.";
  }

  /** Returns as few coins as possible, the largest first; nothing if none make up the change. */
  private static List<Integer> fewest(int change, int[] coins, int[] most) {
    int[][] used = new int[coins.length + 1][change + 1];
    Arrays.fill(used[0], 1, change + 1, Integer.MAX_VALUE / 2);
    for (int i = 0; i < coins.length; i++) {
      for (int sum = 0; sum <= change; sum++) {
        int best = used[i][sum];
        for (int n = 1; n <= most[i] && n * coins[i] <= sum; n++) {
          best = Math.min(best, used[i][sum - n * coins[i]] + n);
        }
        used[i + 1][sum] = best;
      }
    }
    if (used[coins.length][change] > change) {
      return null;
    }
    List<Integer> chosen = new ArrayList<>();
    int left = change;
    for (int i = coins.length; i > 0; i--) {
      int n = 0;
      while (used[i - 1][left - n * coins[i - 1]] + n != used[i][left]) {
        n++;
      }
      for (int k = 0; k < n; k++) {
        chosen.add(coins[i - 1]);
      }
      left -= n * coins[i - 1];
    }
    return chosen;
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    String[] right = expected.split(", ", -1);
    String[] coins = Form.INTEGER_LIST.read(reply).orElse("").split(", ", -1);
    if (coins.length != right.length) {
      return 0;
    }
    int left = given.path("change").intValue();
    List<String> all = new ArrayList<>(List.of(coins));
    for (JsonNode coin : given.path("coins")) {
      String value = coin.path("value").asText();
      int number = coin.path("number").asInt(coins.length);
      for (int n = 0; n < number && all.remove(value); n++) {
        left -= coin.path("value").intValue();
      }
    }
    return left == 0 && all.isEmpty() ? 1 : 0;
  }
}
