package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSchema;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.run.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a spec to start from. */
@Command(
    name = "init",
    description = {
      "Writes a spec to start from, with every parameter and what it means, and beside it"
          + " seedmill.schema.json, with which an editor completes and checks it.",
      "Asks for what is not given where a person is at the terminal, and takes defaults elsewhere."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  seedmill init",
      "  seedmill init puzzles.yaml --generators=maze,sudoku --samples=5000"
    })
final class InitCommand implements Callable<Integer> {

  private static final String SCHEMA = "seedmill.schema.json";
  private static final String USUAL_FILE = "mine.yaml";
  private static final String USUAL_GENERATORS = "maze";
  private static final String USUAL_SAMPLES = "1000";

  @Spec private CommandSpec command;

  @Mixin private PluginOptions plugins;

  @Parameters(
      arity = "0..1",
      paramLabel = "<file>",
      description = "The file to write; default: " + USUAL_FILE + ".")
  private String file;

  @Option(
      names = "--generators",
      paramLabel = "<names>",
      completionCandidates = Candidates.Generators.class,
      description = "Generators, with commas between; default: " + USUAL_GENERATORS + ".")
  private String generators;

  @Option(
      names = {"--samples", "-n"},
      paramLabel = "<n>",
      description = "The samples of each; default: " + USUAL_SAMPLES + ".")
  private String samples;

  @Override
  @SuppressWarnings("SystemConsoleNull")
  public Integer call() throws Exception {
    Catalogue catalogue = plugins.catalogue();
    List<String> names = catalogue.all().stream().map(GeneratorFactory::name).toList();
    if (System.console() != null) {
      ask(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), names);
    }
    Path target = Path.of(file == null ? USUAL_FILE : file);
    long count = count(samples == null ? USUAL_SAMPLES : samples);
    List<GeneratorFactory> chosen = new ArrayList<>();
    for (String each : (generators == null ? USUAL_GENERATORS : generators).split(",", -1)) {
      String name = each.strip();
      chosen.add(
          catalogue
              .generator(name)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "--generators: found '%s'; allowed: %s"
                              .formatted(name, NearestName.advice(name, names)))));
    }
    write(target, spec(target, chosen, count), false);
    Path schema = target.resolveSibling(SCHEMA);
    write(schema, DatasetSchema.json(catalogue).toPrettyString() + "\n", true);
    PrintWriter out = command.commandLine().getOut();
    String shown = ShellWord.quoted(target.toString());
    out.println(target + " and " + schema + " are written. Next:");
    out.println("  seedmill preview " + shown);
    out.println("  seedmill run " + shown + " -o out");
    return ExitCode.DONE;
  }

  /** Asks for what the options do not say; an empty answer takes the default. */
  private void ask(BufferedReader in, List<String> names) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    if (generators == null) {
      out.println("Generators: " + String.join(", ", names));
      generators = answer(in, "Which of them, with commas between?", USUAL_GENERATORS);
    }
    if (samples == null) {
      samples = answer(in, "How many samples of each?", USUAL_SAMPLES);
    }
    if (file == null) {
      file = answer(in, "Which file shall be written?", USUAL_FILE);
    }
  }

  private String answer(BufferedReader in, String question, String usual) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    out.print(question + " [" + usual + "] ");
    out.flush();
    String line = in.readLine();
    return line == null || line.isBlank() ? usual : line.strip();
  }

  private static long count(String text) throws BadInputException {
    String digits = text.replace("_", "").replace(",", "");
    long value = digits.matches("\\d{1,13}") ? Long.parseLong(digits) : -1;
    if (value < 1 || value > DatasetSpec.MOST_SAMPLES) {
      throw new BadInputException(
          "--samples: found '%s'; allowed: a whole number from 1 to %d"
              .formatted(text, DatasetSpec.MOST_SAMPLES));
    }
    return value;
  }

  private static void write(Path file, String text, boolean replace) throws BadInputException {
    try {
      if (replace) {
        Files.writeString(file, text);
      } else {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      }
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(
          "<file>: found '%s', which is there already; allowed: the name of a new file"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new BadInputException(
          "<file>: '%s' cannot be written (%s); allowed: a file in a folder that is there"
              .formatted(file, Reason.of(e)),
          e);
    }
  }

  private static String spec(Path target, List<GeneratorFactory> chosen, long samples) {
    String name =
        target.getFileName().toString().replaceFirst("\\.ya?ml$", "").replaceAll("[^\\w.-]+", "-");
    StringBuilder text = new StringBuilder();
    text.append("# yaml-language-server: $schema=").append(SCHEMA).append('\n');
    text.append("name: ").append(name.matches("[A-Za-z][\\w.-]*") ? name : "mine").append('\n');
    text.append("seed: 42                 # all randomness comes from it\n");
    text.append("maxFailureRate: 0        # the share of samples that may fail\n");
    text.append("generators:\n");
    for (GeneratorFactory factory : chosen) {
      text.append("  # ").append(factory.summary()).append('\n');
      text.append("  - generator: ").append(factory.name()).append('\n');
      text.append("    samples: ").append(samples).append('\n');
      List<Parameter> parameters = factory.parameters().all();
      boolean hasDefaults = parameters.stream().anyMatch(InitCommand::hasDefault);
      text.append(parameters.isEmpty() ? "" : hasDefaults ? "    params:\n" : "    # params:\n");
      parameters.forEach(parameter -> append(parameter, text));
    }
    text.append("# dedupe: {fields: [prompt]}   # what makes two samples equal; without it, all\n");
    text.append("output:\n");
    text.append("  format: jsonl          # or csv\n");
    text.append("  parts: 1               # the number of files\n");
    return text.toString();
  }

  private static boolean hasDefault(Parameter parameter) {
    return !parameter.defaultValue().isMissingNode();
  }

  private static void append(Parameter parameter, StringBuilder text) {
    JsonNode value = parameter.defaultValue();
    text.append("      # ").append(parameter.description().replaceAll("\\s+", " "));
    text.append(" (").append(parameter.type().word()).append(": ");
    text.append(parameter.allowed().replaceAll("\\s+", " ")).append(")\n");
    text.append(hasDefault(parameter) ? "      " : "      # ").append(parameter.name());
    text.append(": ").append(hasDefault(parameter) ? CanonicalJson.write(value) : "…");
    text.append('\n');
  }
}
