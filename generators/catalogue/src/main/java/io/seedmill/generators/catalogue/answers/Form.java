package io.seedmill.generators.catalogue.answers;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The form of an answer: how a prompt asks for it, and how it is found in a reply that says more.
 *
 * <p>The answer is looked for behind the last 'answer:' or 'answer is', in the last {@code
 * \boxed{…}}, or else in the last line. Forms of several lines take the whole reply.
 */
public enum Form {
  /** A whole number; thousands may be parted by commas. */
  INTEGER(
      "Answer with one integer.",
      "Write only the integer.",
      "Reply with the integer and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return last(INTEGERS, Reply.end(reply)).map(Form::integer);
    }
  },

  /** A fraction, a whole number or a decimal number; equal values are equal answers. */
  FRACTION(
      "Answer with a fraction in lowest terms, such as 3/4, or an integer.",
      "Write one fraction in lowest terms (like 5/8), or an integer if it is one.",
      "Reply with a reduced fraction such as 2/7, or with an integer, and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return last(FRACTIONS, Reply.end(reply)).flatMap(Form::fraction);
    }
  },

  /** Fractions or whole numbers in any order; equal values are equal answers. */
  FRACTION_LIST(
      "Answer with integers or fractions in lowest terms, separated by commas, in any order.",
      "Write only the numbers, with commas between them, each an integer or a fraction like -5/8.",
      "Reply with a list of integers or reduced fractions such as -3, 1/2, 7 and no words.") {
    @Override
    public Optional<String> read(String reply) {
      Set<String> all = new TreeSet<>();
      for (Matcher found = LISTED_FRACTIONS.matcher(Reply.end(reply)); found.find(); ) {
        fraction(found.group()).ifPresent(all::add);
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }
  },

  /** Whole numbers in order. */
  INTEGER_LIST(
      "Answer with integers separated by commas.",
      "Write the integers in order, with commas between them.",
      "Reply with a list of integers such as 4, 15, 6 and no words.") {
    @Override
    public Optional<String> read(String reply) {
      List<String> all = new ArrayList<>();
      for (Matcher found = PLAIN.matcher(Reply.end(reply)); found.find(); ) {
        all.add(integer(found.group()));
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }
  },

  /** Yes or no. */
  YES_NO("Answer yes or no.", "Write only 'yes' or 'no'.", "Reply with yes or no.") {
    @Override
    public Optional<String> read(String reply) {
      return last(YES_OR_NO, Reply.end(reply).toLowerCase(Locale.ROOT))
          .map(word -> word.equals("true") ? "yes" : word.equals("false") ? "no" : word);
    }
  },

  /** One word of letters and digits; case does not count. */
  WORD("Answer with one word.", "Write only that word.", "Reply with the word alone.") {
    @Override
    public Optional<String> read(String reply) {
      return last(WORDS, Reply.end(reply)).map(word -> word.toLowerCase(Locale.ROOT));
    }
  },

  /** A number in any base; case does not count. */
  NUMERAL(
      "Answer with the digits alone.",
      "Write only the digits.",
      "Reply with the number in that base and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      return WORD.read(reply);
    }
  },

  /** One letter; case does not count. */
  LETTER("Answer with one letter.", "Write only the letter.", "Reply with a single letter.") {
    @Override
    public Optional<String> read(String reply) {
      return last(LETTERS, Reply.end(reply)).map(letter -> letter.toLowerCase(Locale.ROOT));
    }
  },

  /** A row of characters without blanks; case counts. */
  CHARACTERS(
      "Answer with the characters alone, without blanks.",
      "Write only the resulting characters.",
      "Reply with that string and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      return last(RUNS, Reply.end(reply)).map(Form::bare);
    }
  },

  /** Words in order; case does not count. */
  WORD_LIST(
      "Answer with words separated by commas.",
      "Write the words in order, with commas between them.",
      "Reply with a list such as one, two, three and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      List<String> all = new ArrayList<>();
      for (String word : BETWEEN.split(Reply.end(reply).toLowerCase(Locale.ROOT), -1)) {
        String bare = bare(word);
        if (!bare.isEmpty() && !bare.equals("and")) {
          all.add(bare);
        }
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }
  },

  /** A day of the week. */
  WEEKDAY(
      "Answer with the day of the week.",
      "Write only the name of the day.",
      "Reply with one word, the day of the week.") {
    @Override
    public Optional<String> read(String reply) {
      return last(WEEKDAYS, Reply.end(reply).toLowerCase(Locale.ROOT));
    }
  },

  /** A date as in ISO 8601. */
  DATE(
      "Answer with a date in the form YYYY-MM-DD.",
      "Write only the date, as in 2024-03-09.",
      "Reply with the date (year-month-day, such as 2031-11-05).") {
    @Override
    public Optional<String> read(String reply) {
      return last(DATES, Reply.end(reply));
    }
  },

  /** A time of day. */
  TIME(
      "Answer with a time in the form HH:MM, from 00:00 to 23:59.",
      "Write only the time on a 24-hour clock, as in 07:45.",
      "Reply with the time of day as HH:MM (24 hours).") {
    @Override
    public Optional<String> read(String reply) {
      return last(TIMES, Reply.end(reply)).map(time -> time.length() == 4 ? "0" + time : time);
    }
  },

  /** An expression of numbers, operations and brackets; what stands behind '=' does not count. */
  EXPRESSION(
      "Answer with one expression, such as (3 + 4) * 5.",
      "Write only the expression.",
      "Reply with the expression alone, without its value.") {
    @Override
    public Optional<String> read(String reply) {
      String text = Reply.end(reply).replace('×', '*').replace('÷', '/').replace('−', '-');
      return last(EXPRESSIONS, VALUE.matcher(text).replaceFirst("")).map(String::strip);
    }
  },

  /** Lines of characters; blanks between characters do not count. */
  GRID(
      "Answer with the rows of the grid, one in a line, in the same characters.",
      "Write only the resulting grid, in the same format.",
      "Reply with the grid alone, line by line as above.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.grid(reply);
    }
  },

  /** Rows of cells; blanks between cells do not count. */
  ROWS(
      "Answer with the rows, one in a line.",
      "Write only the rows, from top to bottom, each in a line of its own.",
      "Reply with the rows, the top row first, one row in a line, and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.grid(reply);
    }
  },

  /** A square of a board, named by its column's letter and its row's number. */
  SQUARE(
      "Answer with one square, such as b3.",
      "Write only the square, in the form b3.",
      "Reply with the name of one square (like b3) and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return last(SQUARES_OF_A_BOARD, Reply.end(reply).toLowerCase(Locale.ROOT));
    }
  },

  /** Squares of a board in any order. */
  SQUARES(
      "Answer with squares such as b3, d5, in any order.",
      "Write only the squares (like b3), with commas between them.",
      "Reply with the names of the squares, such as a4, c2, and no words.") {
    @Override
    public Optional<String> read(String reply) {
      TreeSet<String> all = new TreeSet<>();
      Matcher found = SQUARES_OF_A_BOARD.matcher(Reply.end(reply).toLowerCase(Locale.ROOT));
      while (found.find()) {
        all.add(found.group());
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }
  },

  /** The words that belong to each number, a line for each; their order does not count. */
  NUMBERED_WORDS(
      "Answer with one line for each number, such as 1: word, word.",
      "Write a line for each number: the number, a colon, and its words with commas between them.",
      "Reply with lines such as '2: word, word' and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.rows(reply);
    }

    @Override
    public double score(String expected, String reply) {
      return Reply.shareOfRows(expected, reply);
    }
  },

  /** A name and a word for each of several things, such as 'Ada: knight, Bo: knave'. */
  ASSIGNMENT(
      "Answer with a list such as Ann: word, Bob: word.",
      "Write each name with its word behind a colon, and commas between them.",
      "Reply with 'name: word' for each, separated by commas.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.assignment(reply);
    }

    @Override
    public double score(String expected, String reply) {
      return Reply.share(expected, read(reply).orElse(""));
    }
  };

  private static final Pattern INTEGERS =
      Pattern.compile("(?<![\\w.])[-−]?\\d{1,3}(?:,\\d{3})+(?!\\d)|(?<![\\w.])[-−]?\\d+");
  private static final Pattern AROUND = Pattern.compile("^[\"'`*(\\[{]+|[\"'`*)\\]}.!]+$");
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern VALUE = Pattern.compile("=[^=]*$");
  private static final Pattern PLAIN = Pattern.compile("[-−]?\\d+");
  private static final Pattern FRACTIONS =
      Pattern.compile("[-−]?\\d+\\s*/\\s*[-−]?\\d+|[-−]?\\d+(?:\\.\\d{1,18})?");
  private static final Pattern LISTED_FRACTIONS =
      Pattern.compile("(?<![\\w.])(?:" + FRACTIONS + ")");
  private static final Pattern EXPRESSIONS = Pattern.compile("[\\d(][\\d\\s()+*/-]*");
  private static final Pattern YES_OR_NO = Pattern.compile("\\b(?:yes|no|true|false)\\b");
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]+(?:[-'][\\p{L}\\p{N}]+)*");
  private static final Pattern LETTERS =
      Pattern.compile("(?<![\\p{L}\\p{N}'])\\p{L}(?![\\p{L}\\p{N}'])");
  private static final Pattern RUNS = Pattern.compile("\\S+");
  private static final Pattern WEEKDAYS =
      Pattern.compile("\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b");
  private static final Pattern DATES = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
  private static final Pattern SQUARES_OF_A_BOARD = Pattern.compile("\\b[a-z]\\d{1,2}\\b");
  private static final Pattern TIMES = Pattern.compile("\\b\\d{1,2}:\\d{2}\\b");

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change
  private final List<String> demands;

  Form(String... demands) {
    this.demands = List.of(demands);
  }

  /** Returns a sentence that asks for this form. */
  public final String demand(UniformRandomProvider random) {
    return demands.get(random.nextInt(demands.size()));
  }

  /** Finds an answer in a reply; equal answers are equal texts. */
  public abstract Optional<String> read(String reply);

  /** Returns 1 if a reply has the expected answer, else 0, or the share that is right. */
  public double score(String expected, String reply) {
    return read(reply).equals(read(expected)) ? 1 : 0;
  }

  private static Optional<String> last(Pattern pattern, String text) {
    String found = null;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found = matcher.group();
    }
    return Optional.ofNullable(found);
  }

  private static String integer(String text) {
    return new BigInteger(text.replace(",", "").replace('−', '-')).toString();
  }

  private static Optional<String> fraction(String text) {
    String plain = BLANKS.matcher(text.replace('−', '-')).replaceAll("");
    int bar = plain.indexOf('/');
    int point = plain.indexOf('.');
    BigInteger above = new BigInteger(bar < 0 ? plain.replace(".", "") : plain.substring(0, bar));
    BigInteger below =
        bar >= 0
            ? new BigInteger(plain.substring(bar + 1))
            : BigInteger.TEN.pow(point < 0 ? 0 : plain.length() - point - 1);
    if (below.signum() == 0) {
      return Optional.empty();
    }
    BigInteger common = above.gcd(below).multiply(BigInteger.valueOf(below.signum()));
    return Optional.of(above.divide(common) + "/" + below.divide(common));
  }

  private static String bare(String word) {
    return AROUND.matcher(word).replaceAll("");
  }
}
