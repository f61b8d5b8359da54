package io.seedmill.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.publish.Manifest.Baseline;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.Dedupe;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Manifest.LatestRun;
import io.seedmill.transforms.publish.Manifest.RetryOf;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.WrittenPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;

/** The last step of a run: checks that all is there, then makes it visible in a safe order. */
record Publication(
    String output,
    DatasetLayout layout,
    GenerationPlan plan,
    RunDescription run,
    int buckets,
    int parts,
    String spill)
    implements Serializable {

  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  Manifest publish(
      List<WrittenPart> written,
      List<BucketSummary> summaries,
      List<TaskShard> missing,
      PipelineOptions options)
      throws IOException {
    try (OpenStorages storages = new OpenStorages(options)) {
      Manifest manifest = publish(storages.at(output), written, summaries, missing);
      for (String root : new TreeSet<>(List.of(output, spill))) {
        storages.at(root).delete(layout.temporaryFolder());
        storages.at(root).deleteIfEmpty(DatasetLayout.TEMPORARY);
      }
      return manifest;
    }
  }

  private Manifest publish(
      Storage storage,
      List<WrittenPart> written,
      List<BucketSummary> summaries,
      List<TaskShard> missing)
      throws IOException {
    Account account = new Account(plan, summaries, missing, run.retried());
    WrittenPart letters = find(written, WrittenPart.DEAD_LETTERS);
    WrittenPart keys = find(written, WrittenPart.KEYS);
    long records =
        written.stream().filter(part -> part.part() >= 0).mapToLong(WrittenPart::records).sum();
    account.check(records, letters.records(), keys.records());
    List<FileReport> partReports = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      partReports.add(publishFile(storage, find(written, part), layout.part(part, parts)));
    }
    FileReport failures =
        letters.records() == 0 ? null : publishFile(storage, letters, layout.failures());
    FileReport keysReport = publishFile(storage, keys, layout.keys());
    String datasetId = DatasetId.of(summaries, buckets);
    Manifest manifest =
        publishManifest(storage, manifest(account, datasetId, partReports, failures, keysReport));
    if (manifest.status().equals(Manifest.COMPLETE)) {
      pointAt(storage, manifest);
    }
    return manifest;
  }

  private static WrittenPart find(List<WrittenPart> written, int part) {
    return written.stream()
        .filter(found -> found.part() == part)
        .findFirst()
        .orElseGet(() -> new WrittenPart(part, List.of(), 0, 0, EMPTY_SHA256));
  }

  /**
   * Gives a part its name. Where that is taken, by an earlier attempt at this step or by another
   * run, the file must have the same bytes.
   */
  private FileReport publishFile(Storage storage, WrittenPart part, String path)
      throws IOException {
    OptionalLong published = storage.size(path);
    if (published.isEmpty()) {
      if (part.records() == 0) {
        String empty = newTemporary();
        storage.write(empty, "");
        storage.publish(empty, path);
      } else {
        storage.publish(part.files(), path);
      }
      checkSize(storage.size(path), part, path);
    } else {
      checkSize(published, part, path);
      if (!sha256(storage, path).equals(part.sha256())) {
        throw new IOException(path + " is there already, with other data; it is not replaced");
      }
    }
    return new FileReport(path, part.records(), part.bytes(), part.sha256());
  }

  private static void checkSize(OptionalLong found, WrittenPart part, String path)
      throws IOException {
    if (found.isEmpty() || found.getAsLong() != part.bytes()) {
      throw new IOException(
          "%s is not what this run wrote: %d bytes expected, %s found"
              .formatted(path, part.bytes(), found.isEmpty() ? "no file" : "" + found.getAsLong()));
    }
  }

  private static String sha256(Storage storage, String path) throws IOException {
    MessageDigest sha256 = ContentHash.sha256();
    try (InputStream in = storage.open(path)) {
      byte[] buffer = new byte[1 << 20];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private Manifest manifest(
      Account account,
      String datasetId,
      List<FileReport> files,
      FileReport failures,
      FileReport keys)
      throws IOException {
    Counts total = account.total();
    boolean tooMany = total.failed() > run.maxFailureRate() * total.requested();
    JsonNode spec = json(run.spec());
    JsonNode filters = run.filters() == null ? null : json(run.filters());
    return new Manifest(
        layout.run(),
        status(total, tooMany),
        run.dataset(),
        datasetId,
        run.planDigest(),
        run.runner(),
        total,
        account.entries(),
        files,
        failures,
        account.missing(),
        keys,
        account.isReproducible(),
        account.fetched(),
        run.baseline().isEmpty() ? null : new Baseline(run.baseline()),
        run.retried() == null ? null : new RetryOf(run.retried().run(), run.retried().datasetId()),
        new Dedupe(plan.keyFields().isEmpty() ? null : plan.keyFields()),
        spec,
        filters,
        run.startedAt(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static JsonNode json(String text) throws IOException {
    return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String status(Counts total, boolean tooMany) {
    if (tooMany) {
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

  private void pointAt(Storage storage, Manifest manifest) throws IOException {
    String temporary = newTemporary();
    storage.write(
        temporary,
        Manifest.toJson(new LatestRun(manifest.run(), layout.manifest(), manifest.datasetId())));
    storage.replace(temporary, DatasetLayout.LATEST_RUN);
  }

  private String newTemporary() {
    return layout.temporary("publish-" + UUID.randomUUID());
  }
}
