package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/**
 * Compares programs by their rows of five tokens, with names and literals masked: what two programs
 * have in common, as a share of what either has.
 */
class SimilarityTest {

  private static final int PROGRAMS = 1_000;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z_]\\w*|\\d+|\"[^\"]*\"|\\S");

  private static final Set<String> WORDS =
      Set.of(
          ("def for in if else elif while return not and or break continue raise range len int list"
                  + " str bool enumerate sum any all dict set append min max abs ValueError")
              .split(" ", -1));

  @Test
  void programsOfDifferentFamiliesAreDifferent() {
    Composer composer = new Composer();
    Printer printer = Language.PYTHON.printer();
    List<Task> tasks = new ArrayList<>();
    List<int[]> rows = new ArrayList<>();
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Task task = composer.draw(new SplitMix64(seed));
      tasks.add(task);
      rows.add(rows(printer.functions(task.program())));
    }
    int pairs = 0;
    int alike = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      for (int j = 0; j < i; j++) {
        if (Collections.disjoint(tasks.get(i).families(), tasks.get(j).families())) {
          pairs++;
          alike += shared(rows.get(i), rows.get(j)) > 0.7 ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "pairs of programs that share more than 70%% of their rows of 5 tokens: %d of %d%n",
        alike, pairs);
    assertThat("pairs that are alike, of " + pairs, alike, lessThan(pairs / 10_000));
  }

  /** Returns the different rows of five tokens, as sorted hashes. */
  private static int[] rows(String code) {
    List<String> tokens =
        TOKEN.matcher(code).results().map(found -> masked(found.group())).toList();
    return IntStream.rangeClosed(0, tokens.size() - 5)
        .map(i -> String.join(" ", tokens.subList(i, i + 5)).hashCode())
        .sorted()
        .distinct()
        .toArray();
  }

  private static String masked(String token) {
    char first = token.charAt(0);
    if (first == '"') {
      return "text";
    }
    return Character.isLetter(first) && !WORDS.contains(token)
        ? "name"
        : Character.isDigit(first) ? "number" : token;
  }

  private static double shared(int[] a, int[] b) {
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) common / (a.length + b.length - common);
  }
}
