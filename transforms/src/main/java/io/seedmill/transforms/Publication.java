package io.seedmill.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.manifest.Manifest;
import io.seedmill.transforms.manifest.Manifest.Counts;
import io.seedmill.transforms.manifest.Manifest.Dedupe;
import io.seedmill.transforms.manifest.Manifest.FileReport;
import io.seedmill.transforms.manifest.Manifest.LatestRun;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The last step of a run: checks that all is there, then makes it visible in a safe order. */
record Publication(
    String output,
    DatasetLayout layout,
    GenerationPlan plan,
    RunDescription run,
    int buckets,
    int parts)
    implements Serializable {

  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  Manifest publish(List<WrittenPart> written, List<BucketSummary> summaries) throws IOException {
    Storage storage = Storage.of(output);
    Account account = new Account(plan, summaries);
    WrittenPart letters = find(written, WrittenPart.DEAD_LETTERS);
    long records = written.stream().mapToLong(WrittenPart::records).sum() - letters.records();
    account.check(records, letters.records());
    List<FileReport> partReports = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      partReports.add(publishFile(storage, find(written, part), layout.part(part, parts)));
    }
    FileReport failures =
        letters.records() == 0 ? null : publishFile(storage, letters, layout.failures());
    Manifest manifest =
        publishManifest(
            storage, manifest(account, DatasetId.of(summaries, buckets), partReports, failures));
    if (manifest.status().equals(Manifest.COMPLETE)) {
      pointAt(storage, manifest);
    }
    storage.delete(layout.temporaryFolder());
    return manifest;
  }

  private static WrittenPart find(List<WrittenPart> written, int part) {
    return written.stream()
        .filter(found -> found.part() == part)
        .findFirst()
        .orElseGet(() -> new WrittenPart(part, "", 0, 0, 0, EMPTY_SHA256));
  }

  private FileReport publishFile(Storage storage, WrittenPart part, String path)
      throws IOException {
    if (storage.size(path).isEmpty()) {
      String temporary = part.path();
      if (part.records() == 0) {
        temporary = newTemporary();
        storage.write(temporary, "");
      }
      check(storage, temporary, part);
      storage.publish(temporary, path);
    } else {
      check(storage, path, part);
    }
    return new FileReport(path, part.records(), part.bytes(), part.sha256());
  }

  /** Reads the file once more, because a part that is gone or cut short must not be published. */
  private static void check(Storage storage, String path, WrittenPart part) throws IOException {
    CRC32C found = new CRC32C();
    byte[] buffer = new byte[1 << 20];
    long bytes = 0;
    try (InputStream in = storage.open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found.update(buffer, 0, read);
        bytes += read;
      }
    }
    if (bytes != part.bytes() || found.getValue() != part.crc32c()) {
      throw new IOException(
          "%s is not what this run wrote: %d bytes expected, %d found"
              .formatted(path, part.bytes(), bytes));
    }
  }

  private Manifest manifest(
      Account account, String datasetId, List<FileReport> files, FileReport failures)
      throws IOException {
    Counts total = account.total();
    boolean tooMany = total.failed() > run.maxFailureRate() * total.requested();
    JsonNode spec = CanonicalJson.parse(run.spec().getBytes(StandardCharsets.UTF_8));
    return new Manifest(
        layout.run(),
        tooMany ? Manifest.TOO_MANY_FAILURES : Manifest.COMPLETE,
        run.dataset(),
        datasetId,
        run.planDigest(),
        run.runner(),
        total,
        account.entries(),
        files,
        failures,
        new Dedupe(plan.keyFields().isEmpty() ? null : plan.keyFields()),
        spec,
        run.startedAt(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private Manifest publishManifest(Storage storage, Manifest manifest) throws IOException {
    String temporary = newTemporary();
    storage.write(temporary, manifest.toJson());
    try {
      storage.publish(temporary, layout.manifest());
      return manifest;
    } catch (FileAlreadyExistsException e) {
      Manifest existing = Manifest.parse(storage.read(layout.manifest()));
      if (existing.plan().equals(manifest.plan())
          && existing.datasetId().equals(manifest.datasetId())
          && existing.parts().equals(manifest.parts())) {
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
