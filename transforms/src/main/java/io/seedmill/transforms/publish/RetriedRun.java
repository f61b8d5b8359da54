package io.seedmill.transforms.publish;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * A published run whose failed samples are made again: what became of the others, of which those
 * that are not in its files can only be told by it.
 *
 * @param run its name
 * @param datasetId the digest of its data
 * @param entries by entry's name
 */
public record RetriedRun(String run, String datasetId, Map<String, Kept> entries)
    implements Serializable {

  /**
   * The counts of an entry.
   *
   * @param duplicates samples that lost to an equal one
   * @param known samples that an earlier run had
   * @param numbersAsText numbers that became text
   * @param nearTimeLimit answers that came near a time limit
   * @param settled indices that neither failed nor were missing
   */
  public record Kept(
      long duplicates, long known, long numbersAsText, long nearTimeLimit, long settled)
      implements Serializable {

    static final Kept NONE = new Kept(0, 0, 0, 0, 0);
  }

  public RetriedRun {
    entries = Map.copyOf(entries);
  }

  /** Reads a manifest. */
  public static RetriedRun of(Manifest manifest) {
    Map<String, Kept> entries = new HashMap<>();
    manifest
        .generators()
        .forEach(
            (name, report) ->
                entries.put(
                    name,
                    new Kept(
                        report.duplicates(),
                        report.known(),
                        report.numbers(),
                        report.nearLimit(),
                        settled(report))));
    return new RetriedRun(manifest.run(), manifest.datasetId(), entries);
  }

  private static long settled(EntryReport report) {
    return report.requested() - report.failed() - report.missing();
  }
}
