package io.seedmill.generators.code.suites;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Modules with their tests, and with mutants of the modules that the tests find.
 *
 * <p>A test passes on the module and fails on every mutant that is in the sample. Mutants that
 * languages treat in different ways, or that do not end, are left out.
 *
 * <p>The difficulty is that of the module, as {@code code-samples} has it.
 *
 * <p>Fields: {@code answer}; {@code code}, {@code codeFile}; {@code framework}; {@code kind};
 * {@code language}; {@code mutants} (what was changed, the whole module, and the tests that find
 * it); {@code program}; {@code prompt}; {@code run} (a command); {@code task} ({@code write} or
 * {@code kills}); {@code tests}, {@code testFile}.
 */
public final class TestSuitesGenerator implements Generator {

  private static final int DRAWS = 400;

  private final Parameters parameters;
  private final int series;
  private final Kind kind;
  private final Language language;
  private final Suites suites;
  private final Printer printer;
  private final Composer composer = new Composer();

  private TestSuitesGenerator(Parameters parameters) {
    this.parameters = parameters;
    this.series = parameters.intValue("series");
    this.kind = Kind.of(parameters.text("kind"));
    this.language = Language.named(parameters.text("language")).orElseThrow();
    this.suites = kind.suites();
    this.printer = language.printer();
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    SampleSeeds modules =
        SampleSeeds.of(
            task.seeds().datasetSeed(), "test-suites, " + kind.id() + ", series " + series);
    Generator.perSample(
            parameters,
            (index, random, sample) -> generate(modules.randomOf(index), random, sample))
        .generate(task, sink);
  }

  private void generate(
      UniformRandomProvider modules, UniformRandomProvider random, Sample sample) {
    for (int i = 0; i < DRAWS; i++) {
      Optional<Suite> made =
          Module.of(composer.draw(modules), language, printer)
              .flatMap(module -> suites.make(module, modules, random));
      if (made.isPresent()) {
        write(made.get(), random, sample);
        return;
      }
    }
    throw new IllegalStateException("no module in " + DRAWS + " draws");
  }

  private void write(Suite suite, UniformRandomProvider random, Sample sample) {
    Prompt prompt = Prompt.draw(suite, kind, language, random);
    sample.text("answer", prompt.answer());
    sample.text("code", suite.code().text());
    sample.text("codeFile", suite.code().file());
    sample.text("framework", Module.framework(language));
    sample.text("kind", kind.id());
    sample.text("language", language.id());
    sample.structure("mutants", mutants(suite));
    sample.text("program", suite.program());
    sample.text("prompt", prompt.text());
    sample.text("run", suite.run());
    sample.text("task", prompt.task());
    sample.text("testFile", suite.tests().file());
    sample.text("tests", suite.tests().text());
    sample.difficulty(suite.difficulty());
    sample.note("cases", suite.cases());
    sample.note("mutantsTried", suite.tried());
    sample.note("mutantsKilled", suite.killed());
    sample.note("killedPercent", 100L * suite.killed() / suite.tried());
  }

  private static ArrayNode mutants(Suite suite) {
    ArrayNode mutants = JsonNodeFactory.instance.arrayNode();
    for (Suite.Mutant mutant : suite.mutants()) {
      ObjectNode node = mutants.addObject();
      node.put("change", mutant.change()).put("code", mutant.code());
      ArrayNode killedBy = node.putArray("killedBy");
      mutant.killedBy().forEach(killedBy::add);
    }
    return mutants;
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "test-suites";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "modules with tests that pass, and mutants on which they fail";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .choice("kind", "the kind of tests", Kind.UNIT.id(), Kind.ids())
          .choice("language", "the language of the modules", "python", Language.idsOfFiles())
          .integer("series", "another number gives other modules", 0, 0, 1_000_000)
          .rule(Factory::checkLanguage);
    }

    private static Optional<InputProblem> checkLanguage(Parameters parameters) {
      Kind kind = Kind.of(parameters.text("kind"));
      String given = parameters.text("language");
      List<String> languages = kind.languages().stream().map(Language::id).toList();
      return languages.contains(given)
          ? Optional.empty()
          : Optional.of(
              new InputProblem(
                  "/language",
                  "'" + given + "'",
                  "for the kind '" + kind.id() + "' one of " + String.join(", ", languages)));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(
          Set.of(
              "answer",
              "code",
              "codeFile",
              "framework",
              "kind",
              "language",
              "mutants",
              "program",
              "prompt",
              "run",
              "task",
              "testFile",
              "tests"));
    }

    @Override
    public Generator create(Parameters parameters) {
      return new TestSuitesGenerator(parameters);
    }
  }
}
