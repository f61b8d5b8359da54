package io.seedmill.generators.code;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Mutation;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Questions about small programs, whose answers have been worked out by running them.
 *
 * <p>Every program does the same in every language: numbers stay within 32 bits, no position is
 * outside of its list, nothing negative is divided. In one dataset the same index of the same
 * series has the same program in every language and for every kind of question.
 *
 * <p>The difficulty grows with the steps that a call takes and with the number of functions.
 *
 * <p>Fields: {@code answer}; {@code examples} (calls and their values, a value as JSON); {@code
 * language}; {@code program} (the same for the same program in every language); {@code prompt};
 * {@code task}.
 */
public final class CodeSamplesGenerator implements Generator {

  private static final int PROGRAMS = 50;
  private static final int MUTATIONS = 12;

  private final Parameters parameters;
  private final int series;
  private final Language language;
  private final Optional<Question> question;
  private final Composer composer = new Composer();
  private final Map<Language, Printer> printers = new EnumMap<>(Language.class);

  private CodeSamplesGenerator(Parameters parameters) {
    this.parameters = parameters;
    this.series = parameters.intValue("series");
    this.language = languageOf(parameters.text("language"));
    this.question = Question.of(parameters.text("task"));
    for (Language each : Language.values()) {
      printers.put(each, each.printer());
    }
  }

  private static Language languageOf(String id) {
    for (Language language : Language.values()) {
      if (language.id().equals(id)) {
        return language;
      }
    }
    throw new IllegalArgumentException(id);
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    SampleSeeds programs =
        SampleSeeds.of(task.seeds().datasetSeed(), "code-samples, series " + series);
    Generator.perSample(
            parameters,
            (index, random, sample) -> generate(programs.randomOf(index), random, sample))
        .generate(task, sink);
  }

  private void generate(
      UniformRandomProvider programs, UniformRandomProvider random, Sample sample) {
    for (int i = 0; i < PROGRAMS; i++) {
      Task task = composer.draw(programs);
      Optional<Map<Language, String>> codes = codes(task);
      if (codes.isEmpty()) {
        continue;
      }
      Question asked = question.orElse(Question.values()[random.nextInt(Question.values().length)]);
      Optional<Answered> answered = ask(asked, task, codes.get(), random);
      if (answered.isPresent()) {
        write(asked, task, id(codes.get().get(Language.PYTHON)), answered.get(), sample);
        return;
      }
    }
    throw new IllegalStateException("no program in " + PROGRAMS + " draws");
  }

  /** Returns the program in all languages, or nothing if one of them cannot have it. */
  private Optional<Map<Language, String>> codes(Task task) {
    Map<Language, String> codes = new EnumMap<>(Language.class);
    try {
      for (Map.Entry<Language, Printer> each : printers.entrySet()) {
        codes.put(each.getKey(), each.getValue().functions(task.program()));
      }
    } catch (UnsupportedOperationException e) {
      return Optional.empty();
    }
    return Optional.of(codes);
  }

  private Optional<Answered> ask(
      Question asked, Task task, Map<Language, String> codes, UniformRandomProvider random) {
    Printer printer = printers.get(language);
    String code = codes.get(language);
    String block = block(language, code);
    String name = printer.nameOf(task.program().main());
    return switch (asked) {
      case WRITE -> {
        String prompt =
            any(
                        random,
                        "Write %s that %s.",
                        "Implement %s. It %s.",
                        "Here is the head of %s. Write the whole code: it %s.")
                    .formatted(
                        "the "
                            + language.title()
                            + " function `"
                            + printer.signature(task.program())
                            + "`",
                        task.intention())
                + "\n\nExamples:\n"
                + shown(task, 3);
        yield Optional.of(new Answered(prompt, code));
      }
      case EXPLAIN -> {
        String prompt =
            any(
                        random,
                        "What does `%s` return?",
                        "Say in one sentence what `%s` returns.",
                        "Describe the result of `%s`.")
                    .formatted(name)
                + "\n\n"
                + block;
        yield Optional.of(new Answered(prompt, capital("it " + task.intention() + ".")));
      }
      case PREDICT -> {
        Task.Example example = task.examples().get(random.nextInt(task.examples().size()));
        String prompt =
            any(
                        random,
                        "What does `%s` return?",
                        "Work out the value of `%s`.",
                        "Predict the result of `%s`.")
                    .formatted(printer.call(task.program(), example.inputs()))
                + " Answer in JSON"
                + (task.program().main().fails() ? ", or with `error:` and the message" : "")
                + ".\n\n"
                + block;
        yield Optional.of(new Answered(prompt, value(example.outcome())));
      }
      case TRANSLATE -> {
        Language to = other(random);
        String prompt =
            any(
                        random,
                        "Translate this %s code to %s.",
                        "Rewrite this %s program in %s.",
                        "Port this from %s to %s.")
                    .formatted(language.title(), to.title())
                + "\n\n"
                + block;
        yield Optional.of(new Answered(prompt, codes.get(to)));
      }
      case COMPLETE -> complete(task, code, random);
      case REPAIR -> repair(task, code, random);
    };
  }

  private Language other(UniformRandomProvider random) {
    List<Language> others = new ArrayList<>(List.of(Language.values()));
    others.remove(language);
    return others.get(random.nextInt(others.size()));
  }

