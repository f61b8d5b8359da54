package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.mixture.Mixture;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Questions of many kinds, each of ten levels.
 *
 * <p>The difficulty is the level. Kinds and levels take turns, so that each has its exact share of
 * the first samples, however many, give or take less than one.
 *
 * <p>Fields: {@code answer} (in the form that the prompt asks for), {@code kind}, {@code prompt}.
 * Metadata: {@code given} (the problem as data, enough to check an answer), {@code work} (the
 * elementary steps of a usual way to the answer).
 */
public final class ReasoningGenerator implements SampleGenerator {

  private final Map<String, Kind> kinds = Kinds.create();
  private final Mixture mixture;

  private ReasoningGenerator(Parameters parameters) {
    this.mixture = Mixture.of(parameters, Kinds.IDS);
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    Mixture.Choice choice = mixture.at(index);
    Kind kind = kinds.get(choice.kind());
    Problem problem = kind.draw(choice.level(), random);
    sample.text("answer", problem.answer());
    sample.text("kind", kind.id());
    sample.text("prompt", kind.prompt(problem, random));
    sample.difficulty(choice.level());
    sample.note("given", problem.given());
    sample.note("work", problem.work());
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "reasoning";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "questions of many kinds, each of ten levels, with a rule that scores answers";
    }

    @Override
    public ParameterSchema parameters() {
      return Mixture.declare("what is asked", Kinds.IDS, "weekday", "caesar-cipher");
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "kind", "prompt"));
    }

    @Override
    public Optional<Scorer> scorer() {
      Map<String, Kind> kinds = Kinds.create();
      return Optional.of((sample, answer) -> score(kinds, sample, answer));
    }

    private static double score(Map<String, Kind> kinds, JsonNode sample, String answer) {
      Kind kind = kinds.get(sample.path("kind").asText());
      if (kind == null) {
        throw new IllegalArgumentException(
            "kind: found %s; allowed: a kind of question of this version"
                .formatted(sample.path("kind")));
      }
      return kind.score(
          sample.path("metadata").path("given"), Scorer.text(sample, "answer"), answer);
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ReasoningGenerator(parameters));
    }
  }
}
