package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Questions of many kinds, each of ten levels.
 *
 * <p>The difficulty is the level. Kinds and levels take turns, so that each has its exact share of
 * any range of indices, give or take one.
 *
 * <p>Fields: {@code answer} (in the form that the prompt asks for), {@code kind}, {@code prompt}.
 * Metadata: {@code given} (the problem as data, enough to check an answer), {@code work} (the
 * elementary steps of a usual way to the answer).
 */
public final class ReasoningGenerator implements SampleGenerator {

  private static final String ANY = "any";

  private final Map<String, Kind> kinds = Kinds.create();
  private final Mixture mixture;

  private ReasoningGenerator(Parameters parameters) {
    this.mixture = mixture(parameters);
  }

  private static Mixture mixture(Parameters parameters) {
    if (parameters.has("mixture")) {
      Map<String, Integer> weights = new LinkedHashMap<>();
      parameters
          .json("mixture")
          .properties()
          .forEach(each -> weights.put(each.getKey(), each.getValue().intValue()));
      return Mixture.of(weights);
    }
    int level = parameters.intValue("level");
    String asked = parameters.text("kind");
    List<Mixture.Part> parts = new ArrayList<>();
    for (String kind : Kinds.IDS) {
      if (asked.equals(ANY) || asked.equals(kind)) {
        parts.add(
            new Mixture.Part(kind, level == 0 ? 1 : level, level == 0 ? Kind.LEVELS : level, 1));
      }
    }
    return new Mixture(parts);
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
      return 1;
    }

    @Override
    public String summary() {
      return "questions of many kinds, each of ten levels, with a rule that scores answers";
    }

    @Override
    public ParameterSchema parameters() {
      List<String> choices = new ArrayList<>(List.of(ANY));
      choices.addAll(Kinds.IDS);
      return ParameterSchema.none()
          .choice("kind", "what is asked", ANY, choices)
          .integer("level", "from 1 (easiest) to 10; 0 takes all in turn", 0, 0, Kind.LEVELS)
          .optional(
              "mixture",
              "kinds with their weights, in place of 'kind' and 'level'; a kind may be followed by"
                  + " its levels, as in weekday@3-5",
              ValueType.map(
                      "kinds with weights, such as {weekday: 2, caesar-cipher@1-4: 1}",
                      ValueType.text("a kind, kind@level or kind@first-last", KEYS),
                      ValueType.integer(1, 1_000))
                  .ofSome())
          .rule(Factory::aMixtureStandsAlone);
    }

    /** A kind with or without levels. */
    private static final Pattern KEYS =
        Pattern.compile(
            "(?:%s)(?:@(?:[1-9]|10)(?:-(?:[1-9]|10))?)?".formatted(String.join("|", Kinds.IDS)));

    private static Optional<InputProblem> aMixtureStandsAlone(Parameters parameters) {
      if (!parameters.has("mixture")) {
        return Optional.empty();
      }
      if (!parameters.text("kind").equals(ANY) || parameters.intValue("level") != 0) {
        return Optional.of(
            new InputProblem(
                "/mixture", "it beside 'kind' or 'level'", "either a mixture, or those two"));
      }
      try {
        mixture(parameters);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of(
            new InputProblem(
                "/mixture",
                "'" + e.getMessage() + "'",
                "levels from 1 to 10, the lower one first"));
      }
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
      if (!sample.path("answer").isTextual()) {
        throw new IllegalArgumentException(
            "answer: found %s; allowed: the sample's answer, a text"
                .formatted(sample.path("answer")));
      }
      return kind.score(
          sample.path("metadata").path("given"), sample.get("answer").textValue(), answer);
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ReasoningGenerator(parameters));
    }
  }
}
