package io.seedmill.pipeline.validate;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/** Computes anew what a manifest says of its run's files. */
final class RunValidation {

  private final CheckedFiles files;
  private final Manifest manifest;
  private final Findings findings;
  private final RecordCheck records;
  private final Set<String> assets;

  /**
   * @param records looks at each record
   * @param assets the files of assets that are there
   * @param bytesDone is told how many bytes were read
   */
  RunValidation(
      Storage storage,
      Manifest manifest,
      Findings findings,
      RecordCheck records,
      Set<String> assets,
      LongConsumer bytesDone) {
    this.files = new CheckedFiles(storage, findings, bytesDone);
    this.manifest = manifest;
    this.findings = findings;
    this.records = records;
    this.assets = assets;
  }

  /** Returns true if the records of a run are looked at, and not the bytes of its files alone. */
  static boolean isReadable(Manifest manifest) {
    return manifest.unreadable().isEmpty();
  }

  /** Looks at every file that the manifest names. */
  void run() throws IOException, InterruptedException {
    checkCounts();
    if (isReadable(manifest)) {
      checkParts();
    } else {
      for (FileReport part : manifest.parts()) {
        files.read(part, (in, file) -> part.records());
      }
      if (manifest.keys() != null) {
        files.read(manifest.keys(), (in, file) -> manifest.keys().records());
      }
    }
    if (manifest.failures() != null) {
      checkListed(manifest.failures(), EntryReport::failed, "dead letters", "failed");
    }
    for (FileReport list : manifest.removed()) {
      boolean isNear = list.path().endsWith("/near-duplicates.jsonl");
      checkListed(
          list,
          entry -> isNear ? entry.counts().near() : entry.counts().repeating(),
          isNear ? "near duplicates" : "contaminated samples",
          "were left out");
    }
  }

  private void checkCounts() {
    String file = file();
    Counts sum = new Counts(0, 0, 0, 0, 0, 0, 0);
    for (Map.Entry<String, EntryReport> entry : manifest.generators().entrySet()) {
      Counts counts = entry.getValue().counts();
      sum = sum.plus(counts);
      if (counts.produced()
          != counts.unique() + counts.duplicates() + counts.known() + counts.removed()) {
        findings.add(file, "the counts of '%s' do not add up".formatted(entry.getKey()));
      }
    }
    if (!sum.equals(manifest.counts())) {
      findings.add(file, "the counts of its generators add up to %s".formatted(sum));
    }
    long inParts = manifest.parts().stream().mapToLong(FileReport::records).sum();
    if (inParts != manifest.counts().unique()) {
      findings.add(
          file,
          "its parts have %d records, and %d samples are unique"
              .formatted(inParts, manifest.counts().unique()));
    }
  }

  private void checkParts() throws IOException, InterruptedException {
    RecordValidation validation = new RecordValidation(files, manifest, records, assets);
    FileReport keys = manifest.keys();
    if (keys == null) {
      validation.read(InputStream.nullInputStream(), file());
      return;
    }
    files.read(
        keys,
        (in, file) -> {
          long count = validation.read(in, file());
          long more = in.transferTo(OutputStream.nullOutputStream());
          if (more > 0) {
            findings.add(keys.path(), "%d bytes behind the keys of all records".formatted(more));
          }
          return count;
        });
  }

  /** Compares the lines of a file with what the manifest counts. */
  private void checkListed(
      FileReport list, ToLongFunction<EntryReport> counted, String lines, String happened)
      throws IOException, InterruptedException {
    Map<String, Long> listed = new TreeMap<>();
    files.read(
        list,
        (in, file) ->
            files.eachLine(
                in,
                file,
                (line, number) -> {
                  try {
                    String name = CanonicalJson.parse(line).path("generator").asText();
                    listed.merge(name, 1L, Long::sum);
                  } catch (IOException e) {
                    findings.add(file, number, "no JSON: " + CanonicalJson.problem(e));
                  }
                }));
    manifest
        .generators()
        .forEach(
            (name, entry) -> {
              long found = listed.getOrDefault(name, 0L);
              long expected = counted.applyAsLong(entry);
              if (found != expected) {
                findings.add(
                    list.path(),
                    "%d %s of '%s', and %d samples of it %s"
                        .formatted(found, lines, name, expected, happened));
              }
            });
  }

  private String file() {
    return "metadata/" + manifest.run() + "/manifest.json";
  }
}
