package io.seedmill.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.near.NearReport;
import io.seedmill.transforms.near.RemoveNearDuplicates;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.AssetReport;
import io.seedmill.transforms.publish.Manifest.Baseline;
import io.seedmill.transforms.publish.Manifest.ColumnReport;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.ExceededRate;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Manifest.RetryOf;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredFile;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.FileSets.FileSet;
import io.seedmill.transforms.write.OutputFile;
import io.seedmill.transforms.write.OutputFile.AssetList;
import io.seedmill.transforms.write.OutputFile.DatasetPart;
import io.seedmill.transforms.write.WrittenFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/** The last step of a run: checks that all is there, then makes it visible in a safe order. */
record Publication(
    String output,
    DatasetLayout layout,
    GenerationPlan plan,
    RunDescription run,
    int buckets,
    DatasetFiles files,
    String spill)
    implements Serializable {

  private static final Duration LONGEST_TURN = Duration.ofMinutes(1);

  Manifest publish(
      List<WrittenFile> written,
      List<BucketSummary> summaries,
      List<TaskShard> missing,
      PipelineOptions options)
      throws IOException {
    try (OpenStorages storages = new OpenStorages(options)) {
      NearReport near =
          run.near() == null ? null : RemoveNearDuplicates.report(storages.at(spill), layout);
      Storage storage = storages.at(output);
      Manifest manifest =
          run.oncePerPlan()
              ? publishInTurn(storage, written, summaries, missing, near)
              : publish(storage, written, summaries, missing, near);
      for (String root : new TreeSet<>(List.of(output, spill))) {
        storages.at(root).delete(layout.temporaryFolder());
        storages.at(root).deleteIfEmpty(DatasetLayout.TEMPORARY);
      }
      return manifest;
    }
  }

  private Manifest publishInTurn(
      Storage storage,
      List<WrittenFile> written,
      List<BucketSummary> summaries,
      List<TaskShard> missing,
      NearReport near)
      throws IOException {
    Turn turn = Turn.take(storage, layout, run.planDigest(), LONGEST_TURN);
    try {
      return publish(storage, written, summaries, missing, near);
    } finally {
      turn.end();
    }
  }

  private Manifest publish(
      Storage storage,
      List<WrittenFile> written,
      List<BucketSummary> summaries,
      List<TaskShard> missing,
      NearReport near)
      throws IOException {
    Account account = new Account(plan, summaries, missing, run.retried());
    Files found = new Files(storage, written, summaries);
    List<WrittenFile> parts = new ArrayList<>();
    for (OutputFile part : files.all()) {
      parts.add(found.get(part));
    }
    WrittenFile letters = found.get(new OutputFile.DeadLetters());
    WrittenFile keys = found.get(new OutputFile.Keys());
    Map<Reason, WrittenFile> removed = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      if (account.removed(reason) > 0) {
        removed.put(reason, found.get(new OutputFile.RemovedFile(reason)));
        account.checkRemoved(reason, removed.get(reason).records());
      }
    }
    account.check(
        parts.stream().mapToLong(WrittenFile::records).sum(), letters.records(), keys.records());
    if (account.isWithoutAnswers()) {
      throw new IOException(
          "no API has answered at all, so nothing is published: " + message(storage, letters));
    }
    SplitAccount splits = new SplitAccount(files.sets(), summaries);
    splits.check(account.entries(), parts);
    if (run.filters() == null) {
      account.requireKeyFields();
      splits.requireFields();
    }
    String datasetId = DatasetId.of(summaries, buckets);
    Optional<Manifest> earlier = sameData(storage, account, datasetId, parts);
    if (earlier.isPresent()) {
      removeRawFiles(storage);
      takeLastSteps(storage, earlier.get());
      return earlier.get();
    }
    List<WrittenFile> all = new ArrayList<>(parts);
    all.add(letters);
    all.add(keys);
    all.addAll(removed.values());
    List<String> named =
        new ArrayList<>(all.stream().map(file -> file.file().path(layout)).toList());
    if (run.oncePerPlan()) {
      named.add(Turn.file(run.planDigest()));
    }
    Leftovers.note(storage, layout, named);
    AssetReport assets = files.withAssets() ? publishAssets(storage, written) : null;
    List<FileReport> partReports = new ArrayList<>();
    for (WrittenFile part : parts) {
      partReports.add(publishFile(storage, part));
    }
    FileReport failures = letters.records() == 0 ? null : publishFile(storage, letters);
    FileReport keysReport = publishFile(storage, keys);
    Map<Reason, FileReport> lists = new EnumMap<>(Reason.class);
    for (Map.Entry<Reason, WrittenFile> list : removed.entrySet()) {
      lists.put(list.getKey(), publishFile(storage, list.getValue()));
    }
    Manifest manifest =
        publishManifest(
            storage,
            manifest(
                account,
                splits,
                datasetId,
                ColumnReport.of(files.remarks(summaries)),
                partReports,
                failures,
                keysReport,
                assets,
                new Removed(lists, near)));
    takeLastSteps(storage, manifest);
    return manifest;
  }

  /**
   * Returns the manifest of another run of the plan, if this one has made the same files. Of
   * answers the content alone counts, since each says when it was given.
   */
  private Optional<Manifest> sameData(
      Storage storage, Account account, String datasetId, List<WrittenFile> parts)
      throws IOException {
    if (!run.oncePerPlan()
        || !status(account.total(), account.entries()).equals(Manifest.COMPLETE)) {
      return Optional.empty();
    }
    Optional<Manifest> newest =
        SamePlan.in(storage, run.planDigest(), json(run.spec()))
            .newest()
            .filter(manifest -> !manifest.run().equals(layout.run()));
    if (newest.isEmpty()) {
      return newest;
    }
    Manifest earlier = newest.get();
    boolean isTheSame =
        earlier.datasetId().equals(datasetId)
            && earlier.counts().equals(account.total())
            && (!account.isReproducible()
                || earlier.parts().stream()
                    .map(FileReport::sha256)
                    .toList()
                    .equals(parts.stream().map(WrittenFile::sha256).toList()));
    return newest.filter(manifest -> isTheSame);
  }

  /** Removes the files for resuming this run, which has ended, so that no other resumes it. */
  private void removeRawFiles(Storage storage) throws IOException {
    for (String name : storage.list(DatasetLayout.RAW)) {
      if (layout.isRawOfTask(name)) {
        storage.delete(DatasetLayout.RAW + "/" + name);
      }
    }
  }

  private AssetReport publishAssets(Storage storage, List<WrittenFile> written) throws IOException {
    Optional<WrittenFile> list =
        written.stream().filter(file -> file.file() instanceof AssetList).findFirst();
    List<String> stages = List.of(layout.temporaryFolder(), DatasetLayout.RAW);
    boolean mayLack =
        plan.entries().stream().anyMatch(e -> e.outside() != null && e.outside().countsItself());
    return list.isEmpty()
        ? new AssetReport(0, 0, null)
        : new PublishAssets(storage, stages).publish(list.get(), mayLack);
  }

  /** Returns the message of the first dead letter. */
  private static String message(Storage storage, WrittenFile letters) throws IOException {
    try (InputStream in = storage.open(letters.temporaries().get(0).path());
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return json(lines.readLine()).path("message").asText();
    }
  }

  /** Finds what was written; a file in which no bucket has a piece is written now. */
  private final class Files {

    private final Storage storage;
    private final Map<OutputFile, WrittenFile> written;
    private final List<BucketSummary> summaries;

    Files(Storage storage, List<WrittenFile> written, List<BucketSummary> summaries) {
      this.storage = storage;
      this.summaries = summaries;
      this.written = written.stream().collect(Collectors.toMap(WrittenFile::file, file -> file));
    }

    WrittenFile get(OutputFile file) throws IOException {
      WrittenFile found = written.get(file);
      return found == null ? writeWithoutPieces(file) : found;
    }

    private WrittenFile writeWithoutPieces(OutputFile file) throws IOException {
      byte[] bytes = files.withoutPieces(file, summaries);
      String path = newTemporary();
      try (PendingFile pending = storage.create(path)) {
        pending.write(bytes, 0, bytes.length);
        pending.commit();
      }
      String sha256 = HexFormat.of().formatHex(ContentHash.sha256().digest(bytes));
      List<StoredFile> temporaries = List.of(new StoredFile(path, bytes.length));
      return new WrittenFile(file, temporaries, 0, bytes.length, sha256);
    }
  }

  /**
   * Gives a file its name. Where that is taken, by an earlier attempt at this step or by another
   * run, the file must have the same bytes.
   */
  private FileReport publishFile(Storage storage, WrittenFile file) throws IOException {
    String path = file.file().path(layout);
    OptionalLong published = storage.size(path);
    if (published.isEmpty()) {
      publishNew(storage, file, path);
    } else if (published.getAsLong() != file.bytes()
        || !storage.sha256(path).equals(file.sha256())) {
      Leftovers.disown(storage, layout, path);
      checkSize(published, file, path);
      throw new IOException(path + " is there already, with other data; it is not replaced");
    }
    FileSet set = file.file() instanceof DatasetPart part ? part.set() : FileSet.ALL;
    return new FileReport(
        path, set.split(), set.generator(), file.records(), file.bytes(), file.sha256());
  }

  private void publishNew(Storage storage, WrittenFile file, String path) throws IOException {
    try {
      storage.publish(file.temporaries(), path);
    } catch (FileAlreadyExistsException e) {
      Leftovers.disown(storage, layout, path);
      throw e;
    }
    checkSize(storage.size(path), file, path);
  }

  private static void checkSize(OptionalLong found, WrittenFile file, String path)
      throws IOException {
    if (found.isEmpty() || found.getAsLong() != file.bytes()) {
      throw new IOException(
          "%s is not what this run wrote: %d bytes expected, %s found"
              .formatted(path, file.bytes(), found.isEmpty() ? "no file" : "" + found.getAsLong()));
    }
  }

  private Manifest manifest(
      Account account,
      SplitAccount splits,
      String datasetId,
      ColumnReport columns,
      List<FileReport> parts,
      FileReport failures,
      FileReport keys,
      AssetReport assets,
      Removed removed)
      throws IOException {
    Counts total = account.total();
    Map<String, EntryReport> entries = account.entries();
    List<ExceededRate> exceeded = exceeded(entries);
    JsonNode spec = json(run.spec());
    JsonNode filters = run.filters() == null ? null : json(run.filters());
    return new Manifest(
            layout.run(),
            status(total, entries),
            run.dataset(),
            datasetId,
            run.planDigest(),
            run.runner(),
            total,
            entries,
            exceeded.isEmpty() ? null : exceeded,
            files.format().name(),
            columns,
            parts,
            failures,
            account.missing(),
            keys,
            assets,
            account.isReproducible(),
            account.fetched(),
            run.baseline().isEmpty() ? null : new Baseline(run.baseline()),
            run.retried() == null
                ? null
                : new RetryOf(run.retried().run(), run.retried().datasetId()),
            account.dedupe(against(removed), near(removed)),
            splits.reports(),
            splits.by(),
            account.repetitions(),
            account.effort(),
            run.estimate(),
            spec,
            filters,
            run.startedAt(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            null)
        .signed();
  }

  /**
   * The samples that are left out although no other is equal.
   *
   * @param lists the lists of them
   * @param near what was found of near duplicates; null where nothing was looked for
   */
  private record Removed(Map<Reason, FileReport> lists, NearReport near) {}

  private Manifest.NearReport near(Removed removed) throws IOException {
    if (run.near() == null) {
      return null;
    }
    List<Manifest.Cluster> largest = new ArrayList<>();
    for (var cluster : removed.near().largest()) {
      JsonNode kept = json(cluster.kept());
      largest.add(
          new Manifest.Cluster(
              kept.path("id").asText(),
              kept.path("generator").asText(),
              kept.path("index").asLong(),
              kept.path("run").textValue(),
              cluster.others()));
    }
    return new Manifest.NearReport(
        run.near().field(),
        run.near().threshold(),
        run.near().characters(),
        removed.near().compared(),
        run.baseline().isEmpty() ? null : removed.near().earlier(),
        removed.near().unread().isEmpty() ? null : removed.near().unread(),
        removed.near().clusters(),
        largest,
        removed.lists().get(Reason.NEAR_DUPLICATE));
  }

  private AgainstReport against(Removed removed) {
    return run.against() == null
        ? null
        : run.against().with(removed.lists().get(Reason.CONTAMINATED));
  }

  private List<ExceededRate> exceeded(Map<String, EntryReport> entries) {
    List<ExceededRate> exceeded = new ArrayList<>();
    entries.forEach(
        (name, report) -> {
          Double most = run.maxFailureRates().get(name);
          if (most != null && report.failed() > most * report.requested()) {
            exceeded.add(new ExceededRate(name, report.failed(), report.requested(), most));
          }
        });
    return exceeded;
  }

  private static JsonNode json(String text) throws IOException {
    return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private String status(Counts total, Map<String, EntryReport> entries) {
    if (!exceeded(entries).isEmpty() || total.failed() > run.maxFailureRate() * total.requested()) {
      return Manifest.TOO_MANY_FAILURES;
    }
    return total.missing() > 0 ? Manifest.PARTIAL : Manifest.COMPLETE;
  }

  private Manifest publishManifest(Storage storage, Manifest manifest) throws IOException {
    String temporary = newTemporary();
    storage.write(temporary, manifest.toJson());
    try {
      storage.publish(temporary, layout.manifest());
      return manifest;
    } catch (FileAlreadyExistsException e) {
      Manifest existing = Manifest.parse(storage.read(layout.manifest()));
      if (manifest.plan().equals(existing.plan())
          && manifest.datasetId().equals(existing.datasetId())
          && manifest.parts().equals(existing.parts())) {
        return existing;
      }
      throw new IOException(
          "run '" + layout.run() + "' was published before, with other data; it is not replaced",
          e);
    }
  }

  /** Adds the run to the registry, then lets the pointer name it, if it is complete. */
  private void takeLastSteps(Storage storage, Manifest manifest) throws IOException {
    boolean isComplete = manifest.status().equals(Manifest.COMPLETE);
    String step = DatasetLayout.REGISTRY;
    try {
      Registry.add(storage, layout);
      step = DatasetLayout.LATEST_RUN;
      if (isComplete) {
        PublishDataset.pointAt(storage, layout, manifest);
      }
    } catch (IOException e) {
      IOException failure =
          new IOException(
              "run '%s' is published, but %s could not be written (%s); %s"
                  .formatted(
                      manifest.run(),
                      step,
                      e.getMessage(),
                      isComplete
                          ? "the same command with --run-id=" + manifest.run() + " writes it"
                          : "'seedmill runs' writes it"));
      failure.addSuppressed(e); // as a cause, its sentence would stand for this one
      throw failure;
    }
  }

  private String newTemporary() {
    return layout.temporary("publish-" + UUID.randomUUID());
  }
}
