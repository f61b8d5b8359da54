package io.seedmill.generators.code;

import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** A kind of question about a program. */
interface Question {

  /** All kinds. */
  List<Question> ALL =
      List.of(
          new WriteQuestion(),
          new ExplainQuestion(),
          new PredictQuestion(),
          new TranslateQuestion(),
          new CompleteQuestion(),
          new RepairQuestion());

  /** Returns its name in parameters and samples. */
  String id();

  /** Asks about a program, or returns nothing if the program is not suitable. */
  Optional<Answered> ask(Subject subject, UniformRandomProvider random);

  /** A question with its answer. */
  record Answered(String prompt, String answer) {}

  /** Draws one of several ways to say something. */
  static String any(UniformRandomProvider random, String... phrases) {
    return phrases[random.nextInt(phrases.length)];
  }
}
