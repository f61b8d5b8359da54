package io.seedmill.generators.code.repos;

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
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whole small repositories with tests that pass and a history of commits.
 *
 * <p>A model is drawn: kinds of records, their fields and relations, rules, an interface, a storage
 * and the order in which all this is added. Each commit is the tree of files that templates write
 * for what the model has by then. In one dataset the same index of the same category and series has
 * the same model in every language.
 *
 * <p>The difficulty grows with the lines of all files.
 *
 * <p>Fields: {@code category}; {@code commits} (an array of {@code message} and {@code patch},
 * which {@code git am} applies in order); {@code files} (an object: path and text); {@code
 * interface} ({@code commands}, {@code http} or {@code library}); {@code language}; {@code name};
 * {@code prompt}; {@code test} (the command that runs the tests).
 */
public final class ExampleReposGenerator implements Generator {

  static final List<String> CATEGORIES =
      List.of("shop", "customer-relations", "library", "microservices", "open-source-tool");

  private static final int LINES_PER_LEVEL = 300;

  private final Parameters parameters;
  private final int series;
  private final String category;
  private final Spelling spelling;
  private final ModelDraw draw;
  private final Templates templates;

  private ExampleReposGenerator(Parameters parameters) {
    this.parameters = parameters;
    this.series = parameters.intValue("series");
    this.category = parameters.text("category");
    this.spelling = Spelling.of(parameters.text("language"));
    this.draw = new ModelDraw(category);
    this.templates = new Templates(spelling);
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    SampleSeeds models =
        SampleSeeds.of(
            task.seeds().datasetSeed(),
            String.format(Locale.ROOT, "example-repos, %s, series %d", category, series));
    Generator.perSample(
            parameters,
            (index, random, sample) -> {
              Model model = draw.draw(models.randomOf(index));
              write(model, Repository.of(model, templates, spelling), sample);
            })
        .generate(task, sink);
  }

  private void write(Model model, Repository repository, Sample sample) {
    ArrayNode commits = JsonNodeFactory.instance.arrayNode();
    for (Repository.Commit commit : repository.commits()) {
      commits.addObject().put("message", commit.message()).put("patch", commit.patch());
    }
    ObjectNode files = JsonNodeFactory.instance.objectNode();
    long lines = 0;
    for (Map.Entry<String, String> file : repository.files().entrySet()) {
      files.put(file.getKey(), file.getValue());
      lines += file.getValue().lines().count();
    }
    sample.text("category", category);
    sample.structure("commits", commits);
    sample.structure("files", files);
    sample.text("interface", model.medium().id());
    sample.text("language", spelling.id());
    sample.text("name", model.name());
    sample.text("prompt", repository.prompt());
    sample.text("test", repository.test());
    sample.difficulty((int) Math.min(10, 1 + lines / LINES_PER_LEVEL));
    sample.note("commits", repository.commits().size());
    sample.note("entities", model.entities().size());
    sample.note("files", repository.files().size());
    sample.note("lines", lines);
    sample.note("theme", model.theme().id());
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "example-repos";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "whole small repositories with passing tests and a history of commits";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .choice(
              "language",
              "the language of the repositories",
              "python",
              Arrays.stream(Spelling.values()).map(Spelling::id).toList())
          .choice("category", "what the repositories are", CATEGORIES.get(0), CATEGORIES)
          .integer("series", "another number gives other repositories", 0, 0, 1_000_000);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(
          Set.of(
              "category", "commits", "files", "interface", "language", "name", "prompt", "test"));
    }

    @Override
    public Generator create(Parameters parameters) {
      return new ExampleReposGenerator(parameters);
    }
  }
}
