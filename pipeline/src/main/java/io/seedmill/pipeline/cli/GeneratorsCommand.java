package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.parameters.Parameter;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.pipeline.spec.NearestName;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what can be generated. */
@Command(
    name = "generators",
    description = "Lists the generators, or shows one with a sample.",
    mixinStandardHelpOptions = true)
final class GeneratorsCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "<name>", description = "The generator to show.")
  private String name;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    Catalogue catalogue = Catalogue.load();
    if (name == null) {
      for (GeneratorFactory factory : catalogue.all()) {
        describe(factory, out);
        out.println();
      }
      return ExitCode.DONE;
    }
    GeneratorFactory factory =
        catalogue
            .find(name)
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
    DatasetSpec.Entry entry =
        new DatasetSpec.Entry(
            name, factory, factory.parameters().defaults(), 1, OptionalLong.empty());
    OneSample sample = OneSample.make(entry, 42, DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES, 0);
    out.println();
    out.println(sample.line());
    return ExitCode.DONE;
  }

  private static void describe(GeneratorFactory factory, PrintWriter out) {
    out.println(factory.name() + ": " + factory.summary());
    for (Parameter parameter : factory.parameters().all()) {
      out.printf("  %-14s %-10s %s%n", parameter.name(), parameter.type(), parameter.description());
      out.printf(
          "  %-14s %-10s %s; default %s%n",
          "", "", parameter.allowed(), CanonicalJson.write(parameter.defaultValue()));
    }
  }
}
