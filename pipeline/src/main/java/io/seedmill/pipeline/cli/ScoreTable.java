package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Counted;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Mean scores by kind of question and by difficulty. */
final class ScoreTable {

  private static final int LEVELS = 10;

  /** The number of answers, and the sum of their scores. */
  private static final class Sum {
    private long answers;
    private double scores;

    void add(double score) {
      answers++;
      scores += score;
    }

    String mean() {
      return answers == 0 ? "-" : String.format(Locale.ROOT, "%.3f", scores / answers);
    }
  }

  private final Map<String, Sum[]> kinds = new TreeMap<>();
  private final Sum[] all = sums();

  private static Sum[] sums() {
    Sum[] sums = new Sum[LEVELS + 1]; // at 0 those of all levels
    for (int i = 0; i <= LEVELS; i++) {
      sums[i] = new Sum();
    }
    return sums;
  }

  /** Adds the score of an answer to a record. */
  void add(JsonNode sample, double score) {
    String kind = sample.path("kind").asText(sample.path("generator").asText());
    int level = Math.max(0, Math.min(LEVELS, sample.at("/metadata/difficulty").asInt()));
    for (Sum[] sums : new Sum[][] {kinds.computeIfAbsent(kind, key -> sums()), all}) {
      sums[0].add(score);
      if (level > 0) {
        sums[level].add(score);
      }
    }
  }

  /**
   * Prints a row for each kind, with a column for each difficulty.
   *
   * @param answered the number of records with an answer
   * @param records the number of all
   */
  void print(PrintWriter out, long answered, long records) {
    int width = kinds.keySet().stream().mapToInt(String::length).max().orElse(0);
    width = Math.max(width, "difficulty".length());
    StringBuilder head = new StringBuilder();
    head.append(
        String.format(Locale.ROOT, "%-" + width + "s %8s %7s", "difficulty", "answers", "all"));
    for (int level = 1; level <= LEVELS; level++) {
      head.append(String.format(Locale.ROOT, " %6d", level));
    }
    out.println(head);
    for (Map.Entry<String, Sum[]> kind : kinds.entrySet()) {
      print(out, width, kind.getKey(), kind.getValue());
    }
    print(out, width, "total", all);
    out.printf(Locale.ROOT, "%nanswered  %,d of %s%n", answered, Counted.of(records, "record"));
  }

  private static void print(PrintWriter out, int width, String name, Sum[] sums) {
    StringBuilder row = new StringBuilder();
    row.append(
        String.format(
            Locale.ROOT, "%-" + width + "s %,8d %7s", name, sums[0].answers, sums[0].mean()));
    for (int level = 1; level <= LEVELS; level++) {
      row.append(String.format(Locale.ROOT, " %6s", sums[level].mean()));
    }
    out.println(row);
  }
}
