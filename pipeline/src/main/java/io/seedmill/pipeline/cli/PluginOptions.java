package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.generators.sources.plugins.PluginJar;
import io.seedmill.generators.sources.plugins.PluginLoader;
import io.seedmill.generators.sources.plugins.UnusablePluginException;
import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Generators in jars of the user's own. */
final class PluginOptions {

  private static final String OPTION = "--plugins";
  private static final String ALLOWED = "jars, or a folder of them";

  @Option(
      names = OPTION,
      paramLabel = "<jar or folder>",
      split = ",",
      description =
          "Jars, or folders of jars, with generators of your own and what they need; workers get them"
              + " with the job.")
  private List<String> plugins = List.of();

  private List<PluginJar> jars;
  private Catalogue catalogue;

  /** All generators, those of the jars among them. */
  Catalogue catalogue() throws BadInputException {
    if (catalogue == null) {
      try {
        catalogue = PluginLoader.load(jars(), new LocalInputs());
      } catch (UnusablePluginException e) {
        throw wrong(String.join(",", plugins), e.getMessage(), e.allowed(), e);
      } catch (IOException e) {
        throw unreadable(String.join(",", plugins), e);
      }
    }
    return catalogue;
  }

  /** The jars, each once. */
  List<PluginJar> jars() throws BadInputException {
    if (jars == null) {
      List<PluginJar> found = new ArrayList<>();
      for (String plugin : plugins) {
        try {
          for (Path file : files(plugin)) {
            PluginJar jar = PluginJar.of(file);
            if (found.stream().noneMatch(other -> other.sha256().equals(jar.sha256()))) {
              found.add(jar);
            }
          }
        } catch (IOException | InvalidPathException e) {
          throw unreadable(plugin, e);
        }
      }
      jars = List.copyOf(found);
    }
    return jars;
  }

  /** The option as it was given, for another command line; empty where it was not. */
  String given() {
    return plugins.isEmpty()
        ? ""
        : " " + OPTION + "=" + ShellWord.quoted(String.join(",", plugins));
  }

  private static List<Path> files(String plugin) throws IOException, BadInputException {
    Path path = Path.of(plugin);
    if (plugin.isBlank() || !Files.exists(path)) {
      throw wrong(plugin, "which is not there", ALLOWED, null);
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> jars =
          files
              .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
              .sorted()
              .toList();
      if (jars.isEmpty()) {
        throw wrong(plugin, "a folder without a jar", ALLOWED, null);
      }
      return jars;
    }
  }

  private static BadInputException unreadable(String plugin, Exception e) {
    return wrong(plugin, "which cannot be read (" + Reason.of(e) + ")", ALLOWED, e);
  }

  private static BadInputException wrong(
      String plugin, String found, String allowed, Exception cause) {
    return new BadInputException(
        "%s: found '%s', %s; allowed: %s".formatted(OPTION, plugin, found, allowed), cause);
  }
}
