package io.seedmill.generators.catalogue.reasoning.everyday;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The rest of a family's income, from amounts, shares and comparisons. */
final class FamilyBudget extends Kind {

  private static final List<String> POSTS =
      List.of(
          "rent",
          "food",
          "electricity",
          "water",
          "heating",
          "the telephone",
          "insurance",
          "clothes",
          "the car",
          "school",
          "the garden",
          "sports",
          "music lessons",
          "presents",
          "medicine",
          "books",
          "the cat",
          "bus tickets");
  private static final List<String> MONEY =
      List.of("euros", "dollars", "pounds", "francs", "crowns", "pesos");
  private static final List<String> NAMES =
      List.of(
          "Berg", "Costa", "Diaz", "Evans", "Fischer", "Ito", "Khan", "Lund", "Moreau", "Novak");
  private static final List<String> PARTS =
      List.of("half", "a third", "a quarter", "a fifth", "a sixth", "", "an eighth", "", "a tenth");

  private static final String POCKET_MONEY = "pocket money";

  /** With less left the shares are too small. */
  private static final long LEAST = 120;

  FamilyBudget() {
    super(
        "family-budget",
        "what is left of a family's income",
        Form.INTEGER,
        List.of("budget", "question"),
        "{budget} {question}",
        "{budget}\n\n{question}",
        "Read this budget. {budget} {question}",
        "{question} This is known: {budget}",
        "A family keeps accounts. {budget} {question}",
        "{budget} Use this to answer: {question}");
  }

  /** The amounts that are known so far. */
  private static final class Month {
    private final String money;
    private final StringBuilder told = new StringBuilder();
    private final ArrayNode steps;
    private final List<Long> spent = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private final long income;
    private long left;

    Month(String name, long income, String money, ArrayNode steps) {
      this.income = income;
      this.left = income;
      this.money = money;
      this.steps = steps;
      told.append("The ").append(name).append(" family has an income of ").append(income);
      told.append(' ').append(money).append(" a month.");
    }

    void spend(String post, long amount, String words, String kind, long a, long b) {
      posts.add(post);
      spent.add(amount);
      left -= amount;
      told.append(' ')
          .append(Character.toUpperCase(words.charAt(0)))
          .append(words, 1, words.length());
      told.append('.');
      steps.addObject().put("kind", kind).put("a", a).put("b", b);
    }

    /** Adds a step if its amount is whole and leaves enough; returns whether it did. */
    boolean add(String post, int kind, UniformRandomProvider random) {
      long largest = left / 3;
      switch (kind) {
        case 0 -> {
          long amount = 10 + random.nextLong(Math.min(600, largest));
          spend(
              post,
              amount,
              "they spend %s %s on %s".formatted(amount, money, post),
              "amount",
              amount,
              0);
          return true;
        }
        case 1, 2 -> {
          long below = 2 + random.nextLong(9);
          long base = kind == 1 ? income : left;
          String part = PARTS.get((int) below - 2);
          if (part.isEmpty()
              || (kind == 2 && spent.isEmpty())
              || base % below != 0
              || base / below > left / 2) {
            return false;
          }
          String of = kind == 1 ? " of the income goes to " : " of what is then left goes to ";
          spend(post, base / below, part + of + post, kind == 1 ? "income" : "left", below, 0);
          return true;
        }
        case 3 -> {
          long percent = 2 + random.nextLong(28);
          if (income * percent % 100 != 0 || income * percent / 100 > largest) {
            return false;
          }
          String words = percent + "% of the income is for " + post;
          spend(post, income * percent / 100, words, "percent", percent, 0);
          return true;
        }
        case 4 -> {
          long weeks = 4;
          long amount = 5 + random.nextLong(Math.max(1, largest / weeks));
          if (amount * weeks > largest) {
            return false;
          }
          String words = "in each of the four weeks they pay %s %s for %s";
          spend(post, amount * weeks, words.formatted(amount, money, post), "times", amount, weeks);
          return true;
        }
        case 5 -> {
          long children = 2 + random.nextLong(4);
          long amount = 5 + random.nextLong(40);
          if (children * amount > largest || posts.contains(POCKET_MONEY)) {
            return false;
          }
          String words = "each of the %s children gets %s %s of pocket money";
          spend(
              POCKET_MONEY,
              children * amount,
              words.formatted(children, amount, money),
              "times",
              amount,
              children);
          return true;
        }
        default -> {
          if (spent.isEmpty()) {
            return false;
          }
          int other = random.nextInt(spent.size());
          long more = 5 + random.nextLong(60);
          boolean isTwice = random.nextBoolean();
          long amount = isTwice ? 2 * spent.get(other) : spent.get(other) - more;
          if (amount <= 0 || amount > largest) {
            return false;
          }
          String words =
              isTwice
                  ? "for " + post + " they spend twice as much as for " + posts.get(other)
                  : "for %s they spend %s %s less than for %s"
                      .formatted(post, more, money, posts.get(other));
          spend(post, amount, words, isTwice ? "twice" : "less", other, isTwice ? 0 : more);
          return true;
        }
      }
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    String money = MONEY.get(random.nextInt(MONEY.size()));
    long income = 120 * (15 + random.nextLong(50)) + (level > 4 ? 0 : 20 * random.nextLong(6));
    String name = NAMES.get(random.nextInt(NAMES.size()));
    given.put("income", income);
    Month month = new Month(name, income, money, given.putArray("steps"));
    List<String> left = new ArrayList<>(POSTS);
    shuffle(left, random);
    long work = 0;
    while (month.spent.size() < level + 1) {
      if (month.left < LEAST) {
        return draw(level, random);
      }
      int kind = random.nextInt(8);
      if (month.add(left.get(left.size() - 1), kind, random)) {
        left.remove(left.size() - 1);
        work += kind == 0 ? 1 : 2;
      }
    }
    int months = 2 + random.nextInt(10);
    int asked = random.nextInt(3);
    String question = "How many " + money + " are left at the end of the month?";
    long answer = month.left;
    if (asked == 1) {
      question =
          "If every month is like this, how many " + money + " are saved in " + months + " months?";
      answer = months * month.left;
    } else if (asked == 2) {
      long price = month.left * months - random.nextLong(month.left);
      question =
          "Starting with no savings, after how many such months is there enough for a boat of "
              + price
              + " "
              + money
              + "?";
      answer = months;
      given.put("price", price);
    }
    given.put("asked", asked).put("months", months);
    return new Problem(Long.toString(answer), given, 2 * work, month.told, question);
  }
}
