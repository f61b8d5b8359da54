package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.cli.preview.HtmlPreview;
import io.seedmill.pipeline.cli.preview.ImageFiles;
import io.seedmill.pipeline.cli.preview.TerminalPreview;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows a few samples of each generator. */
@Command(
    name = "preview",
    description = {
      "Shows the first samples of each generator, three or as many as -n says, as a run will make"
          + " them. Of a matrix, each is of another cell, spread evenly. Nothing is written but the"
          + " pictures and sounds of the samples."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all samples could be made",
      "2:your input is wrong; nothing was done",
      "3:a sample failed, which is shown"
    },
    footer = {
      "",
      "Examples:",
      "  seedmill preview mine.yaml",
      "  seedmill preview mine.yaml -n 1 --only=generator=small-mazes --full",
      "  seedmill preview mine.yaml --format=html > preview.html"
    })
final class PreviewCommand implements Callable<Integer> {

  private static final String TEXT = "text";
  private static final String JSON = "json";
  private static final String HTML = "html";
  static final List<String> FORMATS = List.of(TEXT, JSON, HTML);

  private static final int SAMPLES = 3;
  private static final int MOST_SAMPLES = 1_000;

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Mixin private CacheOptions cache;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      completionCandidates = Candidates.PreviewFormats.class,
      defaultValue = TEXT,
      description = "text (default), json (a record a line), or html (one page).")
  private String format;

  @Option(names = "--full", description = "Show long texts and lists to their end.")
  private boolean full;

  @Option(
      names = "--assets",
      paramLabel = "<folder>",
      description =
          "Where pictures and sounds of the samples are kept, for --format=text; default: a new"
              + " folder 'seedmill-preview-…' among the temporary files.")
  private Path assets;

  private TerminalPreview terminal;
  private HtmlPreview page;
  private boolean failed;

  @Override
  public Integer call() throws Exception {
    if (!FORMATS.contains(format)) {
      throw new BadInputException(
          "--format: found '%s'; allowed: %s"
              .formatted(format, NearestName.advice(format, FORMATS)));
    }
    if (ResultOutput.of(command).isJson()) {
      format = JSON;
    }
    long most = dataset.samples == null ? SAMPLES : dataset.samples;
    if (most < 1 || most > MOST_SAMPLES) {
      throw new BadInputException(
          "--samples: found %d; allowed: a whole number from 1 to %d"
              .formatted(most, MOST_SAMPLES));
    }
    dataset.samples = null; // the counts of the spec are shown
    PrintWriter out = command.commandLine().getOut();
    page = new HtmlPreview(dataset.dataset());
    boolean colours = Ansi.AUTO.enabled();
    terminal =
        new TerminalPreview(
            out,
            colours ? Ansi.ON : Ansi.OFF,
            command.usageMessage().width(),
            full,
            new ImageFiles(assets, colours, System.getenv()));
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec spec = dataset.read(inputs);
      for (GeneratorSpec generator : spec.generators()) {
        show(spec, generator, most, inputs);
      }
    }
    if (format.equals(HTML)) {
      page.write(out);
      out.flush();
    }
    return failed ? ExitCode.TOO_MANY_FAILURES : ExitCode.DONE;
  }

  private void show(DatasetSpec spec, GeneratorSpec generator, long most, InputFiles inputs)
      throws Exception {
    List<DatasetSpec.Entry> cells =
        generator.cells().stream().filter(cell -> cell.samples() > 0).toList();
    PrintWriter out = command.commandLine().getOut();
    List<JsonNode> records = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int chosen = (int) Math.min(most, cells.size());
    for (int i = 0; i < chosen; i++) {
      DatasetSpec.Entry cell = cells.get((int) ((long) i * cells.size() / chosen));
      long count = Math.min(cell.samples(), most / chosen + (i < most % chosen ? 1 : 0));
      WorkerContext context =
          WorkerContext.alone(cell.name(), cell.type(), inputs).withCache(cache.settings());
      SampleLines made = SampleLines.make(cell, spec, new IndexRange(0, count), context);
      for (String line : made.records().subList(0, (int) Math.min(count, made.records().size()))) {
        records.add(CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)));
        if (format.equals(JSON)) {
          (ResultOutput.of(command).isJson() ? ResultOutput.of(command).lines() : out)
              .println(line);
        }
      }
      made.failures().forEach(failure -> failures.add(inWords(cell, failure)));
    }
    failed |= !failures.isEmpty();
    show(heading(generator, cells), records, failures);
  }

  private void show(String heading, List<JsonNode> records, List<String> failures)
      throws BadInputException {
    PrintWriter out = command.commandLine().getOut();
    if (format.equals(TEXT)) {
      terminal.heading(heading);
      try {
        for (JsonNode record : records) {
          terminal.record(record);
        }
      } catch (IOException e) {
        throw new BadInputException(
            "--assets: %s cannot be written to (%s); allowed: a folder"
                .formatted(
                    assets == null ? "the folder for temporary files" : "'" + assets + "'",
                    Reason.of(e)),
            e);
      }
      out.println();
    } else if (format.equals(HTML)) {
      page.add(heading, records, failures);
    }
    if (!format.equals(HTML)) {
      failures.forEach(failure -> command.commandLine().getErr().println("seedmill: " + failure));
    }
    out.flush();
  }

  private static String heading(GeneratorSpec generator, List<DatasetSpec.Entry> cells) {
    String kind = generator.factory().name();
    return String.format(
        Locale.ROOT,
        "%s%s: %,d %s%s",
        generator.name(),
        kind.equals(generator.name()) ? "" : " (" + kind + ")",
        generator.samples(),
        RunReport.indices(Stream.of(kind)),
        generator.cells().size() > 1
            ? String.format(Locale.ROOT, " in %,d cells", cells.size())
            : "");
  }

  private static String inWords(DatasetSpec.Entry cell, SampleFailure failure) {
    return "%s %d failed (%s): %s"
        .formatted(
            cell.name(),
            failure.index(),
            failure.error(),
            SampleFailure.inOneLine(failure.message()));
  }
}
