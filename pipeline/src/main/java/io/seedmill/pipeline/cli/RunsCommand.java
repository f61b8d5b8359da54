package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.ManifestFile;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Lists the published runs of an output. */
@Command(
    name = "runs",
    description =
        "Lists the published runs of an output, the oldest first. Equal datasets have equal ids;"
            + " equal plans make equal data. '*' marks the run that latest-run.json names. A version is"
            + " the running number of a dataset in its output, from registry.json, which this mends"
            + " where a killed run left it incomplete.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill runs out",
      "  seedmill runs s3://bucket/mine --json"
    })
final class RunsCommand implements Callable<Integer> {

  private static final int DIGITS = 12;

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Parameters(
      arity = "0..1",
      paramLabel = "<output>",
      defaultValue = "out",
      description = "A folder, or s3://bucket/prefix; default: ${DEFAULT-VALUE}.")
  private String output;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    String place = OutputCheck.place("<output>", output, given, true);
    try (OpenStorages storages = new OpenStorages(given.options())) {
      Storage storage = storages.at(place);
      Set<String> present = new HashSet<>();
      List<ManifestFile> runs = runs(storage, present);
      if (runs.isEmpty()) {
        throw new BadInputException(
            "<output>: found no published run at '%s'; allowed: the output of a run"
                .formatted(output));
      }
      Registry registry = registry(storage, runs, present);
      print(runs.stream().map(ManifestFile::manifest).toList(), latest(storage), registry);
      if (!LatestLinks.follow(storage)) {
        say(
            "the links consolidated/latest* do not lead to the run that latest-run.json names; the"
                + " next run into this output mends them");
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException("<output>: " + e.getMessage(), e);
    }
    return ExitCode.DONE;
  }

  private List<ManifestFile> runs(Storage storage, Set<String> present) throws IOException {
    List<ManifestFile> runs = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      String run = name.replaceFirst("/$", "");
      String path = new DatasetLayout(run, "").manifest();
      try {
        if (name.endsWith("/") && storage.size(path).isPresent()) { // else it is not published
          present.add(run);
          String text = storage.read(path);
          runs.add(ManifestFile.of(Manifest.parse(text), text));
        }
      } catch (JsonProcessingException e) {
        say("%s is damaged: %s".formatted(path, CanonicalJson.problem(e)));
      }
    }
    runs.sort(
        Comparator.comparing((ManifestFile run) -> Instant.parse(run.manifest().finishedAt()))
            .thenComparing(run -> run.manifest().run()));
    return runs;
  }

  /** Returns the registry; where it is not what the manifests say, it is mended. */
  private Registry registry(Storage storage, List<ManifestFile> runs, Set<String> present)
      throws IOException {
    Optional<String> text = Registry.read(storage);
    List<String> problems = Registry.problems(text, runs, present);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> say(DatasetLayout.REGISTRY + ": " + problem));
      try {
        if (Registry.mend(storage)) {
          say(DatasetLayout.REGISTRY + " is as the manifests say now");
        }
      } catch (IOException e) {
        say("%s could not be written (%s)".formatted(DatasetLayout.REGISTRY, e.getMessage()));
      }
      text = Registry.read(storage);
    }
    try {
      return text.isPresent() ? Registry.parse(text.get()) : Registry.NONE;
    } catch (JsonProcessingException e) {
      return Registry.NONE; // it was told above
    }
  }

  private void say(String sentence) {
    command.commandLine().getErr().println("seedmill: " + sentence);
  }

  private static String latest(Storage storage) throws IOException {
    try {
      return LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN)).run();
    } catch (NoSuchFileException | JsonProcessingException e) {
      return "";
    }
  }

  private void print(List<Manifest> runs, String latest, Registry registry) {
    boolean json = ResultOutput.of(command).isJson();
    PrintWriter out = json ? ResultOutput.of(command).lines() : command.commandLine().getOut();
    int width = runs.stream().mapToInt(run -> run.run().length()).max().orElse(0);
    String row = "%1s %-" + width + "s  %7s  %-20s  %-15s  %13s  %15s  %-12s  %-12s  %s%n";
    if (!json) {
      out.printf(
          row,
          "",
          "run",
          "version",
          "finished",
          "status",
          "records",
          "bytes",
          "dataset id",
          "plan",
          "name");
    }
    Map<String, Registry.Entry> entries =
        registry.runs().stream().collect(Collectors.toMap(Registry.Entry::run, entry -> entry));
    int hidden = json ? 0 : Math.max(0, runs.size() - ShownRows.MOST);
    if (hidden > 0) {
      out.printf("… %s before these; --json lists all%n", Counted.of(hidden, "run"));
    }
    for (Manifest run : runs.subList(hidden, runs.size())) {
      Registry.Entry entry = entries.get(run.run());
      long bytes = run.parts().stream().mapToLong(FileReport::bytes).sum();
      if (json) {
        out.println(CanonicalJson.write(asJson(run, entry, bytes, latest)));
        continue;
      }
      out.printf(
          Locale.ROOT,
          row,
          run.run().equals(latest) ? "*" : "",
          run.run(),
          entry == null ? "" : "" + entry.version(),
          run.finishedAt().replaceFirst("\\.\\d+Z", "Z"),
          run.status(),
          String.format(Locale.ROOT, "%,d", run.counts().unique()),
          String.format(Locale.ROOT, "%,d", bytes),
          digits(run.datasetId()),
          digits(run.plan()),
          run.dataset());
    }
  }

  private static ObjectNode asJson(Manifest run, Registry.Entry entry, long bytes, String latest) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("run", run.run());
    if (entry != null) {
      json.put("version", entry.version());
    }
    json.put("finishedAt", run.finishedAt())
        .put("status", run.status())
        .put("records", run.counts().unique())
        .put("bytes", bytes)
        .put("datasetId", run.datasetId())
        .put("plan", run.plan())
        .put("dataset", run.dataset())
        .put("latest", run.run().equals(latest));
    if (entry != null) {
      json.put("spec", entry.spec());
    }
    return json;
  }

  private static String digits(String digest) {
    String hex = digest.replaceFirst("^sha256:", "");
    return hex.substring(0, Math.min(DIGITS, hex.length()));
  }
}
