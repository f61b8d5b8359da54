package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.raw.RawNote;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** A plan, summed by the generators of the spec. */
final class PlanReport {

  private final DatasetSpec spec;
  private final Plan plan;
  private final Batches batches;
  private final BatchOptions batching;
  private final List<Row> rows = new ArrayList<>();

  private record Row(GeneratorSpec generator, long shards) {}

  PlanReport(DatasetSpec spec, Plan plan, BatchOptions batching) throws BadInputException {
    this.spec = spec;
    this.plan = plan;
    this.batches = batching.of(plan);
    this.batching = batching;
    int first = 0;
    for (GeneratorSpec generator : spec.generators()) {
      int end = first + generator.cells().size();
      List<GenerationPlan.Entry> entries = plan.generation().entries().subList(first, end);
      if (!entries.isEmpty()) {
        long shards = entries.stream().mapToLong(GenerationPlan.Entry::shards).sum();
        rows.add(new Row(generator, shards));
      }
      first = end;
    }
  }

  /**
   * Prints it.
   *
   * @param listSources name every file that counts as the source of a program
   */
  void print(PrintWriter out, boolean listSources) {
    int width =
        rows.stream()
            .limit(ShownRows.MOST)
            .mapToInt(row -> row.generator().name().length())
            .max()
            .orElse(0);
    String format = "%-" + Math.max(width, 9) + "s %9s %11s %17s%s%n";
    out.printf(Locale.ROOT, format, "", "cells", "shards", "samples", "");
    ShownRows.print(
        out,
        rows,
        row ->
            print(
                out,
                format,
                row.generator().name(),
                row.generator().cells().size(),
                row.shards(),
                row.generator().samples(),
                axes(row.generator())));
    GenerationPlan all = plan.generation();
    print(out, format, "total", all.entries().size(), all.shards(), all.samples(), "");
    out.println();
    long most =
        all.entries().stream()
            .mapToLong(entry -> Math.min(entry.shardSize(), entry.samples()))
            .max()
            .orElse(0);
    out.printf(
        Locale.ROOT,
        "shards    the tasks that cells are cut into for workers, of %s at most; --shard-size"
            + " sets that, and 'generate' makes a batch of them%n",
        Counted.of(most, "sample"));
    if (!spec.filters().isEmpty()) {
      out.println("filters   " + spec.filters());
    }
    out.printf(
        Locale.ROOT,
        "batches   %,d%s%s%n",
        batches.count(),
        batching.rule(),
        spec.uniqueBatches() ? ", each without its duplicates (batches: {dedupe: true})" : "");
    if (spec.generators().stream().filter(g -> g.factory().name().equals("files")).count() > 1) {
      out.println("equal     " + rule());
    }
    ShownRows.print(
        out,
        rows.stream().filter(row -> isProgram(row.generator())).toList(),
        row -> printSources(out, row.generator(), listSources));
    out.println("plan      " + plan.digest());
  }

  private static boolean isProgram(GeneratorSpec generator) {
    return generator.factory().name().equals("command");
  }

  private static void printSources(PrintWriter out, GeneratorSpec generator, boolean list) {
    SortedSet<Path> files = generator.sources();
    out.printf(
        Locale.ROOT,
        "sources   %s: %s%n",
        generator.name(),
        files.isEmpty()
            ? "no file counts; raise 'version' when the program changes"
            : String.format(
                Locale.ROOT,
                "%s in %s%s",
                Counted.of(files.size(), "file"),
                folder(files),
                list ? "" : "; --sources lists them"));
    if (list) {
      files.forEach(file -> out.println("          " + folder(files).relativize(file)));
    }
  }

  /** Returns the innermost folder that all files lie in. */
  private static Path folder(SortedSet<Path> files) {
    Path folder = files.first().getParent();
    while (!files.last().startsWith(folder)) { // so are all between the first and the last
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * Returns which of equal samples is kept: with several lists of files it decides what is lost.
   */
  private String rule() {
    return spec.preference() == Preference.LISTED
        ? "of equal samples that of the entry listed first is kept (dedupe: {prefer: listed})"
        : "of equal samples the one with the lowest index is kept, whichever entry it is of;"
            + " dedupe: {prefer: listed} keeps that of the entry listed first";
  }

  private static void print(
      PrintWriter out,
      String format,
      String name,
      long cells,
      long shards,
      long samples,
      String axes) {
    out.printf(Locale.ROOT, format, name, grouped(cells), grouped(shards), grouped(samples), axes);
  }

  /** The axes with the number of their values: what filters may name. */
  private static String axes(GeneratorSpec generator) {
    String unit = generator.factory().traits().severalSamples() ? " queries" : "";
    return generator.axes().stream()
        .map(axis -> String.format(Locale.ROOT, "%s (%,d)", axis.name(), axis.values().size()))
        .collect(Collectors.joining(" x ", unit + "  ", ""))
        .stripTrailing();
  }

  private static String grouped(long number) {
    boolean hasGroups = number >= 1000 || number <= -1000;
    return hasGroups ? String.format(Locale.ROOT, "%,d", number) : Long.toString(number);
  }

  ObjectNode toJson(PilotReport pilot) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dataset", spec.name());
    json.put("plan", plan.digest());
    json.put("prefer", spec.preference().toString());
    ArrayNode generators = json.putArray("generators");
    for (Row row : rows) {
      ObjectNode generator = generators.addObject();
      generator.put("name", row.generator().name());
      generator.put("generator", row.generator().factory().name());
      row.generator().axes().forEach(axis -> generator.withArray("axes").add(axis.name()));
      generator.put("cells", row.generator().cells().size());
      generator.put("shards", row.shards());
      generator.put("samples", row.generator().samples());
      if (isProgram(row.generator())) {
        SortedSet<Path> files = row.generator().sources();
        ObjectNode sources = generator.putObject("sources");
        if (!files.isEmpty()) {
          sources.put("folder", folder(files).toString());
        }
        ArrayNode names = sources.putArray("files");
        files.forEach(file -> names.add(folder(files).relativize(file).toString()));
      }
    }
    json.put("cells", plan.generation().entries().size());
    json.put("shards", plan.generation().shards());
    json.put("samples", plan.generation().samples());
    RawNote.Batch batch = batching.note(0, batches);
    if (batch.maxSize() != null) {
      json.put("maxBatchSize", batch.maxSize());
    }
    if (batch.per() != null) {
      json.put("batchPer", batch.per());
    }
    json.put("batches", batches.count());
    json.put("incremental", spec.incremental());
    json.put("uniqueBatches", spec.uniqueBatches());
    json.set("filters", spec.filters());
    pilot.addTo(json);
    return json;
  }
}
