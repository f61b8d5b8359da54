package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The list of all published runs of an output, {@code metadata/registry.json}, in the order in
 * which they came into it.
 *
 * <p>The manifests are the truth: the list is an index of them, which can be made anew. A run is
 * added once its manifest is there, and before {@code latest-run.json} points at it. A run that is
 * killed in between is added by the next one. A run whose manifest is gone stays in the list, so
 * that the loss shows.
 *
 * @param runs the runs
 * @param digest the SHA-256 over the list without this field, as canonical JSON
 */
public record Registry(List<Entry> runs, String digest) {

  private static final int ATTEMPTS = 100;

  /** A list without runs. */
  public static final Registry NONE = new Registry(List.of(), null);

  public Registry {
    runs = List.copyOf(runs);
  }

  /**
   * A published run.
   *
   * @param run its name
   * @param version the running number of its dataset, by name, in this output
   * @param dataset the dataset's name
   * @param status whether all of it is there, see {@link Manifest}
   * @param datasetId the digest of all ids: equal for equal data
   * @param plan the digest of all that the data depends on
   * @param spec the digest of the spec, as canonical JSON
   * @param counts what became of all samples
   * @param parts the number of files
   * @param bytes their size
   * @param finishedAt when it was published, in UTC
   * @param manifest the digest of the manifest's file
   */
  public record Entry(
      String run,
      int version,
      String dataset,
      String status,
      String datasetId,
      String plan,
      String spec,
      Counts counts,
      int parts,
      long bytes,
      String finishedAt,
      String manifest) {

    static Entry of(ManifestFile file, int version) {
      Manifest run = file.manifest();
      byte[] spec = ContentHash.sha256().digest(CanonicalJson.writeBytes(run.spec()));
      return new Entry(
          run.run(),
          version,
          run.dataset(),
          run.status(),
          run.datasetId(),
          run.plan(),
          "sha256:" + HexFormat.of().formatHex(spec),
          run.counts(),
          run.parts().size(),
          run.parts().stream().mapToLong(FileReport::bytes).sum(),
          run.finishedAt(),
          "sha256:" + file.sha256());
    }

    /** Returns true if this is the entry of a run that is there. */
    public boolean isOf(Manifest manifest) {
      return run.equals(manifest.run()) && datasetId.equals(manifest.datasetId());
    }
  }

  /**
   * Reads a list, and checks it against its digest.
   *
   * @throws JsonProcessingException if the text is not what a run has written
   */
  public static Registry parse(String json) throws JsonProcessingException {
    Registry registry = SignedJson.parse(json, Registry.class, List.of("runs", "digest"));
    Set<String> runs = new HashSet<>();
    for (Entry entry : registry.runs) {
      if (entry.run == null || entry.datasetId == null || entry.status == null) {
        throw new JsonMappingException(null, "an entry has no 'run', 'datasetId' or 'status'");
      }
      if (!runs.add(entry.run)) {
        throw new JsonMappingException(null, "it has run '" + entry.run + "' twice");
      }
    }
    return registry;
  }

  /** Returns the list as runs write it. */
  String toJson() {
    return SignedJson.write(SignedJson.sign(new Registry(runs, null), Registry.class));
  }

  /**
   * Returns the text of a list of one run alone.
   *
   * @param registry the list of its output, from which it has its version
   */
  public static String of(ManifestFile file, Optional<String> registry) {
    int version =
        orNone(registry).runs.stream()
            .filter(entry -> entry.isOf(file.manifest()))
            .mapToInt(Entry::version)
            .findFirst()
            .orElse(1);
    return new Registry(List.of(Entry.of(file, version)), null).toJson();
  }

  /** Returns the version of a run in its output; none where the list does not have it. */
  public static OptionalInt version(Storage storage, Manifest manifest) throws IOException {
    return orNone(read(storage)).runs.stream()
        .filter(entry -> entry.isOf(manifest))
        .mapToInt(Entry::version)
        .findFirst();
  }

  /** Returns the list of an output, and none where there is none. */
  public static Optional<String> read(Storage storage) throws IOException {
    return storage.size(DatasetLayout.REGISTRY).isPresent()
        ? Optional.of(storage.read(DatasetLayout.REGISTRY))
        : Optional.empty();
  }

  /**
   * Adds the published runs that the list lacks. Where it is damaged, it is made anew.
   *
   * @param layout where it may lie until it is whole
   */
  public static void add(Storage storage, DatasetLayout layout) throws IOException {
    change(
        storage,
        layout,
        before -> {
          Set<String> listed = new HashSet<>(before.runs.stream().map(Entry::run).toList());
          return before.with(ManifestFile.in(storage, run -> !listed.contains(run), text -> true));
        });
  }

