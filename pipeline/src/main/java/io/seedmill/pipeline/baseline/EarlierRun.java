package io.seedmill.pipeline.baseline;

import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.near.EarlierSamples;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.seedmill.transforms.write.PartFormats;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A complete run that was published before.
 *
 * @param output where it lies
 * @param manifest what it says of itself
 */
record EarlierRun(String output, Manifest manifest) {

  Instant finishedAt() {
    return Instant.parse(manifest.finishedAt());
  }

  String name() {
    return manifest.run();
  }

  /** Identifies the run among all others; equal for copies of it. */
  List<String> identity() {
    return List.of(manifest.run(), manifest.plan(), manifest.datasetId());
  }

  /** The index after the highest that it asked for in an entry; 0 where it has no such entry. */
  long endIndex(String entry) {
    EntryReport report = manifest.generators().get(entry);
    return report == null ? 0 : report.endIndex();
  }

  KnownKeys keys() {
    return new KnownKeys(output, manifest.keys().path(), manifest.keys().records());
  }

  /** Returns true if its samples can be read again. */
  boolean hasRecords() {
    return PartFormats.areRecords(manifest.format());
  }

  Stream<EarlierSamples.Part> parts() {
    return manifest.parts().stream()
        .filter(part -> hasRecords() && part.records() > 0)
        .map(
            part ->
                new EarlierSamples.Part(
                    name(), output, part.path(), part.bytes(), part.records(), part.sha256()));
  }

  BaselineRun report() {
    return new BaselineRun(output, manifest.run(), manifest.datasetId());
  }
}
