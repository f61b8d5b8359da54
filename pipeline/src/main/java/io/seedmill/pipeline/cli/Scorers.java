package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Scorer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scorers of generators by name, each made once. */
final class Scorers {

  private final Catalogue catalogue;
  private final Map<String, Scorer> made = new HashMap<>();

  Scorers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns the scorer of a generator. */
  Scorer of(String generator) throws BadInputException {
    Scorer known = made.get(generator);
    if (known == null) {
      known =
          catalogue
              .generator(generator)
              .flatMap(GeneratorFactory::scorer)
              .orElseThrow(() -> none(generator));
      made.put(generator, known);
    }
    return known;
  }

  private BadInputException none(String generator) {
    List<String> able =
        catalogue.all().stream()
            .filter(factory -> factory.scorer().isPresent())
            .map(GeneratorFactory::name)
            .toList();
    return new BadInputException(
        "the generator '%s' has no rule that scores answers; allowed: samples of %s"
            .formatted(generator, String.join(", ", able)));
  }
}