  private Optional<Answered> complete(Task task, String code, UniformRandomProvider random) {
    List<String> lines = List.of(code.split("\n", -1));
    List<Integer> inner = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean bracket = line.isEmpty() || line.equals("}") || line.startsWith("}");
      if (!bracket && lines.get(i).startsWith(" ")) {
        inner.add(i);
      }
    }
    int gap = inner.get(random.nextInt(inner.size()));
    String line = lines.get(gap);
    String blank = line.substring(0, line.length() - line.stripLeading().length());
    List<String> shown = new ArrayList<>(lines);
    shown.set(gap, blank + "???");
    String prompt =
        any(
                random,
                "Which line belongs in place of `???`?",
                "Fill in the line that is missing at `???`.",
                "One line is replaced by `???`. Write it.")
            + " The code "
            + task.intention()
            + ".\n\n"
            + block(language, String.join("\n", shown));
    return Optional.of(new Answered(prompt, line.strip()));
  }

  private Optional<Answered> repair(Task task, String code, UniformRandomProvider random) {
    Printer printer = printers.get(language);
    int first = random.nextInt(MUTATIONS);
    for (int i = 0; i < MUTATIONS; i++) {
      Program broken = Mutation.of(task.program(), (first + i) % MUTATIONS);
      Optional<Task.Example> failing = failing(task, broken);
      if (failing.isEmpty()) {
        continue;
      }
      String wrong;
      try {
        wrong = printer.functions(broken);
      } catch (UnsupportedOperationException e) {
        continue;
      }
      Task.Example example = failing.get();
      String call = printer.call(task.program(), example.inputs());
      String prompt =
          any(
                      random,
                      "This code has one mistake. The right code %s; `%s` is then `%s`. Repair it.",
                      "Correct the one mistake in this code, which is right when it %s. Then `%s` gives `%s`.",
                      "Find and mend the mistake in code that %s. For example, `%s` should be `%s`.")
                  .formatted(task.intention(), call, value(example.outcome()))
              + "\n\n"
              + block(language, wrong);
      return Optional.of(new Answered(prompt, code));
    }
    return Optional.empty();
  }

  private static Optional<Task.Example> failing(Task task, Program broken) {
    if (broken.equals(task.program())) {
      return Optional.empty();
    }
    Interpreter interpreter = new Interpreter(broken);
    for (Task.Example example : task.examples()) {
      try {
        if (!value(interpreter.run(example.inputs())).equals(value(example.outcome()))) {
          return Optional.of(example);
        }
      } catch (RejectedException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void write(Question asked, Task task, String program, Answered answered, Sample sample) {
    Printer printer = printers.get(language);
    ArrayNode examples = JsonNodeFactory.instance.arrayNode();
    int steps = 0;
    for (Task.Example example : task.examples()) {
      examples
          .addObject()
          .put("call", printer.call(task.program(), example.inputs()))
          .put("value", value(example.outcome()));
      steps = Math.max(steps, example.outcome().steps());
    }
    sample.text("answer", answered.answer());
    sample.structure("examples", examples);
    sample.text("language", language.id());
    sample.text("program", program);
    sample.text("prompt", answered.prompt());
    sample.text("task", asked.id());
    int functions = task.program().functions().size();
    int bits = 32 - Integer.numberOfLeadingZeros(steps);
    sample.difficulty(Math.max(1, Math.min(10, bits + functions - 5)));
    sample.note("families", String.join(" ", task.families()));
    sample.note("steps", steps);
  }

  private String shown(Task task, int most) {
    StringBuilder lines = new StringBuilder();
    for (Task.Example example : task.examples().subList(0, most)) {
      lines
          .append("- `")
          .append(printers.get(language).call(task.program(), example.inputs()))
          .append(example.outcome().failed() ? "` fails: " : "` is ")
          .append(example.outcome().failed() ? example.outcome().error() : value(example.outcome()))
          .append('\n');
    }
    return lines.substring(0, lines.length() - 1);
  }

  private static String block(Language language, String code) {
    return "```" + language.id() + "\n" + code + (code.endsWith("\n") ? "" : "\n") + "```";
  }

  /** Returns a value as JSON, or the error. */
  private static String value(Outcome outcome) {
    if (outcome.failed()) {
      return "error: " + outcome.error();
    }
    return outcome.value() instanceof List<?> || !(outcome.value() instanceof String)
        ? outcome.value().toString()
        : '"' + outcome.value().toString() + '"';
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String any(UniformRandomProvider random, String... phrases) {
    return phrases[random.nextInt(phrases.length)];
  }

  /** Returns an id of a program, from its code in one language. */
  private static String id(String code) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Answered(String prompt, String answer) {}

  /** A kind of question about a program. */
  private enum Question {
    WRITE("write"),
    EXPLAIN("explain"),
    PREDICT("predict-output"),
    TRANSLATE("translate"),
    COMPLETE("complete"),
    REPAIR("repair");

    private final String id;

    Question(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    static Optional<Question> of(String id) {
      for (Question question : values()) {
        if (question.id.equals(id)) {
          return Optional.of(question);
        }
      }
      return Optional.empty();
    }
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "code-samples";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "small programs to write, explain, run, translate, complete and repair";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .choice("language", "the language of the programs", "python", Language.ids())
          .choice(
              "task",
              "what is asked about a program",
              "any",
              List.of(
                  "any", "write", "explain", "predict-output", "translate", "complete", "repair"))
          .integer("series", "another number gives other programs", 0, 0, 1_000_000);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "examples", "language", "program", "prompt", "task"));
    }

    @Override
    public Generator create(Parameters parameters) {
      return new CodeSamplesGenerator(parameters);
    }
  }
}
