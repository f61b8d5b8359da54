package io.seedmill.generators.code;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks for the value of a call. */
final class PredictQuestion implements Question {

  @Override
  public String id() {
    return "predict-output";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    int example = random.nextInt(subject.examples().size());
    String phrase =
        Question.any(
            random,
            "What does `%s` return?",
            "Work out the value of `%s`.",
            "Predict the result of `%s`.");
    String form =
        subject.task().program().main().fails()
            ? " Answer in JSON, or with `error:` and the message.\n\n"
            : " Answer in JSON.\n\n";
    String prompt = phrase.formatted(subject.call(example)) + form + subject.block(subject.code());
    return Optional.of(new Answered(prompt, subject.value(example)));
  }
}
