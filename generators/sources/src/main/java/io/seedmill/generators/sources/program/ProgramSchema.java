package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.sources.files.FieldSelection;
import io.seedmill.generators.sources.repository.RepositorySpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The declaration of program generators. */
final class ProgramSchema {

  private static final int MOST_WORDS = 1_000;
  private static final long MOST_PROCESSES = 100_000;
  private static final long LARGEST_TASK = 1_000_000;
  private static final Pattern ANY_TEXT = Pattern.compile("[\\s\\S]*");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String WORDS = "a list of words, the program first, such as [python3, a.py]";

  static final ParameterSchema SCHEMA = create();

  private ProgramSchema() {}

  private static ParameterSchema create() {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    TextType word = ValueType.text("a word", ANY_TEXT).orScalar();
    TextType key = ValueType.text("a name", ANY_TEXT);
    return ParameterSchema.none()
        .required(
            "command",
            "the program and its arguments",
            ValueType.oneOf(
                WORDS, ValueType.text(WORDS), ValueType.list(WORDS, word, 1, MOST_WORDS)))
        .optional(
            "cwd",
            "the folder in which it runs; one of its own, unless given",
            ValueType.text("a folder"))
        .optional(
            "repository",
            "the repository in which it lies, and which is set up for it",
            RepositorySpec.SCHEMA)
        .choice("lines", "the form of its output's lines", "indexed", List.of("indexed", "bare"))
        .choice("mode", "the way it hands over samples", "stream", List.of("stream", "files"))
        .value(
            "params",
            "parameters that are passed to it",
            ValueType.map(
                "a mapping of names to values, such as {size: 5}", key, ValueType.any("any value")),
            nothing)
        .value(
            "env",
            "its environment variables",
            ValueType.map(
                "a mapping of names to texts, such as {THREADS: 1}",
                ValueType.text("letters, digits and underscores, no digit first", VARIABLE),
                ValueType.text(
                        "a text, in which ${env:NAME} stands for a variable of your own", ANY_TEXT)
                    .orScalar()),
            nothing)
        .value(
            "sources",
            "files whose content counts for the identity of the program; its code, unless given",
            ValueType.list(
                    "a list of files, folders or patterns", ValueType.text("a file"), 0, MOST_WORDS)
                .orNull(),
            NullNode.instance)
        .optional(
            "fields", "the fields of a sample; all, unless given", FieldSelection.declaration())
        .integer("version", "raised by whoever changes its samples", 1, 1, Integer.MAX_VALUE)
        .value(
            "taskSize",
            "the number of samples of a task",
            ValueType.integer(1, LARGEST_TASK).orNull(),
            NullNode.instance)
        .value(
            "timeoutPerSample",
            "the longest time between two samples",
            ValueType.duration().orNull(),
            TextNode.valueOf("60s"))
        .value(
            "timeoutPerTask",
            "the longest time for a task",
            ValueType.duration().orNull(),
            NullNode.instance)
        .value(
            "startTimeout",
            "the longest time until the first line of the program",
            ValueType.duration().orNull(),
            NullNode.instance)
        .value(
            ResourceLimits.MEMORY,
            "the most memory of the program, with all that it starts",
            ValueType.size().orNull(),
            NullNode.instance)
        .value(
            ResourceLimits.PROCESSES,
            "the largest number of its processes",
            ValueType.integer(1, MOST_PROCESSES).orNull(),
            NullNode.instance)
        .value(
            ResourceLimits.DISK,
            "the most bytes of the files in its own folders",
            ValueType.size().orNull(),
            NullNode.instance)
        .value(
            "collect", "turns files into samples", CollectRule.SCHEMA.orNull(), NullNode.instance)
        .largeIntegers()
        .rule(ProgramSchema::checkTogether);
  }

  private static Optional<InputProblem> checkTogether(Parameters parameters) {
    if (parameters.has("repository") && parameters.has("cwd")) {
      return problem("/cwd", "'cwd' beside 'repository', whose folder it is", "one of the two");
    }
    boolean files = parameters.choice("mode").equals("files");
    if (files && !parameters.has("taskSize")) {
      return problem("/mode", "'files' without 'taskSize'", "with 'taskSize'");
    }
    if (files && parameters.choice("lines").equals("bare")) {
      return problem("/lines", "'bare' beside mode 'files'", "one of the two");
    }
    if (!files && parameters.has("collect")) {
      return problem("/collect", "'collect' without mode 'files'", "both or none");
    }
    List<String> words = CommandFactory.words(parameters);
    return !words.isEmpty() && words.get(0).isBlank()
        ? problem("/command/0", "a blank word", "a program")
        : Optional.empty();
  }

  private static Optional<InputProblem> problem(String path, String found, String allowed) {
    return Optional.of(new InputProblem(path, found, allowed));
  }
}
