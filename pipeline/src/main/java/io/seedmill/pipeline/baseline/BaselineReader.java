package io.seedmill.pipeline.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.near.EarlierSamples;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Leftovers;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds the runs in an output that can be continued. One that cannot be continued is refused, never
 * passed over, because what it published would be published again.
 */
public final class BaselineReader {

  /** Runs that are read at the same time: a year has many days, and a storage may be far. */
  private static final int THREADS = 8;

  /** Returns the keys that a run published, whether batches are missing or not. */
  private static final Set<String> PUBLISHED = Set.of(Manifest.COMPLETE, Manifest.PARTIAL);

  private final String output;
  private final Storage storage;
  private final List<String> keyFields;
  private final JsonNode splits;
  private final boolean readsSamples;

  /**
   * @param output the root of {@code storage}
   * @param spec the new run's dataset
   */
  public BaselineReader(String output, Storage storage, DatasetSpec spec) {
    this.output = output;
    this.storage = storage;
    this.keyFields = spec.dedupeFields().stream().sorted().toList();
    this.splits = SplitMoves.of(spec.toJson());
    this.readsSamples = spec.near() != null;
  }

  /**
   * What a folder of a run has.
   *
   * @param manifest null where there is none
   * @param hasKeys whether there is a file of keys
   */
  private record Found(String run, Manifest manifest, boolean hasKeys) {}

