package io.seedmill.generators.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/**
 * Tests that every built-in generator must pass: pinned bytes, answers that an independent verifier
 * accepts, wrong answers that it rejects, and few duplicates.
 */
public abstract class GeneratorContract {

  private static final long SEED = 42;
  private static final int GOLDEN_RUN = 100;
  private static final int MUTATIONS = 500;
  private static final int WORDED = 100;
  private static final int SCORED = 300;

  private List<Pattern> compiled = List.of();

  protected abstract GeneratorFactory factory();

  /**
   * Returns the first 16 hex digits of the digests of samples 0, 50 and 99 at default parameters
   * and seed 42. They change only together with {@link GeneratorFactory#version}.
   */
  protected abstract List<String> golden();

  /** Parameters as JSON, each verified besides the defaults: the bounds, and what is unusual. */
  protected abstract List<String> parameterSets();

  /**
   * Returns the wordings of prompts, of which every set of parameters uses four or more. Each asks
   * for the same answer and says in which form to write it.
   */
  protected abstract List<Pattern> phrasings();

  /**
   * Judges a sample from its prompt, without the code that made it: whether the answer is right,
   * and in the form that the prompt asks for.
   *
   * @param sample the content's fields, and {@code metadata}
   * @return what is wrong with the sample, or nothing
   */
  protected abstract Optional<String> verify(ObjectNode sample);

  /** Makes the answer of a right sample wrong, in place: each time in another way. */
  protected abstract void mutate(ObjectNode sample, UniformRandomProvider random);

  /**
   * Judges whether a mutated answer is the right one in another form or order, so that a scorer may
   * take it.
   */
  protected boolean isRightInAnotherForm(ObjectNode right, ObjectNode wrong) {
    return false;
  }

  /** Returns the number of samples that are verified at default parameters. */
  protected int verified() {
    return 2_000;
  }

  /** Returns the number of samples that are verified for each of {@link #parameterSets}. */
  protected int verifiedPerSet() {
    return 200;
  }

  /** Returns the most duplicates among the first 100,000 samples at default parameters. */
  protected int mostDuplicates() {
    return 999;
  }

  /**
   * Returns the number of samples of which duplicates are counted. Where they come by chance, pairs
   * grow with the square: four tenths of the samples have 16 in 100 of the duplicates.
   */
  protected int counted() {
    return 40_000;
  }

  /** Returns the match of a prompt with the one of {@link #phrasings} that it has. */
  protected final Matcher prompt(ObjectNode sample) {
    String prompt = sample.get("prompt").textValue();
    List<Matcher> matches =
        compiled().stream()
            .map(phrasing -> phrasing.matcher(prompt))
            .filter(Matcher::matches)
            .toList();
    if (matches.size() != 1) {
      throw new AssertionError(matches.size() + " wordings match: " + sample);
    }
    return matches.get(0);
  }

  private List<Pattern> compiled() {
    if (compiled.isEmpty()) {
      compiled = phrasings();
    }
    return compiled;
  }

  @Test
  void promptsHaveAtLeastFourWordings() throws Exception {
    Set<String> unused = new HashSet<>();
    phrasings().forEach(phrasing -> unused.add(phrasing.pattern()));
    List<Parameters> sets = new ArrayList<>(List.of(factory().parameters().defaults()));
    for (String json : parameterSets()) {
      sets.add(parameters(json));
    }
    for (Parameters parameters : sets) {
      Set<String> used = new HashSet<>();
      for (Collected sample : samples(parameters, WORDED)) {
        used.add(prompt(sample.parsed()).pattern().pattern());
      }
      assertThat("wordings with " + parameters, used.size(), greaterThan(3));
      unused.removeAll(used);
    }
    assertThat("wordings that no prompt has", unused, is(empty()));
  }

  @Test
  void theBytesAreTheOnesThatThisVersionPromised() throws Exception {
    List<Collected> samples = samples(factory().parameters().defaults(), GOLDEN_RUN);
    List<String> digests = new ArrayList<>();
    for (int index : new int[] {0, GOLDEN_RUN / 2, GOLDEN_RUN - 1}) {
      digests.add(digest(samples.get(index)));
    }
    assertThat(digests, is(golden()));
  }

