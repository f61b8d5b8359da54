package io.seedmill.generators;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every generator on the class path, by name. */
public final class Catalogue {

  private final SortedMap<String, GeneratorFactory> factories;

  Catalogue(Iterable<GeneratorFactory> factories) {
    this.factories = new TreeMap<>();
    for (GeneratorFactory factory : factories) {
      GeneratorFactory other = this.factories.put(factory.name(), factory);
      if (other != null) {
        throw new IllegalStateException(
            "two generators are called '%s': %s and %s"
                .formatted(
                    factory.name(), other.getClass().getName(), factory.getClass().getName()));
      }
    }
  }

  /** Finds every {@link GeneratorFactory} that is offered as a service. */
  public static Catalogue load() {
    return new Catalogue(
        ServiceLoader.load(GeneratorFactory.class, GeneratorFactory.class.getClassLoader()));
  }

  /** The generator called {@code name}, if there is one. */
  public Optional<GeneratorFactory> find(String name) {
    return Optional.ofNullable(factories.get(name));
  }

  /** All generators in the order of their names. */
  public Collection<GeneratorFactory> all() {
    return Collections.unmodifiableCollection(factories.values());
  }
}