  /**
   * Makes the list say what the manifests do; runs whose manifest is gone stay in it.
   *
   * @return false if it did before
   */
  public static boolean mend(Storage storage) throws IOException {
    return change(
        storage, before -> before.with(ManifestFile.in(storage, run -> true, text -> true)));
  }

  /** Removes runs whose manifest is gone from the list. */
  public static void forget(Storage storage, Set<String> gone) throws IOException {
    change(
        storage,
        before ->
            new Registry(
                before.runs.stream().filter(entry -> !gone.contains(entry.run)).toList(), null));
  }

  /** Changes the list outside a run. */
  private static boolean change(Storage storage, Step step) throws IOException {
    DatasetLayout layout =
        new DatasetLayout("registry", UUID.randomUUID().toString().substring(0, 8));
    try {
      return change(storage, layout, step);
    } finally {
      storage.delete(layout.temporaryFolder());
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  @FunctionalInterface
  private interface Step {
    Registry of(Registry before) throws IOException;
  }

  /**
   * Looks again after each change. So no run is lost even where a store does not know conditional
   * requests: the one that writes last sees the manifests of all that wrote before.
   */
  private static boolean change(Storage storage, DatasetLayout layout, Step step)
      throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      boolean isChanged =
          storage.update(
              DatasetLayout.REGISTRY,
              layout.temporary("registry-" + UUID.randomUUID()),
              text -> step.of(orNone(text)).toJson());
      if (!isChanged) {
        return attempt > 1;
      }
    }
    throw new IOException(
        "%s was changed by others %d times while it was to be changed"
            .formatted(DatasetLayout.REGISTRY, ATTEMPTS));
  }

  private static Registry orNone(Optional<String> text) {
    try {
      return text.isPresent() ? parse(text.get()) : NONE;
    } catch (JsonProcessingException e) {
      return NONE; // it is made anew of the manifests, as the next validation would demand
    }
  }

  /** Returns the list with what manifests say; a run that is new in it gets the next version. */
  private Registry with(List<ManifestFile> newestFirst) {
    Map<String, Entry> all = new LinkedHashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (Entry entry : runs) {
      all.put(entry.run, entry);
      last.merge(String.valueOf(entry.dataset), entry.version, Math::max);
    }
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      Manifest run = newestFirst.get(i).manifest();
      Entry before = all.get(run.run());
      int version =
          before == null
              ? last.merge(String.valueOf(run.dataset()), 1, Integer::sum)
              : before.version;
      all.put(run.run(), Entry.of(newestFirst.get(i), version));
    }
    return new Registry(List.copyOf(all.values()), null);
  }

  /** Returns the runs of which no manifest is left. */
  public List<Entry> gone(Collection<String> present) {
    Set<String> there = new HashSet<>(present);
    return runs.stream().filter(entry -> !there.contains(entry.run)).toList();
  }

  /**
   * Compares a list with the manifests.
   *
   * @param text the list; empty where there is none
   * @param manifests those that can be read
   * @param present the runs that have a manifest, damaged or not
   * @return a sentence for each difference
   */
  public static List<String> problems(
      Optional<String> text, List<ManifestFile> manifests, Collection<String> present) {
    if (text.isEmpty()) {
      return manifests.isEmpty()
          ? List.of()
          : List.of("the file is missing; 'seedmill runs' and the next run write it");
    }
    Registry registry;
    try {
      registry = parse(text.get());
    } catch (JsonProcessingException e) {
      return List.of(CanonicalJson.problem(e) + "; 'seedmill runs' and the next run write it anew");
    }
    List<String> problems = new ArrayList<>();
    if (!text.get().equals(registry.toJson())) {
      problems.add("it was changed after it was written, in blanks or the order of fields");
    }
    Map<String, Entry> listed =
        registry.runs.stream().collect(Collectors.toMap(Entry::run, entry -> entry));
    for (ManifestFile file : manifests) {
      String run = file.manifest().run();
      Entry entry = listed.get(run);
      if (entry == null) {
        problems.add("it lacks run '%s'; 'seedmill runs' and the next run add it".formatted(run));
      } else if (!entry.equals(Entry.of(file, entry.version))) {
        problems.add(
            "what it says of run '%s' is not what its manifest says; 'seedmill runs' mends it"
                .formatted(run));
      }
    }
    for (Entry entry : registry.gone(present)) {
      problems.add(
          ("it names run '%s', whose manifest is gone: restore it from a copy, or let 'seedmill clean'"
                  + " remove the entry")
              .formatted(entry.run));
    }
    return problems;
  }
}
