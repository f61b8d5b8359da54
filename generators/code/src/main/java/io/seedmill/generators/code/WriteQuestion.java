package io.seedmill.generators.code;

import io.seedmill.generators.code.run.Outcome;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks for a function, given its head, what it does and examples. */
final class WriteQuestion implements Question {

  private static final int SHOWN = 3;

  @Override
  public String id() {
    return "write";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    String phrase =
        Question.any(
            random,
            "Write %s that %s.",
            "Implement %s. It %s.",
            "Here is the head of %s. Write the whole code: it %s.");
    String function =
        "the " + subject.language().title() + " function `" + subject.signature() + "`";
    StringBuilder prompt = new StringBuilder();
    prompt.append(phrase.formatted(function, subject.task().intention()));
    String given = subject.given();
    if (!given.isEmpty()) {
      prompt.append("\n\n").append(subject.block(given));
    }
    prompt.append("\n\nExamples:");
    for (int i = 0; i < SHOWN; i++) {
      Outcome outcome = subject.examples().get(i).outcome();
      prompt.append("\n- `").append(subject.call(i));
      prompt.append(outcome.failed() ? "` fails: " : "` is ");
      prompt.append(outcome.failed() ? outcome.error() : subject.value(i));
    }
    return Optional.of(new Answered(prompt.toString(), subject.code()));
  }
}
