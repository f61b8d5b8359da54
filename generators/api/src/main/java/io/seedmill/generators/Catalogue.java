package io.seedmill.generators;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every generator on the class path, by name, and every kind of generator from outside. */
public final class Catalogue {

  private final SortedMap<String, GeneratorFactory> factories;

  /** Creates a catalogue of the given factories; two of one name are refused. */
  public Catalogue(Iterable<GeneratorFactory> factories) {
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
    return load(GeneratorFactory.class.getClassLoader());
  }

  /** Finds every {@link GeneratorFactory} that a class loader, or a parent of it, offers. */
  public static Catalogue load(ClassLoader loader) {
    return new Catalogue(ServiceLoader.load(GeneratorFactory.class, loader));
  }

  /** The generator called {@code name}, if there is one, from outside or not. */
  public Optional<GeneratorFactory> find(String name) {
    return Optional.ofNullable(factories.get(name));
  }

  /** All generators that can be asked for by name, in the order of their names. */
  public Collection<GeneratorFactory> all() {
    return factories.values().stream()
        .filter(factory -> !(factory instanceof OutsideFactory))
        .toList();
  }

  /** All kinds of generators from outside, in the order of their names. */
  public List<OutsideFactory> outside() {
    return factories.values().stream()
        .filter(OutsideFactory.class::isInstance)
        .map(OutsideFactory.class::cast)
        .toList();
  }
}
