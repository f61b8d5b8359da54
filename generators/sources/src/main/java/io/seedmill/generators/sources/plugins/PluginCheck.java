package io.seedmill.generators.sources.plugins;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.GeneratorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the generators of plugins before any work. */
final class PluginCheck {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern CLASS_FILE_VERSION =
      Pattern.compile("(\\S+) has been compiled.*class file version (\\d+)");

  /** Class files of Java 1 have version 45. */
  private static final int BEFORE_FIRST_VERSION = 44;

  private static final String GENERATORS =
      "jars whose META-INF/services/"
          + GeneratorFactory.class.getName()
          + " names their generators";

  private final ClassLoader loader;

  PluginCheck(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns all generators, the built-in ones included. */
  Catalogue catalogue() throws UnusablePluginException {
    try {
      Catalogue known = Catalogue.load();
      List<GeneratorKind> added = factories();
      if (added.isEmpty()) {
        throw new UnusablePluginException("in which there is no generator", GENERATORS, null);
      }
      for (GeneratorKind kind : added) {
        check(kind, known);
      }
      return Catalogue.load(loader);
    } catch (IllegalStateException e) {
      throw new UnusablePluginException("in which " + e.getMessage(), "names that differ", e);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw explained(e);
    }
  }

  /** Returns the generators of the jars. */
  private List<GeneratorKind> factories() {
    List<GeneratorKind> added = new ArrayList<>();
    Catalogue.providers(loader)
        .filter(provider -> provider.type().getClassLoader() == loader)
        .forEach(provider -> added.add(provider.get()));
    return added;
  }

  private static void check(GeneratorKind kind, Catalogue known) throws UnusablePluginException {
    String type = kind.getClass().getName();
    String name = kind.name();
    if (name == null || !NAME.matcher(name).matches()) {
      throw new UnusablePluginException(
          "in which %s is called '%s'".formatted(type, name),
          "small letters, digits and dashes",
          null);
    }
    if (known.find(name).isPresent()) {
      throw new UnusablePluginException(
          "in which %s is called '%s', as another generator is".formatted(type, name),
          "a name that is not taken",
          null);
    }
    Objects.requireNonNull(kind.summary(), type + ": summary returns null");
    Objects.requireNonNull(kind.parameters(), type + ": parameters returns null");
    Objects.requireNonNull(kind.traits(), type + ": traits returns null");
    if (kind.version() < 1) {
      throw new UnusablePluginException(
          "in which '%s' has version %d".formatted(name, kind.version()),
          "a version of 1 or more",
          null);
    }
    if (kind instanceof GeneratorFactory factory) {
      tryOut(factory);
    }
  }

  /** Creates a generator with its defaults, so that a missing class is noticed before the run. */
  private static void tryOut(GeneratorFactory factory) throws UnusablePluginException {
    try (Generator tried = factory.create(factory.parameters().defaults())) {
      Objects.requireNonNull(tried, "create returns null");
    } catch (OutOfMemoryError | LinkageError e) {
      throw e;
    } catch (Exception | Error e) {
      throw new UnusablePluginException(
          "in which '%s' cannot be made with its defaults (%s)".formatted(factory.name(), e),
          "a generator that can be made with them",
          e);
    }
  }

  private static UnusablePluginException explained(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedClassVersionError) {
        return tooNew(cause);
      }
      if (String.valueOf(cause.getMessage()).startsWith("Could not initialize class ")) {
        String reason = cause.getCause() == null ? "" : " (" + cause.getCause().getMessage() + ")";
        return new UnusablePluginException(
            "of which a generator cannot be made: " + cause.getMessage() + reason,
            GENERATORS,
            error);
      }
      if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
        return new UnusablePluginException(
            "which needs the class %s, which is not there"
                .formatted(String.valueOf(cause.getMessage()).replace('/', '.')),
            "jars with all that they need, beside what Seedmill has; a folder may hold several",
            error);
      }
      if (cause instanceof IncompatibleClassChangeError) {
        return new UnusablePluginException(
            "which was made for another version of Seedmill (" + cause.getMessage() + ")",
            "jars that were compiled against this one",
            error);
      }
    }
    Throwable said = error.getCause() == null ? error : error.getCause();
    String reason =
        said instanceof ServiceConfigurationError
            ? String.valueOf(said.getMessage()).replace(GeneratorFactory.class.getName() + ": ", "")
            : said.toString();
    return new UnusablePluginException(
        "of which a generator cannot be made (" + reason + ")", GENERATORS, error);
  }

  private static UnusablePluginException tooNew(Throwable error) {
    Matcher told = CLASS_FILE_VERSION.matcher(String.valueOf(error.getMessage()));
    int running = Runtime.version().feature();
    String found =
        told.find()
            ? "whose class %s is for Java %d, and this is Java %d"
                .formatted(
                    told.group(1).replace('/', '.'),
                    Integer.parseInt(told.group(2)) - BEFORE_FIRST_VERSION,
                    running)
            : "which is for a newer Java than this one, " + running;
    return new UnusablePluginException(
        found, "classes for Java " + running + " or older; javac --release " + running, error);
  }
}
