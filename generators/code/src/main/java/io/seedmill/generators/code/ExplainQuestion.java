package io.seedmill.generators.code;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks what a function returns, in words. */
final class ExplainQuestion implements Question {

  @Override
  public String id() {
    return "explain";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    String phrase =
        Question.any(
            random,
            "What does `%s` return?",
            "Say in one sentence what `%s` returns.",
            "Describe the result of `%s`.");
    String prompt = phrase.formatted(subject.name()) + "\n\n" + subject.block(subject.code());
    return Optional.of(new Answered(prompt, "It " + subject.task().intention() + "."));
  }
}
