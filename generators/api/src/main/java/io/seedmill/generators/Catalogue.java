package io.seedmill.generators;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every generator and every kind of source on the class path, by name. */
public final class Catalogue {

  private final SortedMap<String, GeneratorKind> kinds = new TreeMap<>();

  /** Creates a catalogue; two kinds of the same name are refused. */
  public Catalogue(Collection<? extends GeneratorKind> kinds) {
    for (GeneratorKind kind : kinds) {
      GeneratorKind other = this.kinds.put(kind.name(), kind);
      if (other != null) {
        throw new IllegalStateException(
            "two generators are called '%s': %s and %s"
                .formatted(kind.name(), other.getClass().getName(), kind.getClass().getName()));
      }
    }
  }

  /** Finds everything that is offered as a service. */
  public static Catalogue load() {
    return load(GeneratorKind.class.getClassLoader());
  }

  /** Finds everything that a class loader, or a parent of it, offers as a service. */
  public static Catalogue load(ClassLoader loader) {
    return new Catalogue(providers(loader).map(ServiceLoader.Provider::get).toList());
  }

  /** Returns the services that a class loader, or a parent of it, offers. */
  public static Stream<ServiceLoader.Provider<? extends GeneratorKind>> providers(
      ClassLoader loader) {
    return Stream.concat(
        ServiceLoader.load(GeneratorFactory.class, loader).stream(),
        ServiceLoader.load(SourceFactory.class, loader).stream());
  }

  /** Returns the generator or the kind of source called {@code name}. */
  public Optional<GeneratorKind> find(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  /** Returns the generator called {@code name}; a kind of source is none. */
  public Optional<GeneratorFactory> generator(String name) {
    return find(name).filter(GeneratorFactory.class::isInstance).map(GeneratorFactory.class::cast);
  }

  /** Returns all generators in the order of their names. */
  public List<GeneratorFactory> all() {
    return only(GeneratorFactory.class);
  }

  /** Returns all kinds of sources in the order of their names. */
  public List<SourceFactory> sources() {
    return only(SourceFactory.class);
  }

  private <T extends GeneratorKind> List<T> only(Class<T> wanted) {
    return kinds.values().stream().filter(wanted::isInstance).map(wanted::cast).toList();
  }
}
