package io.seedmill.generators.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Asks for a line that is left out. */
final class CompleteQuestion implements Question {

  @Override
  public String id() {
    return "complete";
  }

  @Override
  public Optional<Answered> ask(Subject subject, UniformRandomProvider random) {
    List<String> lines = new ArrayList<>(List.of(subject.code().split("\n", -1)));
    List<Integer> inner = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = line.strip();
      boolean isIndented = !text.isEmpty() && Character.isWhitespace(line.charAt(0));
      if (isIndented && !text.startsWith("}")) {
        inner.add(i);
      }
    }
    int gap = inner.get(random.nextInt(inner.size()));
    String line = lines.get(gap);
    String text = line.strip();
    lines.set(gap, line.substring(0, line.indexOf(text)) + "???");
    String phrase =
        Question.any(
            random,
            "Which line belongs in place of `???`?",
            "Fill in the line that is missing at `???`.",
            "One line is replaced by `???`. Write it.");
    String prompt =
        phrase
            + " The code "
            + subject.task().intention()
            + ".\n\n"
            + subject.block(String.join("\n", lines));
    return Optional.of(new Answered(prompt, text));
  }
}
