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
    List<Integer> inner = gaps(lines, subject.start(), true);
    if (inner.isEmpty()) {
      // Each function is one line.
      inner = gaps(lines, subject.start(), false);
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

  /** Returns the lines that say something, those within functions or functions of one line. */
  private static List<Integer> gaps(List<String> lines, int start, boolean isWithin) {
    List<Integer> gaps = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      boolean indented = !text.isEmpty() && Character.isWhitespace(lines.get(i).charAt(0));
      boolean says = isWithin ? indented && !text.startsWith("}") : text.endsWith(" }");
      if (says && at >= start) {
        gaps.add(i);
      }
      at += lines.get(i).length() + 1;
    }
    return gaps;
  }
}
