package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The price of things together, from bills that determine the price of each. */
final class LinearEquations extends Kind {

  private static final List<String> THINGS =
      List.of(
          "apple",
          "pear",
          "lemon",
          "melon",
          "bagel",
          "muffin",
          "pretzel",
          "sandwich",
          "notebook",
          "pencil",
          "ruler",
          "stamp",
          "postcard",
          "candle",
          "towel",
          "mug",
          "plate",
          "spoon");

  /** The number of sorts that the bills name in all, by level. */
  private static final int[] TERMS = {3, 4, 5, 7, 9, 9, 12, 15, 16, 22};

  LinearEquations() {
    super(
        "linear-equations",
        "the price of things, from several bills",
        Form.INTEGER,
        List.of("bills", "asked"),
        "A shop has one fixed price for each sort of thing. {bills} How many coins do {asked} cost?",
        "{bills} Things of one sort always cost the same. What is the price of {asked}, in coins?",
        "At a market stall, {bills} Each sort of thing has one price. How many coins must you pay for"
            + " {asked}?",
        "These are bills of one shop, where things of one sort have one price. {bills} What does the"
            + " shop ask for {asked}, in coins?",
        "Work out the price of each sort of thing, which is always the same. {bills} So how many"
            + " coins are needed for {asked}?",
        "Nobody wrote down the single prices, but each sort of thing has just one. {bills} What is"
            + " the total for {asked}, in coins?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int terms = TERMS[level - 1];
    int count = level < 3 ? 2 : level < 6 ? 3 : level < 9 ? 4 : 5;
    List<String> left = new ArrayList<>(THINGS);
    List<String> things = new ArrayList<>();
    long[] prices = new long[count];
    for (int i = 0; i < count; i++) {
      things.add(left.remove(random.nextInt(left.size())));
      prices[i] = 2 + random.nextLong(18 + 3L * level);
    }
    long[][] bills;
    do {
      bills = new long[count][count];
      for (int i = 0; i < terms; ) {
        long[] bill = bills[random.nextInt(count)];
        int thing = random.nextInt(count);
        if (bill[thing] == 0) {
          bill[thing] = 1 + random.nextLong(6);
          i++;
        }
      }
    } while (determinant(bills) == 0);
    long[] asked = new long[count];
    for (int i = 0; i < count; i++) {
      asked[i] = 1 + random.nextLong(6);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode known = given.putArray("bills");
    StringBuilder text = new StringBuilder();
    for (long[] bill : bills) {
      long total = total(bill, prices);
      text.append(text.length() == 0 ? "" : " ").append(words(bill, things));
      text.append(count(bill) == 1 ? " costs " : " cost ").append(total).append(" coins.");
      add(known.addObject().put("total", total).putArray("numbers"), bill);
    }
    add(given.putArray("asked"), asked);
    return new Problem(
        Long.toString(total(asked, prices)),
        given,
        10L * count * count + terms,
        text,
        words(asked, things));
  }

  private static long count(long[] basket) {
    long count = 0;
    for (long number : basket) {
      count += number;
    }
    return count;
  }

  private static long total(long[] basket, long[] prices) {
    long total = 0;
    for (int i = 0; i < basket.length; i++) {
      total += basket[i] * prices[i];
    }
    return total;
  }

  private static void add(ArrayNode list, long[] numbers) {
    for (long number : numbers) {
      list.add(number);
    }
  }

  private static String words(long[] basket, List<String> things) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < basket.length; i++) {
      if (basket[i] > 0) {
        String thing = things.get(i);
        boolean isHissing = thing.endsWith("ch");
        words.add(basket[i] + " " + thing + (basket[i] == 1 ? "" : isHissing ? "es" : "s"));
      }
    }
    return listed(words);
  }

  /** Returns the determinant, by elimination in whole numbers (Bareiss). */
  private static long determinant(long[][] matrix) {
    int size = matrix.length;
    long[][] rows = new long[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = matrix[i].clone();
    }
    long before = 1;
    for (int k = 0; k < size - 1; k++) {
      int pivot = k;
      while (pivot < size && rows[pivot][k] == 0) {
        pivot++;
      }
      if (pivot == size) {
        return 0;
      }
      long[] row = rows[pivot];
      rows[pivot] = rows[k];
      rows[k] = row;
      for (int i = k + 1; i < size; i++) {
        for (int j = k + 1; j < size; j++) {
          rows[i][j] = (rows[i][j] * row[k] - rows[i][k] * row[j]) / before;
        }
      }
      before = row[k];
    }
    return rows[size - 1][size - 1];
  }
}