  /**
   * Reads what all complete and partial runs say of themselves; none where there is no such run or
   * place.
   *
   * @throws UnusableBaselineException if one of them cannot be continued, or was there and is not
   *     any more
   * @throws IOException if the storage does not answer
   */
  public Baseline read() throws IOException {
    Optional<LatestRun> latest = latestRun();
    List<Registry.Entry> listed = listed();
    Leftovers leftovers = Leftovers.look(storage);
    List<Callable<Found>> tasks = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      if (name.endsWith("/")) {
        tasks.add(() -> read(new DatasetLayout(name.substring(0, name.length() - 1), "")));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Found> found = new ArrayList<>();
      for (Future<Found> run : threads.invokeAll(tasks)) {
        found.add(run.get());
      }
      checkNoneIsGone(found, latest, leftovers);
      checkListed(found, listed);
      return Baseline.of(
          found.stream()
              .filter(run -> run.manifest != null && PUBLISHED.contains(run.manifest.status()))
              .map(run -> new EarlierRun(output, run.manifest))
              .toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads a run; where too many samples failed, or it was never published, it is not checked. */
  private Found read(DatasetLayout layout) throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.parse(storage.read(layout.manifest()));
    } catch (NoSuchFileException e) {
      return new Found(layout.run(), null, storage.size(layout.keys()).isPresent());
    } catch (JsonProcessingException e) {
      throw unreadable(layout, CanonicalJson.problem(e), e);
    }
    if (PUBLISHED.contains(manifest.status())) {
      checkTime(layout, manifest);
      checkDedupe(manifest);
      checkSplits(manifest);
      checkKeys(manifest);
      if (readsSamples) {
        checkSamples(manifest);
      }
    }
    return new Found(layout.run(), manifest, true);
  }

  /** Returns true if there is a file of this name; false as well where the place is no folder. */
  private boolean has(String path) throws IOException {
    String name = path.substring(DatasetLayout.METADATA.length() + 1);
    return storage.list(DatasetLayout.METADATA).contains(name);
  }

  private Optional<LatestRun> latestRun() throws IOException {
    if (!has(DatasetLayout.LATEST_RUN)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UnusableBaselineException(
          ("'%s' of '%s' is damaged (%s); allowed: what a run has written: restore it from a copy, or"
                  + " remove it")
              .formatted(DatasetLayout.LATEST_RUN, output, CanonicalJson.problem(e)),
          e);
    }
  }

  /** Returns the runs of the registry whose samples are known. */
  private List<Registry.Entry> listed() throws IOException {
    Optional<String> text = has(DatasetLayout.REGISTRY) ? Registry.read(storage) : Optional.empty();
    try {
      return text.isEmpty()
          ? List.of()
          : Registry.parse(text.get()).runs().stream()
              .filter(run -> PUBLISHED.contains(run.status()))
              .toList();
    } catch (JsonProcessingException e) {
      throw new UnusableBaselineException(
          ("'%s' of '%s' is damaged (%s); allowed: what a run has written: restore it from a copy, or"
                  + " let 'seedmill runs' write it anew from the manifests that are there")
              .formatted(DatasetLayout.REGISTRY, output, CanonicalJson.problem(e)),
          e);
    }
  }

  private void checkListed(List<Found> found, List<Registry.Entry> listed)
      throws UnusableBaselineException {
    List<Manifest> manifests =
        found.stream().map(Found::manifest).filter(Objects::nonNull).toList();
    for (Registry.Entry run : listed) {
      if (manifests.stream().noneMatch(run::isOf)) {
        throw new UnusableBaselineException(
            ("'%s' of '%s' names run '%s' with %s, which is not there, so its samples would be made"
                    + " again; allowed: runs that are: restore its files from a copy, or let 'seedmill"
                    + " clean' remove it from the list")
                .formatted(DatasetLayout.REGISTRY, output, run.run(), run.datasetId()));
      }
    }
  }

  /** Refuses an output in which a run's manifest is gone: its samples would be published again. */
  private void checkNoneIsGone(List<Found> found, Optional<LatestRun> latest, Leftovers leftovers)
      throws UnusableBaselineException {
    List<Manifest> manifests =
        found.stream().map(Found::manifest).filter(Objects::nonNull).toList();
    if (latest.isPresent() && manifests.stream().noneMatch(latest.get()::isTo)) {
      throw new UnusableBaselineException(
          ("'%s' of '%s' points at run '%s' with %s, which is not there; allowed: a run that is:"
                  + " restore '%s' from a copy")
              .formatted(
                  DatasetLayout.LATEST_RUN,
                  output,
                  latest.get().run(),
                  latest.get().datasetId(),
                  latest.get().manifest()));
    }
    checkContinuedRuns(manifests);
    List<String> unpublished =
        found.stream().filter(run -> run.manifest == null && run.hasKeys).map(Found::run).toList();
    List<String> unnamed = leftovers.unnamed(manifests, unpublished);
    if (!unnamed.isEmpty()) {
      throw new UnusableBaselineException(
          ("found '%s' in '%s', which no manifest names: its run was killed while it was published,"
                  + " or its manifest was deleted; allowed: files of runs with a manifest: restore"
                  + " the manifest from a copy, or remove the file, see 'seedmill clean'")
              .formatted(unnamed.get(0), output));
    }
  }

  /** A run names those that it continues; some of them may lie in another output. */
  private void checkContinuedRuns(List<Manifest> manifests) throws UnusableBaselineException {
    Set<String> here = new HashSet<>(Set.of(output));
    List<BaselineRun> gone = new ArrayList<>();
    Set<List<String>> present = new HashSet<>();
    manifests.forEach(run -> present.add(List.of(run.run(), run.datasetId())));
    for (Manifest manifest : manifests) {
      for (BaselineRun earlier :
          manifest.baseline() == null ? List.<BaselineRun>of() : manifest.baseline().runs()) {
        if (present.contains(List.of(earlier.run(), earlier.datasetId()))) {
          here.add(earlier.output());
        } else {
          gone.add(earlier);
        }
      }
    }
    for (BaselineRun earlier : gone) {
      if (here.contains(earlier.output())) {
        throw new UnusableBaselineException(
            ("'%s' of '%s' is not there, although later runs continue run '%s'; allowed: all runs that"
                    + " were continued: restore it and its keys from a copy, or begin in another"
                    + " output")
                .formatted(new DatasetLayout(earlier.run(), "").manifest(), output, earlier.run()));
      }
    }
  }

  private void checkTime(DatasetLayout layout, Manifest manifest) throws UnusableBaselineException {
    try {
      Instant.parse(manifest.finishedAt());
    } catch (DateTimeException e) {
      throw unreadable(layout, e.getMessage(), e);
    }
  }

  private UnusableBaselineException unreadable(
      DatasetLayout layout, String reason, Throwable cause) {
    return new UnusableBaselineException(
        ("'%s' of '%s' cannot be read (%s); allowed: the manifest of a run as it was written: restore"
                + " it from a copy, or begin in another output")
            .formatted(layout.manifest(), output, reason),
        cause);
  }

  private void checkDedupe(Manifest manifest) throws UnusableBaselineException {
    List<String> fields =
        manifest.dedupe().fields() == null ? List.of() : manifest.dedupe().fields();
    if (!fields.equals(keyFields)) {
      throw new UnusableBaselineException(
          ("found run '%s' of '%s', which is deduplicated by %s; allowed: runs that are"
                  + " deduplicated by %s, as this dataset is")
              .formatted(manifest.run(), output, inWords(fields), inWords(keyFields)));
    }
  }

  /**
   * Refuses a run of which samples would be in one split, and equal ones of later runs in another.
   */
  private void checkSplits(Manifest manifest) throws UnusableBaselineException {
    JsonNode found = SplitMoves.of(manifest.spec());
    if (!found.equals(splits)) {
      throw new UnusableBaselineException(
          ("found run '%s' of '%s', whose samples are split by %s; allowed: runs that are split as"
                  + " this dataset is, by %s, so that what belongs together stays in one split; or"
                  + " begin in another output")
              .formatted(
                  manifest.run(), output, SplitMoves.inWords(found), SplitMoves.inWords(splits)));
    }
  }

  private static String inWords(List<String> fields) {
    return fields.isEmpty()
        ? "the whole content"
        : "the fields '" + String.join("', '", fields) + "'";
  }

  private void checkKeys(Manifest manifest) throws IOException {
    FileReport keys = manifest.keys();
    if (keys == null) {
      throw new UnusableBaselineException(
          ("found run '%s' of '%s', which left no file of keys, as earlier versions did not;"
                  + " allowed: runs that left one")
              .formatted(manifest.run(), output));
    }
    OptionalLong size = storage.size(keys.path());
    String found = size.isEmpty() ? "no file" : size.getAsLong() + " bytes";
    if (size.isPresent() && size.getAsLong() == keys.bytes()) {
      String sha256 = storage.sha256(keys.path());
      if (sha256.equals(keys.sha256())) {
        return;
      }
      found += " with SHA-256 " + sha256;
    }
    throw new UnusableBaselineException(
        ("'%s' of '%s' is damaged: found %s; allowed: the %d bytes with SHA-256 %s that run '%s'"
                + " left: restore them from a copy, or begin in another output")
            .formatted(keys.path(), output, found, keys.bytes(), keys.sha256(), manifest.run()));
  }

  /** Refuses a run whose samples are compared and gone, before new ones are made. */
  private void checkSamples(Manifest manifest) throws IOException {
    for (EarlierSamples.Part part : new EarlierRun(output, manifest).parts().toList()) {
      if (storage.size(part.path()).isEmpty()) {
        throw new UnusableBaselineException(
            ("'%s' of '%s' is not there, with samples of run '%s' that 'dedupe.near' compares with new"
                    + " ones; allowed: the files of all runs that are continued: restore it from a"
                    + " copy, or leave out 'dedupe.near'")
                .formatted(part.path(), output, manifest.run()));
      }
    }
  }
}
