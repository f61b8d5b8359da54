package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.json.CanonicalJson;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what can be generated. */
@Command(
    name = "generators",
    description = "Lists the generators, or shows one with a sample.",
    mixinStandardHelpOptions = true)
final class GeneratorsCommand implements Callable<Integer> {

  private static final long SEED = 42;

  @Spec private CommandSpec command;

  @Mixin private PluginOptions plugins;

  @Parameters(
      arity = "0..1",
      paramLabel = "<name>",
      completionCandidates = Candidates.Generators.class,
      description = "The generator to show.")
  private String name;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    Catalogue catalogue = plugins.catalogue();
    if (name == null) {
      list(catalogue.all(), out);
      return ExitCode.DONE;
    }
    GeneratorFactory factory =
        catalogue
            .generator(name)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "found no generator '%s'; allowed: %s"
                            .formatted(
                                name,
                                NearestName.advice(
                                    name,
                                    catalogue.all().stream()
                                        .map(GeneratorFactory::name)
                                        .toList()))));
    describe(factory, out);
    SampleLines sample = SampleLines.first(factory, SEED);
    out.println();
    out.println("Its first sample with seed " + SEED + ":");
    sample.lines().forEach(out::println);
    return ExitCode.DONE;
  }

  private static void list(Collection<GeneratorFactory> factories, PrintWriter out) {
    for (GeneratorFactory factory : factories) {
      out.println(factory.name() + ": " + factory.summary());
      List<Parameter> parameters = factory.parameters().all();
      int width = width(parameters.stream().map(Parameter::name));
      int typeWidth = width(parameters.stream().map(parameter -> parameter.type().word()));
      for (Parameter parameter : parameters) {
        out.println(
            "  %s  %s  %s; default %s"
                .formatted(
                    padded(parameter.name(), width),
                    padded(parameter.type().word(), typeWidth),
                    parameter.allowed(),
                    shortly(parameter.defaultValue())));
      }
      out.println();
    }
    out.println("'seedmill generators <name>' explains a generator's parameters, with a sample.");
  }

  private static String shortly(JsonNode value) {
    return value.isContainerNode() ? "as 'generators <name>' shows it" : word(value);
  }

  private static void describe(GeneratorFactory factory, PrintWriter out) {
    out.println(factory.name() + ": " + factory.summary());
    List<Parameter> parameters = factory.parameters().all();
    int width = width(parameters.stream().map(Parameter::name));
    for (Parameter parameter : parameters) {
      JsonNode value = parameter.defaultValue();
      String indent = " ".repeat(2 + width + 2);
      out.println();
      out.println("  " + padded(parameter.name(), width) + "  " + parameter.description());
      out.println(
          indent
              + parameter.type().word()
              + ": "
              + parameter.allowed()
              + (value.isContainerNode() ? "; default:" : "; default " + word(value)));
      if (value.isArray()) {
        value.forEach(item -> out.println(indent + "  - " + item));
      } else {
        value
            .properties()
            .forEach(p -> out.println(indent + "  " + p.getKey() + ": " + p.getValue()));
      }
    }
  }

  private static String word(JsonNode value) {
    if (value.isMissingNode()) {
      return "none";
    }
    return value.isTextual() ? value.textValue() : CanonicalJson.write(value);
  }

  private static int width(Stream<String> names) {
    return names.mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }
}
