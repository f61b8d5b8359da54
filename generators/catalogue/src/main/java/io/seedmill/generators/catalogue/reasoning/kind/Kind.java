package io.seedmill.generators.catalogue.reasoning.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.mixture.Mixture;
import io.seedmill.generators.catalogue.words.Phrasings;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A kind of question: draws problems of ten levels and scores answers to them.
 *
 * <p>An instance may keep buffers, so it serves one thread.
 */
public abstract class Kind {

  /** The hardest level; the easiest is 1. */
  public static final int LEVELS = Mixture.LEVELS;

  private final String id;
  private final String summary;
  private final Form form;
  private final Phrasings questions;

  /**
   * @param id lower-case words with hyphens
   * @param summary what is asked, in a few words
   * @param form the form of its answers
   * @param places the names that stand in braces in the questions
   * @param questions wordings of the question without the form of the answer
   */
  protected Kind(String id, String summary, Form form, List<String> places, String... questions) {
    this.id = id;
    this.summary = summary;
    this.form = form;
    this.questions = Phrasings.of(places, questions);
  }

  /** Returns its name. */
  public final String id() {
    return id;
  }

  /** Returns what is asked, in a few words. */
  public final String summary() {
    return summary;
  }

  /** Returns the form of its answers. */
  public final Form form() {
    return form;
  }

  /**
   * Draws a problem.
   *
   * @param level from 1 to {@link #LEVELS}: the mean {@link Problem#work} grows with it
   */
  public abstract Problem draw(int level, UniformRandomProvider random);

  /** Words a problem. */
  public final String prompt(Problem problem, UniformRandomProvider random) {
    String question = questions.draw(random, problem.shown().toArray(CharSequence[]::new));
    boolean isSentence = ".?".indexOf(question.charAt(question.length() - 1)) >= 0;
    String gap = question.indexOf('\n') >= 0 ? "\n\n" : isSentence ? " " : "\n";
    return question + gap + form.demand(random);
  }

  /**
   * Scores an answer.
   *
   * @param given what the sample's metadata says of the problem
   * @param expected the sample's answer
   * @param reply what is scored, as it was written
   * @return from 0 (wrong) to 1 (right)
   */
  public double score(JsonNode given, String expected, String reply) {
    return form.score(expected, reply);
  }

  /** Puts items into an order of which each is as likely as any other. */
  protected static <T> void shuffle(List<T> items, UniformRandomProvider random) {
    for (int i = items.size() - 1; i > 0; i--) {
      Collections.swap(items, i, random.nextInt(i + 1));
    }
  }

  /** Returns items as in a sentence: 'a', 'a and b', 'a, b and c'. */
  protected static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Returns the numbers from 0 to {@code count - 1} in random order. */
  protected static int[] permutation(int count, UniformRandomProvider random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }
}