  @Test
  void everyAnswerIsRight() {
    verifyAll(factory().parameters().defaults(), verified());
  }

  @Test
  void everyAnswerIsRightUnderOtherParameters() throws Exception {
    for (String json : parameterSets()) {
      verifyAll(parameters(json), verifiedPerSet());
    }
  }

  @Test
  void aWrongAnswerIsRejected() {
    List<Collected> samples = samples(factory().parameters().defaults(), MUTATIONS);
    UniformRandomProvider random = new SplitMix64(SEED);
    for (Collected sample : samples) {
      ObjectNode wrong = sample.parsed();
      mutate(wrong, random);
      assertThat("the mutation changes something", wrong, not(sample.parsed()));
      if (verify(wrong).isEmpty()) {
        throw new AssertionError("accepted although wrong: " + wrong);
      }
    }
  }

  @Test
  void theOwnAnswerScoresFullyHoweverItIsWrittenAndAWrongOneDoesNot() throws Exception {
    Optional<Scorer> scorer = factory().scorer();
    if (scorer.isEmpty()) {
      return;
    }
    UniformRandomProvider random = new SplitMix64(SEED);
    for (Collected sample : samples(factory().parameters().defaults(), SCORED)) {
      ObjectNode right = sample.parsed();
      scoresFully(scorer.get(), right);
      ObjectNode wrong = sample.parsed();
      mutate(wrong, random);
      if (!isRightInAnotherForm(right, wrong) && !wrong.get("answer").equals(right.get("answer"))) {
        String reply = wrong.get("answer").textValue();
        assertThat(right + " " + reply, scorer.get().score(right, reply), lessThan(1.0));
      }
    }
    for (String json : parameterSets()) {
      for (Collected sample : samples(parameters(json), SCORED / 10)) {
        scoresFully(scorer.get(), sample.parsed());
      }
    }
  }

  private static void scoresFully(Scorer scorer, ObjectNode sample) {
    String answer = sample.get("answer").textValue();
    for (String reply :
        List.of(
            answer,
            "\n" + answer + "\n",
            "**Answer:** " + answer,
            "<think>First 17, or 3?</think>\nThe final answer is " + answer + ".",
            "It has 3 parts.\n\n" + answer,
            "So it is \\boxed{" + answer + "}.",
            "$\\boxed{\\text{" + answer + "}}$\n\nI hope that helps!")) {
      assertThat(sample + " " + reply, scorer.score(sample, reply), is(1.0));
    }
    assertThat(scorer.score(sample, ""), is(0.0));
    assertThat(scorer.score(sample, "I do not know."), is(0.0));
  }

  @Test
  void fewSamplesAreDuplicates() {
    int count = counted();
    int piece = 1_000;
    Set<String> contents = new HashSet<>();
    for (int first = 0; first < count; first += piece) {
      CollectingSink.collect(
              factory(),
              factory().parameters().defaults(),
              SEED,
              new IndexRange(first, first + piece))
          .forEach(sample -> contents.add(sample.content()));
    }
    double share = count / 100_000.0;
    assertThat(
        "duplicates",
        (double) (count - contents.size()),
        lessThanOrEqualTo(mostDuplicates() * share * share));
  }

  private Parameters parameters(String json) throws Exception {
    return factory()
        .parameters()
        .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private void verifyAll(Parameters parameters, int count) {
    for (Collected sample : samples(parameters, count)) {
      verify(sample.parsed())
          .ifPresent(
              complaint -> {
                throw new AssertionError(complaint + ": " + sample);
              });
    }
  }

  private List<Collected> samples(Parameters parameters, int count) {
    return CollectingSink.collect(factory(), parameters, SEED, new IndexRange(0, count));
  }

  private static String digest(Collected sample) throws Exception {
    byte[] bytes = (sample.content() + sample.metadata()).getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return HexFormat.of().formatHex(hash, 0, 8);
  }
}
