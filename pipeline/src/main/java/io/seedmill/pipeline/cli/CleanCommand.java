package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.input.DurationText;
import io.seedmill.pipeline.run.Cleaning;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.FoundFile;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Removes what killed runs have left. */
@Command(
    name = "clean",
    description = {
      "Lists what killed runs have left in an output: temporary files, files that no manifest names,"
          + " links to files that are gone, raw files without a note, uploads that were not ended, runs in"
          + " registry.json whose manifest is gone. With --yes it is removed.",
      "What a living run may own stays. Data of published runs, raw files with a note and assets are"
          + " never touched."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill clean out",
      "  seedmill clean out --yes",
      "  seedmill clean s3://bucket/datasets --older-than=24h --yes"
    })
final class CleanCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 100;

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Parameters(
      arity = "0..1",
      paramLabel = "<place>",
      defaultValue = "out",
      description =
          "The output of runs: a folder, or s3://bucket/prefix; default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(names = "--yes", description = "Remove the files.")
  private boolean yes;

  @Option(
      names = {"--older-than", "--olderThan"},
      paramLabel = "<time>",
      defaultValue = "168h",
      description =
          "The least age of files of which nobody can know whether their run lives: those of runs on"
              + " a cluster or another machine, and files whose manifest is gone; default:"
              + " ${DEFAULT-VALUE}, a week.")
  private String olderThan;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Duration age =
        DurationText.parse(olderThan)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--older-than: found '%s'; allowed: %s"
                            .formatted(olderThan, DurationText.ALLOWED)));
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    String place = OutputCheck.place("<place>", output, given, true);
    if (Storage.isLocal(place) && !Files.isDirectory(Path.of(place))) {
      throw new BadInputException(
          "<place>: found no folder '%s'; allowed: the output of runs".formatted(place));
    }
    try (OpenStorages storages = new OpenStorages(given.options())) {
      Cleaning cleaning;
      try {
        cleaning = Cleaning.of(storages.at(place), place, Instant.now().minus(age));
      } catch (IllegalArgumentException e) {
        throw new BadInputException("<place>: " + e.getMessage(), e);
      }
      if (yes) {
        cleaning.remove();
      }
      ResultOutput.of(command).print(asJson(cleaning));
      print(cleaning, command.commandLine().getOut());
    }
    return ExitCode.DONE;
  }

  private ObjectNode asJson(Cleaning cleaning) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("removed", yes);
    ArrayNode files = result.putArray("files");
    for (FoundFile file : cleaning.removable()) {
      files
          .addObject()
          .put("file", file.path())
          .put("bytes", file.bytes())
          .put("upload", file.isUpload());
    }
    cleaning.forgotten().forEach(result.putArray("entries")::add);
    cleaning.kept().forEach(result.putArray("kept")::add);
    return result;
  }

  /** Prints a line per file; the temporary files of a run are one line, the last. */
  private void print(Cleaning cleaning, PrintWriter out) {
    List<FoundFile> files = cleaning.removable();
    Map<String, Long> lines = new LinkedHashMap<>();
    Map<String, Long> temporary = new LinkedHashMap<>();
    for (FoundFile file : files) {
      if (file.path().startsWith(DatasetLayout.TEMPORARY + "/")) {
        temporary.merge(file.path().replaceFirst("(/[^/]+/).*", "$1"), file.bytes(), Long::sum);
      } else {
        lines.put(
            file.path() + (file.isUpload() ? " (an upload that was not ended)" : ""), file.bytes());
      }
    }
    lines.putAll(temporary);
    lines.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(line -> out.printf(Locale.ROOT, "%,15d  %s%n", line.getValue(), line.getKey()));
    if (lines.size() > MOST_SHOWN) {
      out.printf(Locale.ROOT, "                 … and %,d more%n", lines.size() - MOST_SHOWN);
    }
    ShownRows.print(
        out,
        cleaning.forgotten(),
        run ->
            out.printf(
                "%15s  %s: run '%s', whose manifest is gone%n",
                "entry", DatasetLayout.REGISTRY, run));
    ShownRows.print(out, cleaning.kept(), line -> out.println("kept  " + line));
    out.printf(
        yes ? "%s, %s removed%n" : "%s, %s; --yes removes them%n",
        Counted.of(files.size(), "file"),
        Counted.of(files.stream().mapToLong(FoundFile::bytes).sum(), "byte"));
  }
}
