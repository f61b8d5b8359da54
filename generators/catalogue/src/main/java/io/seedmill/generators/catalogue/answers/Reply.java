package io.seedmill.generators.catalogue.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a reply in which its answer stands.
 *
 * <p>Thoughts in {@code <think>} do not count; thoughts without an end leave no answer. The part is
 * what stands in the last {@code <answer>} or {@code \boxed{…}}, or behind the last {@code ####} or
 * 'Answer:' at the start of a line, whichever comes last; else behind the last 'answer is', or a
 * line's 'So it is'; else the whole.
 *
 * @param marked true if something says that the answer is here
 */
public record Reply(String part, boolean marked) {

  private static final Pattern THOUGHTS_END = Pattern.compile("(?i)</think(?:ing)?>");
  private static final Pattern THOUGHTS_START = Pattern.compile("(?i)<think(?:ing)?>");
  private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t]*```\\w*[ \\t]*$");
  private static final Pattern TAG = Pattern.compile("(?is)<answer>(.*?)(?:</answer>|\\z)");
  private static final Pattern LABEL =
      Pattern.compile(
          "(?im)^[^\\p{L}\\p{N}\\n"
              + "]*(?:####[ \\t]+(?=[-$\\d(.\\\\])"
              + "|(?:(?:the|my|final|correct)\\s+)*answers?\\b[\\s*_\"]*(?:is\\s*)?(?:[:=]|$))[\\s*_]*");
  private static final Pattern PROSE =
      Pattern.compile(
          "(?i)\\banswers?\\b(?:\\s+(?:to|for|of)\\s[^.:\n]{1,80}?)?[\\s*_]*"
              + "(?:[:=]|'s\\b|\\b(?:is|are|(?:would|should|must|will)\\s+be)\\b)[\\s*_:]*");
  private static final Pattern LEAD_IN =
      Pattern.compile(
          "(?im)^\\s*(?:so|thus|hence|therefore)\\b,?\\s+(?:it|this|that|they|these|the\\s+\\p{L}+)"
              + "\\s+(?:is|are)\\b[\\s*_:]*+(?!\\p{L}+\\s+(?:that|to)\\b)");
  private static final String BOX = "\\boxed";
  private static final int MOST_BOXES = 100;
  private static final Pattern BETWEEN_BOXES = Pattern.compile("[ $.]*(?:,|and)[ $]*(?:and)?[ $]*");

  private static final String REASON =
      "\\s(?:because|since|as|which|where|so|i\\.e\\.|that is)(?=[\\s,])";
  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "\n|[.!?;](?=[\\s\"'*)`]|$)|,\\s+(?=[^\\d\\s(-])|(?<=\\S)\\s+\\((?=\\p{L}\\p{L})|"
              + REASON);
  private static final Pattern SENTENCE_END =
      Pattern.compile("\n|[.!?](?=[\\s\"'*)`]|$)|(?<=\\S)\\s+\\((?=\\p{L}\\p{L})|" + REASON);
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*\\*(.+?)\\*\\*|`([^`]+)`|\"([^\"]+)\"|“([^”]+)”");
  private static final Pattern PUNCTUATION = Pattern.compile("[.!:]$");
  private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•]|\\d+[.)])\\s+");

  private static final Pattern ITEM =
      Pattern.compile("\\s*+[^\\s,;\\p{L}\\p{N}/-]*+[\\p{L}\\p{N}/-]++[^\\s;]?\\s*+");
  private static final Pattern LIST_LEAD_IN =
      Pattern.compile(
          "(?i)^\\s*(?:[\\p{L}\\p{N}]*\\s*=|(?:the|i|so|it|this|that|they|these|we|thus|hence|therefore|my)"
              + "\\b[^,:]*?\\s(?:is|are|get|gives?|obtain|have|find|choose)\\b)\\s*");

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])([\\p{L}\\p{N}]++)\\**+\\s*+"
              + "(?::|=|->|→|\\bis an?\\b|\\bis\\b)\\s*\\**([\\p{L}\\p{N}]++)(?!\\**+\\s*+(?::|=|->|→))");

  /** The end of a row in LaTeX and in JSON. */
  private static final Pattern ROW_END =
      Pattern.compile("\\\\(?:begin|end)\\{\\w+}|\\\\{2}|[\"'\\]]\\s*+,\\s*+[\"'\\[]");

  private static final Pattern NO_CELL = Pattern.compile("[\"'\\[\\](){}$\\\\,&✅]|\\*\\*");
  private static final Pattern BEFORE_A_ROW = Pattern.compile("[\\p{L}:=-]");
  private static final Pattern NO_CELLS = Pattern.compile("[\\s|`]+");

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^(?:[^\\d\\n:]{0,80}?(?:\\bis|\\bget|[:=])\\s+)?[\\s*|#\"'`(\\[{-]*(?:house\\s+)?(\\d{1,9})"
              + "\\**\\s*[:.|)-](.*)$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Finds the part of a reply. */
  public static Reply of(String reply) {
    String thought = withoutThoughts(reply);
    String text =
        (thought.contains("```") ? FENCE.matcher(thought).replaceAll("") : thought).strip();
    int box = text.lastIndexOf(BOX);
    String boxed = box < 0 ? "" : boxes(text, box);
    int from = boxed.isBlank() ? -1 : box;
    int end = -1;
    if (text.contains("####") || text.contains("nswer") || text.contains("NSWER")) {
      for (Matcher tag = TAG.matcher(text); tag.find(); ) {
        if (tag.start(1) > from && !tag.group(1).isBlank()) {
          from = tag.start(1);
          end = tag.end(1);
        }
      }
      int label = lastEnd(LABEL, text);
      int behind = from < 0 && label < 0 ? lastEnd(PROSE, text) : label;
      if (behind > from) {
        from = behind;
        end = text.length();
      }
    }
    int leadIn = from < 0 ? lastEnd(LEAD_IN, text) : -1;
    if (leadIn >= 0) {
      return new Reply(text.substring(leadIn).strip(), true);
    }
    return from < 0
        ? new Reply(text, false)
        : end < 0 ? new Reply(boxed.strip(), true) : of(text.substring(from, end), text);
  }

  /** Returns the end of the last match that something follows, or -1. */
  private static int lastEnd(Pattern mark, String text) {
    int last = -1;
    for (Matcher found = mark.matcher(text); found.find(); ) {
      last = found.end() < text.length() ? found.end() : last;
    }
    return last;
  }

  /** Looks for a mark within what is marked, as in 'Answer: \boxed{7}'. */
  private static Reply of(String part, String text) {
    return part.length() < text.length() && part.contains(BOX)
        ? new Reply(of(part).part, true)
        : new Reply(part.strip(), true);
  }

  private static String withoutThoughts(String reply) {
    if (reply.indexOf('<') < 0) {
      return reply;
    }
    int from = 0;
    for (Matcher end = THOUGHTS_END.matcher(reply); end.find(); ) {
      from = end.end();
    }
    return THOUGHTS_START.matcher(reply).region(from, reply.length()).find()
        ? ""
        : reply.substring(from);
  }

  /** Returns what is in a box, and in those before it that are parted by commas alone. */
  private static String boxes(String text, int last) {
    String all = box(text, last);
    int at = last;
    for (int i = 1; i < MOST_BOXES; i++) {
      int before = at == 0 ? -1 : text.lastIndexOf(BOX, at - 1);
      String content = before < 0 ? "" : box(text, before);
      int end = before + BOX.length() + content.length() + 2;
      if (before < 0 || end > at || !BETWEEN_BOXES.matcher(text.substring(end, at)).matches()) {
        return all;
      }
      all = content + ", " + all;
      at = before;
    }
    return all;
  }

  /** Returns the content of a box with the braces in it, or the rest of the text. */
  private static String box(String text, int at) {
    int from = at + BOX.length();
    if (from >= text.length() || text.charAt(from) != '{') {
      return text.substring(from);
    }
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return text.substring(from + 1, i);
      }
    }
    return text.substring(from + 1);
  }

  /** Returns the same with plain characters in place of LaTeX and of typographic signs. */
  public Reply plain() {
    return new Reply(PlainText.of(part), marked);
  }

  /**
   * Finds a short answer: behind a mark in the first clause, else in the last line that has one.
   *
   * @param whole what a text must be so that it counts where it is quoted or bold
   * @param inClause reads a clause that begins behind the mark
   * @param inLine reads a line
   */
  public Optional<String> find(
      Pattern whole,
      Function<String, Optional<String>> inClause,
      Function<String, Optional<String>> inLine) {
    if (marked) {
      String clause = until(CLAUSE_END, part);
      Optional<String> found = emphasised(whole, clause).or(() -> inClause.apply(clause));
      if (found.isPresent()) {
        return found;
      }
    }
    String[] lines = part.split("\n", -1);
    for (int i = lines.length - 1; i >= 0; i--) {
      String line = lines[i];
      Optional<String> found = emphasised(whole, line).or(() -> inLine.apply(line));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> emphasised(Pattern whole, String text) {
    Optional<String> last = Optional.empty();
    for (Matcher found = EMPHASIS.matcher(text); found.find(); ) {
      for (int group = 1; group <= found.groupCount(); group++) {
        String inner = found.group(group);
        if (inner != null && whole.matcher(PUNCTUATION.matcher(inner).replaceFirst("")).matches()) {
          last = Optional.of(PUNCTUATION.matcher(inner).replaceFirst(""));
        }
      }
    }
    return last;
  }

  private static String until(Pattern end, String text) {
    Matcher found = end.matcher(text);
    while (found.find()) {
      if (!text.substring(0, found.start()).isBlank()) {
        return text.substring(0, found.start());
      }
    }
    return text;
  }

  /**
   * Returns the lines that are an item each, with commas between them: behind a mark the first
   * ones, else the last ones; an empty text if there are not two.
   */
  private String itemPerLine(String[] lines) {
    int from = marked ? 0 : lines.length;
    while (!marked && from > 0 && ITEM.matcher(lines[from - 1]).matches()) {
      from--;
    }
    int to = from;
    while (to < lines.length && ITEM.matcher(lines[to]).matches()) {
      to++;
    }
    return to - from < 2 ? "" : String.join(", ", List.of(lines).subList(from, to));
  }

  /** Returns the text that lists several things: a sentence, a line, or lines with bullets. */
  String list() {
    String[] lines = part.split("\n", -1);
    int from = lines.length;
    while (from > 0 && BULLET.matcher(lines[from - 1]).find()) {
      from--;
    }
    if (from < lines.length - 1) {
      return String.join(
          ", ",
          Arrays.stream(lines, from, lines.length)
              .map(line -> BULLET.matcher(line).replaceFirst(""))
              .toList());
    }
    String items = itemPerLine(lines);
    if (!items.isEmpty()) {
      return items;
    }
    if (marked) {
      return until(SENTENCE_END, part);
    }
    String last = BULLET.matcher(lines[lines.length - 1]).replaceFirst("");
    return LIST_LEAD_IN.matcher(last.substring(last.lastIndexOf(':') + 1)).replaceFirst("");
  }

  /**
   * Returns the last lines that are rows of one length, without blanks: two or more, or one. Words
   * may stand before the first row on its line, and a full stop behind the last one.
   */
  Optional<String> grid() {
    String plain = PlainText.of(ROW_END.matcher(part).replaceAll("\n"));
    String[] lines = NO_CELL.matcher(plain).replaceAll("").split("\n", -1);
    List<String> one = List.of();
    for (int end = lines.length; end > 0; ) {
      List<String> rows = new ArrayList<>();
      int at = end;
      while (at > 0) {
        String row = NO_CELLS.matcher(lines[at - 1]).replaceAll("");
        if (rows.isEmpty() && at > 1) {
          row = withoutStop(row, lines[at - 2]);
        } else if (!rows.isEmpty() && row.length() != rows.get(0).length()) {
          row = behindWords(lines[at - 1], rows);
        } else if (!rows.isEmpty() && isWord(row, String.join("", rows))) {
          row = "";
        }
        if (row.isEmpty()) {
          break;
        }
        rows.add(row);
        at--;
      }
      Collections.reverse(rows);
      if (rows.size() > 1) {
        return Optional.of(String.join("\n", rows));
      }
      one = one.isEmpty() ? rows : one;
      end = rows.isEmpty() ? end - 1 : at;
    }
    return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
  }

  /** Returns a last row without a full stop that makes it longer than the row above it. */
  private static String withoutStop(String row, String above) {
    int length = row.length() - 1;
    boolean isLonger =
        length > 0
            && ".!".indexOf(row.charAt(length)) >= 0
            && (NO_CELLS.matcher(above).replaceAll("").length() == length
                || !behindWords(above, List.of(row.substring(0, length))).isEmpty());
    return isLonger ? row.substring(0, length) : row;
  }

  /** Returns true for a line that only happens to be as long as a row, such as 'Solution:'. */
  private static boolean isWord(String row, String known) {
    return row.chars().anyMatch(c -> Character.isLowerCase(c) && known.indexOf(c) < 0);
  }

  /** Returns the row at the end of a line with words, or an empty text if there is none. */
  private static String behindWords(String line, List<String> rows) {
    String row = "";
    String[] words = NO_CELLS.split(line, -1);
    int from = words.length;
    while (from > 1 && row.length() < rows.get(0).length()) {
      row = words[--from] + row;
    }
    boolean isBehindWords =
        Arrays.stream(words, 0, from).anyMatch(word -> BEFORE_A_ROW.matcher(word).find());
    String known = String.join("", rows);
    boolean isRow =
        isBehindWords
            && row.length() == rows.get(0).length()
            && row.chars()
                .allMatch(
                    c ->
                        !Character.isLetter(c)
                            || Character.isUpperCase(c)
                            || known.indexOf(c) >= 0);
    return isRow ? row : "";
  }

  /** Returns the pairs by name; of two for one name the last counts. */
  Map<String, String> pairs() {
    Map<String, String> pairs = new TreeMap<>();
    for (Matcher pair = PAIR.matcher(part.toLowerCase(Locale.ROOT)); pair.find(); ) {
      pairs.put(pair.group(1), pair.group(2));
    }
    return pairs;
  }

  /** Returns the words behind the number at the beginning of a line; of two the last counts. */
  static Optional<String> rows(String reply) {
    List<String> rows = new ArrayList<>();
    wordsByRow(reply)
        .forEach((number, words) -> rows.add(number + ": " + String.join(", ", words)));
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", rows));
  }

  /**
   * Returns the share of words that are in their row. A row with more of the expected words than
   * belong to it counts for nothing.
   */
  static double shareOfRows(String expected, String reply) {
    Map<Integer, Set<String>> wanted = wordsByRow(expected);
    Map<Integer, Set<String>> given = wordsByRow(reply);
    Set<String> known = new TreeSet<>();
    wanted.values().forEach(known::addAll);
    int all = 0;
    int right = 0;
    for (Map.Entry<Integer, Set<String>> row : wanted.entrySet()) {
      Set<String> found = given.getOrDefault(row.getKey(), new TreeSet<>());
      all += row.getValue().size();
      found.retainAll(known);
      if (found.size() <= row.getValue().size()) {
        found.retainAll(row.getValue());
        right += found.size();
      }
    }
    return right / (double) all;
  }

  private static Map<Integer, Set<String>> wordsByRow(String reply) {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (Matcher row = ROW.matcher(Reply.of(reply).plain().part().toLowerCase(Locale.ROOT));
        row.find(); ) {
      Set<String> words = new TreeSet<>();
      for (Matcher word = WORD.matcher(row.group(2)); word.find(); ) {
        words.add(word.group());
      }
      rows.put(Integer.valueOf(row.group(1)), words);
    }
    return rows;
  }
}
