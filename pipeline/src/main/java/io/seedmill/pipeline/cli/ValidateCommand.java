package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.run.Advance;
import io.seedmill.pipeline.validate.Findings.Finding;
import io.seedmill.pipeline.validate.OutputValidation;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.FoundFile;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Checks the files of an output. */
@Command(
    name = "validate",
    description = {
      "Checks every file of an output against all that is claimed of it: size and digest of parts,"
          + " keys, dead letters, raw files and assets; of each record its id, its place in the"
          + " order, its part, its generator and its index; counts, dataset id, pointer and links.",
      "Answers are scored by the rules of their generators, and samples are made again, for as many"
          + " records as --sample and --regenerate say. Which ones are chosen is the same each"
          + " time.",
      "Records in other formats than JSON Lines are checked as bytes alone."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is as its run left it",
      "2:your input is wrong; nothing was done",
      "4:something is not, which is printed"
    },
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill validate out",
      "  seedmill validate out --sample=100%% --regenerate=1%%",
      "  seedmill validate s3://bucket/mine/metadata/monday --json"
    })
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Mixin private PluginOptions plugins;

  @Parameters(
      arity = "0..1",
      paramLabel = "<output or run>",
      defaultValue = "out",
      description =
          "An output, for all in it, or <output>/metadata/<run>, for one run; default:"
              + " ${DEFAULT-VALUE}.")
  private String place;

  @Option(
      names = "--sample",
      paramLabel = "<percent>",
      defaultValue = "10%",
      description =
          "The share of records whose answers are scored, where their generator has a rule;"
              + " default: ${DEFAULT-VALUE}.")
  private String sample;

  @Option(
      names = "--regenerate",
      paramLabel = "<percent>",
      defaultValue = "0%",
      description =
          "The share of records that are made again and compared, where a generator of the"
              + " catalogue or of a plugin made them; default: ${DEFAULT-VALUE}.")
  private String regenerate;

  @Option(
      names = "--spec-folder",
      paramLabel = "<folder>",
      defaultValue = ".",
      description =
          "Where the relative names of evaluation texts ('dedupe: against') begin, with which all"
              + " records are compared; default: the working directory.")
  private Path specFolder;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  private long done;

  @Override
  public Integer call() throws Exception {
    Share scored = Share.parse("--sample", sample);
    Share regenerated = Share.parse("--regenerate", regenerate);
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    Matcher run = PublishedRun.RUN.matcher(place);
    boolean isRun = run.matches();
    String output = OutputCheck.place("<output or run>", isRun ? run.group(1) : place, given, true);
    PublishedRun.requireNoFile("<output or run>", output);
    try (OpenStorages storages = new OpenStorages(given.options());
        ProgressDisplay progress = ProgressDisplay.of(command)) {
      Storage storage = storages.at(output);
      RecordSamples samples =
          new RecordSamples(plugins.catalogue(), storage::open, scored, regenerated);
      EvaluationCheck texts = new EvaluationCheck(specFolder, new StorageInputs(given.options()));
      NearRecordsCheck near = new NearRecordsCheck();
      long total = storage.find("").stream().mapToLong(FoundFile::bytes).sum();
      OutputValidation validation =
          new OutputValidation(
              storage, samples.or(texts).or(near), bytes -> advance(bytes, total, progress));
      if (isRun) {
        validation.checkRun(run.group(2));
      } else {
        validation.checkAll();
      }
      if (validation.runs().isEmpty() && validation.findings().isEmpty()) {
        throw new BadInputException(
            "<output or run>: found no published run at '%s'; allowed: an output, or <output>/metadata/<run>"
                .formatted(place));
      }
      progress.close();
      print(validation, samples, texts, near);
      return validation.findings().isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED;
    } catch (IllegalArgumentException e) {
      throw new BadInputException("<output or run>: " + e.getMessage(), e);
    }
  }

  private void advance(long bytes, long total, ProgressDisplay progress) {
    done += bytes;
    progress.update(Advance.ofBytes(done, total, "checking"));
  }

  private void print(
      OutputValidation validation,
      RecordSamples samples,
      EvaluationCheck texts,
      NearRecordsCheck near)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    ResultOutput result = ResultOutput.of(command);
    result.print(asJson(validation, samples, texts, near));
    PrintWriter faults = result.isQuiet() && !result.isJson() ? result.lines() : out;
    ShownRows.print(faults, validation.findings(), faults::println);
    ShownRows.print(
        out,
        validation.runs(),
        run ->
            out.printf(
                "run %s: %s, %s in %s%n",
                run.run(),
                Counted.of(run.counts().unique(), "record"),
                Counted.of(run.parts().stream().mapToLong(FileReport::bytes).sum(), "byte"),
                Counted.of(run.parts().size(), "part")));
    ShownRows.print(
        out,
        validation.runs().stream().filter(run -> run.unreadable().isPresent()).toList(),
        run ->
            out.printf(
                "run %s: its files are checked, its records are not looked at: it %s%n",
                run.run(), run.unreadable().orElseThrow()));
    out.println(samples.summary());
    texts.summary().forEach(out::println);
    near.summary().forEach(out::println);
    int wrong = validation.findings().size();
    out.println(
        wrong == 0
            ? "everything is as its run left it"
            : Counted.of(wrong, "finding") + ", see above");
  }

  private static ObjectNode asJson(
      OutputValidation validation,
      RecordSamples samples,
      EvaluationCheck texts,
      NearRecordsCheck near) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode runs = result.putArray("runs");
    for (Manifest run : validation.runs()) {
      runs.addObject()
          .put("run", run.run())
          .put("datasetId", run.datasetId())
          .put("records", run.counts().unique())
          .put("bytes", run.parts().stream().mapToLong(FileReport::bytes).sum())
          .put("parts", run.parts().size());
    }
    ObjectNode unread = result.putObject("unread");
    validation.runs().forEach(run -> run.unreadable().ifPresent(why -> unread.put(run.run(), why)));
    result.put("scored", samples.scored()).put("regenerated", samples.regenerated());
    result.put("comparedForNear", near.compared());
    result.put("compared", texts.compared());
    ObjectNode notCompared = result.putObject("notCompared");
    texts.unread().forEach(notCompared::put);
    ArrayNode findings = result.putArray("findings");
    for (Finding finding : validation.findings()) {
      ObjectNode each = findings.addObject().put("file", finding.file());
      if (finding.line() > 0) {
        each.put("line", finding.line());
      }
      each.put("problem", finding.problem());
    }
    return result;
  }
}
