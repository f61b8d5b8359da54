package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.compare.KeyDifference;
import io.seedmill.pipeline.compare.SpecDifference;
import io.seedmill.pipeline.compare.SpecDifference.Change;
import io.seedmill.pipeline.validate.PublishedRecord;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compares two published runs. */
@Command(
    name = "diff",
    description = {
      "Compares two published runs: how many records were kept, added and removed, the records of"
          + " each entry, and the values of the spec and versions of generators that differ.",
      "Records are the same if their keys are: the whole content, or the fields of 'dedupe'."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill diff out/metadata/monday out/metadata/tuesday",
      "  seedmill diff old out --show=3"
    })
final class DiffCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 1_000;

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Parameters(
      index = "0",
      paramLabel = "<before>",
      description = "An output, for its newest complete run, or <output>/metadata/<run>.")
  private String before;

  @Parameters(index = "1", paramLabel = "<after>", description = "The other run, in the same way.")
  private String after;

  @Option(
      names = "--show",
      paramLabel = "<n>",
      defaultValue = "0",
      description =
          "Print the first records that were added and removed, at most as many of each; default:"
              + " ${DEFAULT-VALUE}.")
  private int show;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  /** The differences of two runs. */
  private record Result(
      Manifest before,
      Manifest after,
      KeyDifference keys,
      List<String> added,
      List<String> removed,
      List<Change> changes) {

    Set<String> names() {
      Set<String> names = new TreeSet<>(before.generators().keySet());
      names.addAll(after.generators().keySet());
      return names;
    }
  }

  @Override
  public Integer call() throws Exception {
    if (show < 0 || show > MOST_SHOWN) {
      throw new BadInputException(
          "--show: found %d; allowed: a whole number from 0 to %d".formatted(show, MOST_SHOWN));
    }
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (PublishedRun first = PublishedRun.open("<before>", before, given, command);
        PublishedRun second = PublishedRun.open("<after>", after, given, command)) {
      Result result = compare(first, second);
      ResultOutput.of(command).print(asJson(result));
      print(result);
    }
    return ExitCode.DONE;
  }

  private Result compare(PublishedRun first, PublishedRun second)
      throws IOException, BadInputException {
    Manifest old = first.manifest();
    Manifest young = second.manifest();
    List<Change> changes = new ArrayList<>(SpecDifference.between(old.spec(), young.spec()));
    changes.addAll(SpecDifference.between(versions(old), versions(young)));
    boolean comparable =
        old.keys() != null
            && young.keys() != null
            && Objects.equals(old.dedupe().fields(), young.dedupe().fields());
    if (!comparable) {
      return new Result(old, young, null, List.of(), List.of(), changes);
    }
    try (InputStream oldKeys = new BufferedInputStream(first.open(old.keys().path()));
        InputStream youngKeys = new BufferedInputStream(second.open(young.keys().path()))) {
      KeyDifference keys = KeyDifference.of(oldKeys, youngKeys, show);
      return new Result(
          old, young, keys, lines(second, keys.added()), lines(first, keys.removed()), changes);
    }
  }

  private static JsonNode versions(Manifest manifest) {
    ObjectNode versions = JsonNodeFactory.instance.objectNode();
    ObjectNode byName = versions.putObject("version of");
    manifest.generators().values().forEach(entry -> byName.put(entry.generator(), entry.version()));
    return versions;
  }

  /** Returns the records of a run that have some keys, ascending by these. */
  private static List<String> lines(PublishedRun run, List<String> keys)
      throws IOException, BadInputException {
    List<String> named = run.manifest().dedupe().fields();
    List<String> fields = named == null ? List.of() : named;
    Set<String> wanted = new HashSet<>(keys);
    Map<String, String> lines = new TreeMap<>();
    if (!wanted.isEmpty()) {
      run.read(
          line -> {
            String key = PublishedRecord.keyOf(line, fields);
            if (wanted.contains(key)) {
              lines.put(key, line);
            }
            return lines.size() < wanted.size();
          });
    }
    return List.copyOf(lines.values());
  }

  private void print(Result result) {
    PrintWriter out = command.commandLine().getOut();
    print(out, "before", result.before());
    print(out, "after", result.after());
    if (result.keys() == null) {
      out.println(
          "records cannot be compared: the runs are deduplicated by different fields, or have no"
              + " file of keys");
    } else {
      List<String> fields = result.after().dedupe().fields();
      out.printf(
          Locale.ROOT,
          "%,d kept, %,d added, %,d removed%s%n",
          result.keys().kept(),
          result.keys().addedCount(),
          result.keys().removedCount(),
          fields == null ? "" : " (by " + String.join(", ", fields) + ")");
    }
    ShownRows.print(
        out,
        result.names().stream()
            .filter(name -> unique(result.before(), name) != unique(result.after(), name))
            .toList(),
        name ->
            out.printf(
                Locale.ROOT,
                "  %s: %,d → %s%n",
                name,
                unique(result.before(), name),
                Counted.of(unique(result.after(), name), "record")));
    if (result.changes().isEmpty()) {
      out.println("the specs are equal");
    } else {
      out.println("spec:");
      ShownRows.print(out, result.changes(), change -> out.println("  " + change));
    }
    result.removed().forEach(line -> out.println("- " + line));
    result.added().forEach(line -> out.println("+ " + line));
  }

  private static void print(PrintWriter out, String title, Manifest run) {
    out.printf(
        Locale.ROOT,
        "%-6s  %s: %s, %s%n",
        title,
        run.run(),
        Counted.of(run.counts().unique(), "record"),
        run.datasetId());
  }

  private static long unique(Manifest run, String name) {
    EntryReport entry = run.generators().get(name);
    return entry == null ? 0 : entry.unique();
  }

  private static ObjectNode asJson(Result result) throws IOException {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("before", result.before().run()).put("after", result.after().run());
    all.put("beforeDatasetId", result.before().datasetId());
    all.put("afterDatasetId", result.after().datasetId());
    if (result.keys() != null) {
      all.put("kept", result.keys().kept())
          .put("added", result.keys().addedCount())
          .put("removed", result.keys().removedCount());
    }
    ArrayNode changes = all.putArray("changes");
    for (Change change : result.changes()) {
      changes
          .addObject()
          .put("place", change.place())
          .put("before", change.before())
          .put("after", change.after());
    }
    ObjectNode entries = all.putObject("records");
    for (String name : result.names()) {
      entries
          .putObject(name)
          .put("before", unique(result.before(), name))
          .put("after", unique(result.after(), name));
    }
    put(all.putArray("removedRecords"), result.removed());
    put(all.putArray("addedRecords"), result.added());
    return all;
  }

  private static void put(ArrayNode array, List<String> lines) throws IOException {
    for (String line : lines) {
      array.add(CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
