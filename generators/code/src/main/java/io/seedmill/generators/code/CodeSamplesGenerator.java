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
import io.seedmill.generators.code.tree.Difficulty;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Questions about small programs, whose answers have been worked out by running them.
 *
 * <p>Every program does the same in every language: numbers stay within 32 bits, no position is
 * outside of its list, nothing negative is divided. In one dataset the same index of the same
 * series has the same program in every language and for every kind of question.
 *
 * <p>The difficulty grows with the steps that a call takes, with the depth of loops and branches,
 * and with the number of functions and of variables that change.
 *
 * <p>Fields: {@code answer}; {@code examples} (calls and their values, a value as JSON); {@code
 * language}; {@code program} (the same for the same program in every language); {@code prompt};
 * {@code task}.
 */
public final class CodeSamplesGenerator implements Generator {

  private static final int PROGRAMS = 50;
  private static final String ANY = "any";

  private final Parameters parameters;
  private final int series;
  private final Language language;
  private final List<Question> questions;
  private final Composer composer = new Composer();
  private final Map<Language, Printer> printers = new EnumMap<>(Language.class);

  private CodeSamplesGenerator(Parameters parameters) {
    this.parameters = parameters;
    String asked = parameters.text("task");
    this.series = parameters.intValue("series");
    this.language = Language.named(parameters.text("language")).orElseThrow();
    this.questions =
        Question.ALL.stream()
            .filter(question -> ANY.equals(asked) || question.id().equals(asked))
            .toList();
    for (Language each : Language.values()) {
      printers.put(each, each.printer());
    }
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
      Question asked = questions.get(random.nextInt(questions.size()));
      Subject subject = new Subject(task, language, printers);
      Optional<Question.Answered> answered = asked.ask(subject, random);
      if (answered.isPresent()) {
        write(asked, subject, answered.get(), sample);
        return;
      }
    }
    throw new IllegalStateException("no program in " + PROGRAMS + " draws");
  }

  private static void write(
      Question asked, Subject subject, Question.Answered answered, Sample sample) {
    ArrayNode examples = JsonNodeFactory.instance.arrayNode();
    int steps = 0;
    for (int i = 0; i < subject.examples().size(); i++) {
      examples.addObject().put("call", subject.call(i)).put("value", subject.value(i));
      steps = Math.max(steps, subject.examples().get(i).outcome().steps());
    }
    Program program = subject.task().program();
    sample.text("answer", answered.answer());
    sample.structure("examples", examples);
    sample.text("language", subject.language().id());
    sample.text("program", program.id());
    sample.text("prompt", answered.prompt());
    sample.text("task", asked.id());
    sample.difficulty(Difficulty.of(program, steps));
    sample.note("families", String.join(" ", subject.task().families()));
    sample.note("steps", steps);
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
      return 2;
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
              ANY,
              Stream.concat(Stream.of(ANY), Question.ALL.stream().map(Question::id)).toList())
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
