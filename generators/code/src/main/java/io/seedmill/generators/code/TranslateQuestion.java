package io.seedmill.generators.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks for the same program in another language. */
final class TranslateQuestion implements Question {

  @Override
  public String id() {
    return "translate";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    List<Language> others = new ArrayList<>(List.of(Language.values()));
    others.remove(subject.language());
    Language to = others.get(random.nextInt(others.size()));
    String phrase =
        Question.any(
            random,
            "Translate this %s code to %s.",
            "Rewrite this %s program in %s.",
            "Port this from %s to %s.");
    String prompt =
        phrase.formatted(subject.language().title(), to.title())
            + "\n\n"
            + subject.block(subject.code());
    return Optional.of(new Answered(prompt, subject.codeIn(to)));
  }
}
