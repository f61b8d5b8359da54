package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.DurationText;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The declaration of program generators. */
final class ProgramSchema {

  private static final int MOST_WORDS = 1_000;
  private static final long LARGEST_TASK = 1_000_000;
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String WORDS = "a list of words, the program first, such as [python3, a.py]";
  private static final String VARIABLES = "a mapping of names to texts";

  private ProgramSchema() {}

  static ParameterSchema schema() {
    return ParameterSchema.none()
        .structure(
            "command",
            "the program and its arguments",
            NullNode.instance,
            WORDS,
            ProgramSchema::words)
        .choice("lines", "what a line of its output is", "indexed", List.of("indexed", "bare"))
        .choice("mode", "how it hands over samples", "stream", List.of("stream", "files"))
        .structure(
            "params",
            "handed on to it as they are",
            JsonNodeFactory.instance.objectNode(),
            "a mapping",
            (path, value) -> unless(value.isObject(), path, value, "a mapping"))
        .structure(
            "env",
            "its environment variables",
            JsonNodeFactory.instance.objectNode(),
            VARIABLES,
            ProgramSchema::variables)
        .integer("version", "raised by whoever changes its samples", 1, 1, Integer.MAX_VALUE)
        .structure(
            "taskSize",
            "how many samples a task has",
            NullNode.instance,
            "a whole number from 1 to " + LARGEST_TASK,
            ProgramSchema::taskSize)
        .structure(
            "timeoutPerSample",
            "the longest time between two samples",
            TextNode.valueOf("60s"),
            DurationText.ALLOWED,
            ProgramSchema::duration)
        .structure(
            "timeoutPerTask",
            "the longest time for a task",
            NullNode.instance,
            DurationText.ALLOWED,
            ProgramSchema::duration)
        .structure(
            "startTimeout",
            "how much longer the first sample of a process may take",
            TextNode.valueOf("60s"),
            DurationText.ALLOWED,
            (path, value) -> unless(isDuration(value), path, value, DurationText.ALLOWED))
        .structure(
            "collect",
            "how files become samples",
            NullNode.instance,
            CollectRule.ALLOWED,
            CollectRule::check)
        .rule(ProgramSchema::together);
  }

  private static Optional<InputProblem> together(Parameters parameters) {
    boolean files = parameters.choice("mode").equals("files");
    if (files && parameters.structure("taskSize").isNull()) {
      return Optional.of(
          new InputProblem(
              "/mode",
              "'files' without 'taskSize'",
              "with 'taskSize', how many samples a run makes"));
    }
    if (files && parameters.choice("lines").equals("bare")) {
      return Optional.of(
          new InputProblem("/lines", "'bare' beside mode 'files'", "one of the two"));
    }
    if (!files && !parameters.structure("collect").isNull()) {
      return Optional.of(
          new InputProblem("/collect", "'collect' without mode 'files'", "both or none"));
    }
    return parameters.structure("command").isNull()
        ? Optional.of(new InputProblem("/command", "nothing", WORDS))
        : Optional.empty();
  }

  private static List<InputProblem> words(String path, JsonNode value) {
    if (value.isNull()) {
      return List.of(); // the rule tells
    }
    if (value.isTextual() && !value.textValue().isBlank()) {
      return List.of();
    }
    boolean good = value.isArray() && !value.isEmpty() && value.size() <= MOST_WORDS;
    if (!good) {
      return unless(false, path, value, WORDS);
    }
    List<InputProblem> problems = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode word = value.get(i);
      boolean first = i == 0 && word.asText().isBlank();
      problems.addAll(
          unless(word.isValueNode() && !word.isNull() && !first, path + "/" + i, word, "a word"));
    }
    return problems;
  }

  private static List<InputProblem> variables(String path, JsonNode value) {
    if (!value.isObject()) {
      return unless(false, path, value, VARIABLES);
    }
    List<InputProblem> problems = new ArrayList<>();
    for (var variable : value.properties()) {
      String at = path + JsonPointer.empty().appendProperty(variable.getKey());
      if (!VARIABLE.matcher(variable.getKey()).matches()) {
        problems.add(
            new InputProblem(
                at,
                "the name '" + variable.getKey() + "'",
                "letters, digits and underscores, no digit first"));
      }
      problems.addAll(
          unless(
              variable.getValue().isValueNode() && !variable.getValue().isNull(),
              at,
              variable.getValue(),
              "a text, in which ${env:NAME} stands for a variable of your own"));
    }
    return problems;
  }

  private static List<InputProblem> taskSize(String path, JsonNode value) {
    boolean good =
        value.isNull()
            || (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 1
                && value.longValue() <= LARGEST_TASK);
    return unless(good, path, value, "a whole number from 1 to " + LARGEST_TASK);
  }

  private static List<InputProblem> duration(String path, JsonNode value) {
    return unless(value.isNull() || isDuration(value), path, value, DurationText.ALLOWED);
  }

  private static boolean isDuration(JsonNode value) {
    return value.isTextual() && DurationText.parse(value.textValue()).isPresent();
  }

  static List<InputProblem> unless(boolean good, String path, JsonNode value, String allowed) {
    return good
        ? List.of()
        : List.of(new InputProblem(path, value.isNull() ? "nothing" : value.toString(), allowed));
  }
}
