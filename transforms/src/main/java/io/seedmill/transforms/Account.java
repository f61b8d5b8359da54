package io.seedmill.transforms;

import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.manifest.Manifest.Counts;
import io.seedmill.transforms.manifest.Manifest.EntryReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of every sample of a run, summed over the buckets. */
final class Account {

  private final GenerationPlan plan;
  private final EntryCounts counts;

  Account(GenerationPlan plan, List<BucketSummary> summaries) {
    this.plan = plan;
    this.counts = new EntryCounts(plan.entries().size());
    summaries.forEach(summary -> counts.add(summary.counts()));
  }

  /**
   * Refuses a run in which a sample is unaccounted for.
   *
   * @param recordsWritten lines in all parts
   * @param lettersWritten lines in the file of dead letters
   * @param keysWritten keys in their file
   */
  void check(long recordsWritten, long lettersWritten, long keysWritten) {
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      Counts found = counts(entry);
      if (found.missing() != 0) {
        throw new IllegalStateException(
            "the account of '%s' does not add up: requested %d, but produced %d and failed %d"
                .formatted(
                    plan.entries().get(entry).name(),
                    found.requested(),
                    found.produced(),
                    found.failed()));
      }
    }
    Counts total = total();
    if (total.unique() != recordsWritten || total.failed() != lettersWritten) {
      throw new IllegalStateException(
          "the files do not add up: %d unique samples and %d records, %d failures and %d letters"
              .formatted(total.unique(), recordsWritten, total.failed(), lettersWritten));
    }
    if (total.unique() != keysWritten) {
      throw new IllegalStateException(
          "the files do not add up: %d unique samples and %d keys"
              .formatted(total.unique(), keysWritten));
    }
  }

  /** The counts by entry, in the plan's order. */
  Map<String, EntryReport> entries() {
    Map<String, EntryReport> reports = new LinkedHashMap<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      GenerationPlan.Entry planned = plan.entries().get(entry);
      reports.put(
          planned.name(),
          EntryReport.of(planned.generator(), planned.version(), planned.span(), counts(entry)));
    }
    return reports;
  }

  /** The counts of all entries together. */
  Counts total() {
    Counts sum = new Counts(0, 0, 0, 0, 0, 0, 0);
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      Counts more = counts(entry);
      sum =
          new Counts(
              sum.requested() + more.requested(),
              sum.produced() + more.produced(),
              sum.unique() + more.unique(),
              sum.duplicates() + more.duplicates(),
              sum.known() + more.known(),
              sum.failed() + more.failed(),
              sum.missing() + more.missing());
    }
    return sum;
  }

  private Counts counts(int entry) {
    long requested = plan.entries().get(entry).samples();
    long unique = counts.unique(entry);
    long duplicates = counts.duplicates(entry);
    long failed = counts.failed(entry);
    long known = counts.known(entry);
    long produced = unique + duplicates + known;
    return new Counts(
        requested, produced, unique, duplicates, known, failed, requested - produced - failed);
  }
}
