package io.seedmill.pipeline.baseline;

import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.seedmill.transforms.publish.Manifest.EntryReport;
import java.time.Instant;
import java.util.List;

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

  BaselineRun report() {
    return new BaselineRun(output, manifest.run(), manifest.datasetId());
  }
}
