package io.seedmill.generators.catalogue.answers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The form of an answer: how a prompt asks for it, and how it is found in a reply that says more.
 *
 * <p>A short answer is looked for in the first clause behind a mark such as 'Answer:' or in {@code
 * \boxed{…}}, else it is the last of its form in the last line that has one; what is bold or quoted
 * comes first. LaTeX, signs such as − and ×, thousands separators and units may stand in it.
 */
public enum Form {
  /** A whole number; thousands may be parted by commas. */
  INTEGER(
      "Answer with one integer.",
      "Write only the integer.",
      "Reply with the integer and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return number(reply).filter(value -> value.endsWith("/1")).map(Form::whole);
    }
  },

  /** A fraction, a whole number or a decimal number; equal values are equal answers. */
  FRACTION(
      "Answer with a fraction in lowest terms, such as 3/4, or an integer.",
      "Write one fraction in lowest terms (like 5/8), or an integer if it is one.",
      "Reply with a reduced fraction such as 2/7, or with an integer, and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return number(reply);
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
      for (String found : all(NUMBERS, Reply.of(reply).plain().list())) {
        fraction(found).ifPresent(all::add);
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
      String list = Reply.of(reply).plain().list();
      List<String> longest = List.of();
      List<String> run = new ArrayList<>();
      int end = 0;
      for (Matcher found = INTEGERS.matcher(list); found.find(); end = found.end()) {
        if (!BETWEEN_INTEGERS.matcher(list.substring(end, found.start())).matches()) {
          run = new ArrayList<>();
        }
        run.add(new BigInteger(found.group()).toString());
        longest = run.size() >= longest.size() ? run : longest;
      }
      return longest.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", longest));
    }
  },

  /** Yes or no. */
  YES_NO("Answer yes or no.", "Write only 'yes' or 'no'.", "Reply with yes or no.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.of(reply.toLowerCase(Locale.ROOT))
          .plain()
          .find(
              YES_OR_NO,
              clause -> first(YES_OR_NO, clause),
              line -> first(YES_OR_NO_AT_START, line).or(() -> lastAffirmed(line)))
          .map(word -> first(YES_OR_NO, word).orElseThrow().replaceFirst("[.!]$", ""))
          .map(word -> word.equals("true") ? "yes" : word.equals("false") ? "no" : word);
    }
  },

  /** One word of letters and digits; case does not count. */
  WORD("Answer with one word.", "Write only that word.", "Reply with the word alone.") {
    @Override
    public Optional<String> read(String reply) {
      return lastOf(WORDS, reply).map(word -> word.toLowerCase(Locale.ROOT));
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
      return Reply.of(reply)
          .plain()
          .find(
              LETTERS,
              clause -> first(LETTER_AT_START, clause).or(() -> last(LETTERS, clause)),
              line -> last(LETTERS, line))
          .flatMap(found -> first(LETTERS, found))
          .map(letter -> letter.toLowerCase(Locale.ROOT));
    }
  },

  /** A row of characters without blanks; case counts. */
  CHARACTERS(
      "Answer with the characters alone, without blanks.",
      "Write only the resulting characters.",
      "Reply with that string and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.of(reply)
          .plain()
          .find(RUNS, clause -> last(RUNS, clause), line -> last(RUNS, line))
          .map(Form::bare)
          .filter(run -> !run.isEmpty());
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
      String list = Reply.of(reply).plain().list().toLowerCase(Locale.ROOT);
      for (String word : BETWEEN.split(list, -1)) {
        String bare = bare(word);
        if (RUNS.matcher(bare).matches() && !bare.equals("and")) {
          all.add(bare);
        }
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }
  },

  /** Words in any order; case does not count. */
  WORD_SET(
      "Answer with words separated by commas, in any order.",
      "Write only those words, with commas between them.",
      "Reply with a list such as one, two, three and nothing else.") {
    @Override
    public Optional<String> read(String reply) {
      return WORD_LIST
          .read(reply)
          .map(words -> String.join(", ", new TreeSet<>(List.of(words.split(", ", -1)))));
    }

    /** Returns the share of words that both have among those that one of them has. */
    @Override
    public double score(String expected, String reply) {
      Set<String> wanted = new TreeSet<>(List.of(read(expected).orElse("").split(", ", -1)));
      Set<String> either = new TreeSet<>(List.of(read(reply).orElse("").split(", ", -1)));
      long both = either.stream().filter(wanted::contains).count();
      either.addAll(wanted);
      return (double) both / either.size();
    }
  },

  /** A day of the week. */
  WEEKDAY(
      "Answer with the day of the week.",
      "Write only the name of the day.",
      "Reply with one word, the day of the week.") {
    @Override
    public Optional<String> read(String reply) {
      return firstOf(WEEKDAYS, reply.toLowerCase(Locale.ROOT));
    }
  },

  /** A date as in ISO 8601. */
  DATE(
      "Answer with a date in the form YYYY-MM-DD.",
      "Write only the date, as in 2024-03-09.",
      "Reply with the date (year-month-day, such as 2031-11-05).") {
    @Override
    public Optional<String> read(String reply) {
      return firstOf(DATES, reply);
    }
  },

  /** A time of day. */
  TIME(
      "Answer with a time in the form HH:MM, from 00:00 to 23:59.",
      "Write only the time on a 24-hour clock, as in 07:45.",
      "Reply with the time of day as HH:MM (24 hours).") {
    @Override
    public Optional<String> read(String reply) {
      return firstOf(TIMES, reply).map(Form::onTheClock);
    }
  },

  /** An expression of numbers, operations and brackets; what stands behind '=' does not count. */
  EXPRESSION(
      "Answer with one expression, such as (3 + 4) * 5.",
      "Write only the expression.",
      "Reply with the expression alone, without its value.") {
    @Override
    public Optional<String> read(String reply) {
      Function<String, Optional<String>> longest =
          text -> all(EXPRESSIONS, text).stream().reduce((a, b) -> a.length() > b.length() ? a : b);
      return Reply.of(reply)
          .plain()
          .find(EXPRESSIONS, longest, longest)
          .map(found -> AROUND_EXPRESSION.matcher(found).replaceAll(""));
    }
  },

  /** Lines of characters; blanks between characters do not count. */
  GRID(
      "Answer with the rows of the grid, one in a line, in the same characters.",
      "Write only the resulting grid, in the same format.",
      "Reply with the grid alone, line by line as above.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.of(reply).grid();
    }
  },

  /** Rows of cells; blanks between cells do not count. */
  ROWS(
      "Answer with the rows, one in a line.",
      "Write only the rows, from top to bottom, each in a line of its own.",
      "Reply with the rows, the top row first, one row in a line, and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return Reply.of(reply).grid();
    }
  },

  /** A square of a board, named by its column's letter and its row's number. */
  SQUARE(
      "Answer with one square, such as b3.",
      "Write only the square, in the form b3.",
      "Reply with the name of one square (like b3) and no words.") {
    @Override
    public Optional<String> read(String reply) {
      return firstOf(SQUARES_OF_A_BOARD, reply.toLowerCase(Locale.ROOT));
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
      String list = Reply.of(reply).plain().list().toLowerCase(Locale.ROOT);
      for (Matcher found = SQUARES_OF_A_BOARD.matcher(list); found.find(); ) {
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
      Map<String, String> pairs = Reply.of(reply).plain().pairs();
      return pairs.isEmpty()
          ? Optional.empty()
          : Optional.of(
              pairs.entrySet().stream()
                  .map(pair -> pair.getKey() + ": " + pair.getValue())
                  .collect(Collectors.joining(", ")));
    }

    @Override
    public double score(String expected, String reply) {
      List<String> wanted = List.of(read(expected).orElse("").split(", ", -1));
      List<String> given = List.of(read(reply).orElse("").split(", ", -1));
      return wanted.stream().filter(given::contains).count() / (double) wanted.size();
    }
  };

  private static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3})++(?![\\d,]*\\d)|\\d++|(?=\\.\\d))";
  private static final String POWER_OF_TEN =
      "(?:[eE][-+]?\\d{1,3}(?!\\w)|\\s?\\*\\s?10\\^\\{?[-+]?\\d{1,3}}?)";

  /** Mixed numbers, fractions and decimals, with their sign, and a sign of percent behind. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<![\\w.])(-?)(?:(\\d{1,9})\\s+(?=\\d+\\s*/))?("
              + DIGITS
              + "(?:\\.\\d++)?)("
              + POWER_OF_TEN
              + "?)(?:\\s*/\\s*(-?\\d++))?(\\s?%)?");

  /** A rounded number behind an exact one. */
  private static final Pattern ROUNDED =
      Pattern.compile(
          "(?<=\\d)[ ,]*(?:\\(\\s*)?(?:or\\s+)?(?:≈|~|\\b(?:about|approximately|roughly)\\b)\\s*-?[\\d.,]*\\d\\s*%?\\)?");

  private static final Pattern EXPONENT = Pattern.compile("[-+]?\\d+(?=}?$)");
  private static final int LONGEST_NUMBER = 1_000;
  private static final Pattern SIDES = Pattern.compile("[=≈]+");
  private static final Pattern INTEGERS = Pattern.compile("(?<!\\w)-?\\d{1,1000}");
  private static final Pattern BETWEEN_INTEGERS =
      Pattern.compile("[,;*x\\s\"'`]*+(?:and\\b[,;*x\\s\"'`]*+)?");
  private static final Pattern AROUND =
      Pattern.compile("^[\"'`*(\\[{$\\\\]+|[\"'`*)\\]}.!$\\\\]+$");
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");
  private static final Pattern AROUND_EXPRESSION =
      Pattern.compile("^-?\\s+|(?<![\\s*/+-])[\\s*/+-]++$");
  private static final Pattern EXPRESSIONS = Pattern.compile("[\\d(-][\\d\\s()+*/-]*");
  private static final Pattern YES_OR_NO = Pattern.compile("\\b(?:yes|no|true|false)\\b[.!]?");
  private static final Pattern YES_OR_NO_AT_START =
      Pattern.compile("^\\W*(?:yes|no|true|false)\\b(?!\\s\\p{L})");
  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}]|[-'](?=[\\p{L}\\p{N}]))*+");
  private static final Pattern LETTERS =
      Pattern.compile("(?<![\\p{L}\\p{N}'])\\p{L}(?![\\p{L}\\p{N}'])");
  private static final Pattern LETTER_AT_START =
      Pattern.compile("^[^\\p{L}\\p{N}]*\\p{L}\\s*(?=[:).-]|$)");
  private static final Pattern RUNS =
      Pattern.compile("(?<!\\S)[^\\s\\p{L}\\p{N}]*+[\\p{L}\\p{N}]\\S*+");
  private static final Pattern WEEKDAYS =
      Pattern.compile("\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b");
  private static final Pattern DATES = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
  private static final Pattern SQUARES_OF_A_BOARD = Pattern.compile("\\b[a-z]\\d{1,2}\\b");
  private static final Pattern TIMES =
      Pattern.compile("(?i)\\b(\\d{1,2}):(\\d{2})\\b(?::00\\b)?(?:\\s?([ap])\\.?m\\b)?");

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

  /** Finds the one number of a reply, as a reduced fraction such as 3/4 or 7/1. */
  private static Optional<String> number(String reply) {
    Reply found = Reply.of(reply).plain();
    return new Reply(ROUNDED.matcher(found.part()).replaceAll(""), found.marked())
        .find(NUMBERS, clause -> first(NUMBERS, side(clause)), line -> last(NUMBERS, line))
        .flatMap(Form::fraction);
  }

  /** Returns the side of an equation that is its result. */
  private static String side(String clause) {
    String[] sides = SIDES.split(clause, -1);
    return NUMBERS.matcher(sides[0].strip()).matches() ? sides[0] : sides[sides.length - 1];
  }

  private static Optional<String> firstOf(Pattern pattern, String reply) {
    return Reply.of(reply)
        .plain()
        .find(pattern, clause -> first(pattern, clause), line -> last(pattern, line));
  }

  private static Optional<String> lastOf(Pattern pattern, String reply) {
    return Reply.of(reply)
        .plain()
        .find(pattern, clause -> last(pattern, clause), line -> last(pattern, line));
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> all = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      all.add(matcher.group());
    }
    return all;
  }

  /** Returns the last yes or no that has no 'not' before it. */
  private static Optional<String> lastAffirmed(String text) {
    String found = null;
    for (Matcher matcher = YES_OR_NO.matcher(text); matcher.find(); ) {
      found = isDenied(matcher.start(), text) ? found : matcher.group();
    }
    return Optional.ofNullable(found);
  }

  private static boolean isDenied(int at, String text) {
    return text.startsWith("not ", at - "not ".length());
  }

  /** Returns the first match that has no 'not' before it. */
  private static Optional<String> first(Pattern pattern, String text) {
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      if (!isDenied(matcher.start(), text)) {
        return Optional.of(matcher.group());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> last(Pattern pattern, String text) {
    String found = null;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found = matcher.group();
    }
    return Optional.ofNullable(found);
  }

  private static String whole(String fraction) {
    return fraction.substring(0, fraction.length() - "/1".length());
  }

  /** Returns the value of a match of {@link #NUMBERS}; nothing if it has none. */
  private static Optional<String> fraction(String text) {
    Matcher number = NUMBERS.matcher(text);
    if (text.length() > LONGEST_NUMBER || !number.find()) {
      return Optional.empty();
    }
    BigDecimal decimal = new BigDecimal(number.group(3).replace(",", ""));
    int tens = tens(number.group(4)) - (number.group(6) == null ? 0 : 2);
    int scale = Math.max(0, decimal.scale() - tens);
    BigInteger above =
        decimal.scaleByPowerOfTen(tens).setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    BigInteger below = BigInteger.TEN.pow(scale);
    if (number.group(5) != null) {
      below = below.multiply(new BigInteger(number.group(5)));
    }
    if (below.signum() == 0) {
      return Optional.empty();
    }
    if (number.group(2) != null) {
      above = above.add(new BigInteger(number.group(2)).multiply(below));
    }
    BigInteger common = above.gcd(below).multiply(BigInteger.valueOf(below.signum()));
    BigInteger signed = number.group(1).isEmpty() ? above : above.negate();
    return Optional.of(signed.divide(common) + "/" + below.divide(common));
  }

  private static int tens(String power) {
    Matcher exponent = EXPONENT.matcher(power);
    return exponent.find() ? Integer.parseInt(exponent.group().replace("+", "")) : 0;
  }

  /** Returns a time as HH:MM of 24 hours. */
  private static String onTheClock(String text) {
    Matcher time = TIMES.matcher(text);
    if (!time.find()) {
      throw new IllegalArgumentException(text);
    }
    int hour = Integer.parseInt(time.group(1));
    if (time.group(3) != null) {
      hour = hour % 12 + (time.group(3).equalsIgnoreCase("p") ? 12 : 0);
    }
    return (hour < 10 ? "0" : "") + hour + ":" + time.group(2);
  }

  private static String bare(String word) {
    return AROUND.matcher(word).replaceAll("");
  }
}
