package io.seedmill.pipeline.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Manifest.MissingRange;
import io.seedmill.transforms.raw.RawPiece;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.PartFormats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that was published, of which some samples failed or are missing.
 *
 * @param manifest what it says of itself
 */
public record IncompleteRun(Manifest manifest) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a run.
   *
   * @throws IOException if there is none of that name, or nothing failed in it, in a sentence
   */
  public static IncompleteRun read(String run, Storage storage) throws IOException {
    String path = new DatasetLayout(run, "").manifest();
    Manifest manifest;
    try {
      manifest = Manifest.parse(storage.read(path));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "found no published run '%s' in the output; allowed: a run that has a manifest, %s"
              .formatted(run, path),
          e);
    } catch (JsonProcessingException e) {
      throw new IOException(
          ("%s cannot be read (%s); allowed: the manifest of a run as it was written: restore it"
                  + " from a copy, or run the dataset again")
              .formatted(path, CanonicalJson.problem(e)),
          e);
    }
    if (manifest.unreadable().isPresent()) {
      throw new IOException(
          ("found run '%s', which %s; allowed: a run in %s. Run the dataset again under another"
                  + " name, with 'checkpoint: true' to keep its samples")
              .formatted(run, manifest.unreadable().get(), PartFormats.JSON_LINES.name()));
    }
    if (manifest.failures() == null && manifest.missing() == null) {
      throw new IOException(
          "found run '%s', in which nothing failed; allowed: a run with failures".formatted(run));
    }
    return new IncompleteRun(manifest);
  }

  /** The files of its records, each to be read as a whole. */
  public List<RawPiece> parts() {
    List<RawPiece> parts = new ArrayList<>();
    for (FileReport part : manifest.parts()) {
      if (part.records() > 0) {
        IndexRange records = new IndexRange(0, part.records());
        parts.add(
            new RawPiece(
                0,
                records,
                records,
                part.path(),
                0,
                part.bytes(),
                part.records(),
                0,
                part.sha256(),
                0,
                0,
                0,
                true,
                FetchCounts.NONE,
                RawPiece.LeftOut.NONE));
      }
    }
    return parts;
  }

  /** Returns true if the run made the tasks of a file. */
  public boolean isOfTasks() {
    return manifest.spec().has("tasks");
  }

  /**
   * Returns the same plan with the indices that the run asked for.
   *
   * @throws IOException if the run has a generator that the plan has not, in a sentence
   */
  public GenerationPlan of(GenerationPlan plan) throws IOException {
    List<GenerationPlan.Entry> entries = new ArrayList<>();
    Map<String, EntryReport> reports = new HashMap<>(manifest.generators());
    for (GenerationPlan.Entry entry : plan.entries()) {
      EntryReport report = reports.remove(entry.name());
      if (isOfTasks()) {
        entries.add(entry); // tasks name their indices
      } else if (report != null) {
        IndexRange asked = new IndexRange(report.firstIndex(), report.endIndex());
        entries.add(entry.withRanges(asked.size() == 0 ? List.of() : List.of(asked)));
      }
    }
    if (!reports.isEmpty()) {
      throw new IOException(
          "found no generator '%s'; allowed: a dataset with all generators of run '%s'"
              .formatted(reports.keySet().iterator().next(), manifest.run()));
    }
    return plan.withEntries(entries);
  }

  /**
   * Returns the same plan with the indices of which the run has no sample.
   *
   * @throws IOException if the dead letters cannot be read, or are not of this plan
   */
  public GenerationPlan lacking(GenerationPlan plan, Storage storage) throws IOException {
    Lacking lacking = new Lacking(plan);
    if (manifest.failures() != null) {
      readLetters(storage, lacking);
    }
    for (FileReport list : manifest.removed()) {
      readRemoved(storage, list, lacking);
    }
    if (manifest.missing() != null) {
      for (MissingRange range : manifest.missing()) {
        lacking.add(range.generator(), new IndexRange(range.first(), range.end()), null);
      }
    }
    return lacking.plan();
  }

  private void readLetters(Storage storage, Lacking lacking) throws IOException {
    readLines(
        storage,
        manifest.failures(),
        letter -> {
          IndexRange index = IndexRange.of(letter.path("index").asLong());
          lacking.add(letter.path("generator").asText(), index, letter.path("seed").asText());
        });
  }

  /**
   * Adds the samples that were left out although no other is equal, which are in none of the run's
   * files: they are made again, and judged again.
   */
  private static void readRemoved(Storage storage, FileReport list, Lacking lacking)
      throws IOException {
    readLines(
        storage,
        list,
        line -> lacking.addRemoved(line.path("generator").asText(), line.path("index").asLong()));
  }

  private interface LineReader {
    void read(JsonNode line) throws IOException;
  }

  private static void readLines(Storage storage, FileReport written, LineReader reader)
      throws IOException {
    String path = written.path();
    try {
      String sha256 = storage.sha256(path);
      if (!sha256.equals(written.sha256())) {
        throw damaged(written, "SHA-256 " + sha256, null);
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(storage.open(path), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          reader.read(JSON.readTree(line));
        }
      }
    } catch (NoSuchFileException e) {
      throw damaged(written, "no file", e);
    }
  }

  /**
   * The indices of which there is no sample. Tasks of one type make several entries of one name,
   * which differ in their seeds or parameters; a dead letter tells them apart by the seed.
   */
  private static final class Lacking {

    private final GenerationPlan plan;
    private final List<List<IndexRange>> lacking = new ArrayList<>();
    private final Map<String, List<Integer>> named = new HashMap<>();

    Lacking(GenerationPlan plan) {
      this.plan = plan;
      for (int entry = 0; entry < plan.entries().size(); entry++) {
        lacking.add(new ArrayList<>());
        named
            .computeIfAbsent(plan.entries().get(entry).name(), name -> new ArrayList<>())
            .add(entry);
      }
    }

    /**
     * Adds indices.
     *
     * @param seed the seed of the one index that is added; null where it is not known
     */
    void add(String name, IndexRange range, String seed) throws IOException {
      List<Integer> found = new ArrayList<>();
      for (int entry : named.getOrDefault(name, List.of())) {
        GenerationPlan.Entry planned = plan.entries().get(entry);
        if (IndexRange.difference(List.of(range), planned.ranges()).isEmpty()) {
          found.add(entry);
        }
      }
      if (found.isEmpty()) {
        throw new IOException(
            "found the failed sample %d of '%s'; allowed: indices that the run asked for"
                .formatted(range.first(), name));
      }
      if (found.size() > 1 && seed != null) {
        found.removeIf(entry -> !seed.equals(seedOf(range.first(), plan.entries().get(entry))));
      }
      if (found.size() != 1) {
        throw new IOException(
            ("found the failed sample %d of '%s', which tasks with other 'params' ask for too, so"
                    + " that nobody can tell them apart; allowed: tasks of one type that differ in"
                    + " their seeds or indices. Run the tasks again under another name")
                .formatted(range.first(), name));
      }
      lacking.get(found.get(0)).add(range);
    }

    /** Adds a sample that the run made, and left out. */
    void addRemoved(String name, long index) throws IOException {
      for (int entry : named.getOrDefault(name, List.of())) {
        if (plan.entries().get(entry).givesSeveralSamples()) {
          throw new IOException(
              ("found samples of '%s' that were left out by 'dedupe', and whose queries give"
                      + " several; allowed: a run in which none were. Run the dataset again")
                  .formatted(name));
        }
      }
      add(name, IndexRange.of(index), null);
    }

    private static String seedOf(long index, GenerationPlan.Entry entry) {
      return Long.toString(SampleSeeds.of(entry.seed(), entry.name()).seedOf(index));
    }

    GenerationPlan plan() {
      List<GenerationPlan.Entry> entries = new ArrayList<>();
      for (int entry = 0; entry < lacking.size(); entry++) {
        entries.add(plan.entries().get(entry).withRanges(IndexRange.joined(lacking.get(entry))));
      }
      return plan.withEntries(entries);
    }
  }

  private static IOException damaged(FileReport written, String found, Exception cause) {
    return new IOException(
        ("%s is damaged: %d bytes with SHA-256 %s were written, found %s; restore it from a copy,"
                + " or run the dataset again")
            .formatted(written.path(), written.bytes(), written.sha256(), found),
        cause);
  }
}
