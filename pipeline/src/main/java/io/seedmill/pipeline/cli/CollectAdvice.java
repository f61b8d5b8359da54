package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.program.CommandFactory;
import io.seedmill.generators.sources.program.SuggestedCollect;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.transforms.generate.WorkerContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the entry of a program with the rule that fits the files that it leaves. */
final class CollectAdvice {

  private static final long FEWEST = 3;

  private CollectAdvice() {}

  /**
   * Runs the program of an entry's first cell once.
   *
   * @return false if no rule fits, or the program fails
   */
  static boolean print(
      DatasetSpec read, GeneratorSpec generator, InputFiles inputs, CommandSpec command)
      throws Exception {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    DatasetSpec.Entry entry = generator.cells().get(0);
    boolean leavesFiles =
        entry.factory() instanceof CommandFactory
            && entry.parameters().toJson().path("mode").asText().equals("files");
    if (!leavesFiles) {
      err.println(generator.name() + ": no 'mode: files', so it has no 'collect'");
      return true;
    }
    long samples = entry.prepared().taskSize().orElseThrow();
    if (samples < FEWEST) {
      throw new BadInputException(
          "'taskSize' of '%s': found %d; allowed with --suggest: %d or more, since two files may also"
                  .formatted(generator.name(), samples, FEWEST)
              + " be two parts of one sample");
    }
    GenerationTask task =
        new GenerationTask(
            new IndexRange(0, samples),
            SampleSeeds.of(read.seed(), entry.name()),
            read.maxSampleBytes(),
            read.failures());
    try {
      SuggestedCollect collect =
          CommandFactory.suggestCollect(
              entry.parameters(),
              entry.prepared(),
              WorkerContext.alone(entry.name(), entry.type(), inputs),
              task);
      print(generator.source(), collect, samples, out);
      return true;
    } catch (IOException e) {
      err.println("seedmill: " + generator.name() + ": " + e.getMessage());
      return false;
    }
  }

  private static void print(
      ObjectNode source, SuggestedCollect collect, long samples, PrintWriter out) {
    ObjectNode entry = source.deepCopy();
    entry.remove("collect");
    out.printf(
        Locale.ROOT,
        "  # %s%s%n",
        Counted.of(samples, "sample"),
        collect.rule().isEmpty() ? "; the default of 'collect' fits" : "");
    if (!collect.rule().isEmpty()) {
      entry.set("collect", collect.rule());
    }
    if (!collect.unused().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "  # files in no sample (%,d): %s%n",
          collect.unused().size(),
          String.join(", ", collect.unused().subList(0, Math.min(6, collect.unused().size()))));
    }
    String before = "  - ";
    for (var field : entry.properties()) {
      out.println(before + field.getKey() + ": " + CanonicalJson.write(field.getValue()));
      before = "    ";
    }
  }
}
