package io.seedmill.transforms.publish;

import io.seedmill.transforms.publish.Manifest.SplitBy;
import io.seedmill.transforms.publish.Manifest.SplitReport;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.FileSets;
import io.seedmill.transforms.write.OutputFile.DatasetPart;
import io.seedmill.transforms.write.SplitCounts;
import io.seedmill.transforms.write.Splits;
import io.seedmill.transforms.write.WrittenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of each split and of each set of files, summed over the buckets. */
final class SplitAccount {

  private final FileSets sets;
  private final SplitCounts counts = new SplitCounts();

  SplitAccount(FileSets sets, List<BucketSummary> summaries) {
    this.sets = sets;
    summaries.forEach(summary -> counts.add(summary.splits()));
  }

  /**
   * Refuses a run in which a sample is in no split or in two.
   *
   * @param entries the account of each entry
   * @param parts all parts
   */
  void check(Map<String, EntryReport> entries, List<WrittenFile> parts) {
    if (sets.isOne()) {
      return;
    }
    Map<String, Long> unique = new LinkedHashMap<>();
    Map<String, Long> inSets = new LinkedHashMap<>();
    int splits = Math.max(1, sets.splits().splits().size());
    for (int split = 0; split < splits; split++) {
      for (Map.Entry<Integer, Long> count : counts.of(split).entrySet()) {
        String generator = sets.generators().get(count.getKey());
        unique.merge(generator, count.getValue(), Long::sum);
        inSets.merge(sets.setOf(split, count.getKey()).path(), count.getValue(), Long::sum);
      }
    }
    for (Map.Entry<String, EntryReport> entry : entries.entrySet()) {
      long found = unique.getOrDefault(entry.getKey(), 0L);
      if (found != entry.getValue().unique()) {
        throw new IllegalStateException(
            "the files do not add up: %d unique samples of '%s', and %d in its sets of files"
                .formatted(entry.getValue().unique(), entry.getKey(), found));
      }
    }
    for (WrittenFile part : parts) {
      inSets.merge(((DatasetPart) part.file()).set().path(), -part.records(), Long::sum);
    }
    inSets.forEach(
        (set, rest) -> {
          if (rest != 0) {
            throw new IllegalStateException(
                "the files do not add up: '%s' lacks %d samples".formatted(set, rest));
          }
        });
  }

  /**
   * Refuses a run whose samples all lack the fields that are to keep them together: one is
   * misspelt.
   *
   * @throws AbsentFieldException with the fields
   */
  void requireFields() throws AbsentFieldException {
    SplitBy by = by();
    long all = records();
    if (by != null && all > 0 && by.lacking() == all) {
      throw new AbsentFieldException(
          ("splitBy: found '%s', which none of %d samples has; allowed: fields that samples have."
                  + " Nothing is published")
              .formatted(String.join("', '", by.fields()), all),
          null);
    }
  }

  private long records() {
    long sum = 0;
    for (int split = 0; split < sets.splits().splits().size(); split++) {
      sum += records(split);
    }
    return sum;
  }

  private long records(int split) {
    return counts.of(split).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the samples of each split; null where there are none. */
  Map<String, SplitReport> reports() {
    if (sets.splits().isNone()) {
      return null;
    }
    Map<String, SplitReport> reports = new LinkedHashMap<>();
    List<Splits.Split> splits = sets.splits().splits();
    for (int split = 0; split < splits.size(); split++) {
      Map<String, Long> generators = new LinkedHashMap<>();
      counts.of(split).forEach((entry, n) -> generators.put(sets.generators().get(entry), n));
      Splits.Split named = splits.get(split);
      reports.put(named.name(), new SplitReport(named.share(), records(split), generators));
    }
    return reports;
  }

  /** Returns the fields that the spec names to keep samples together; null where it names none. */
  SplitBy by() {
    Splits splits = sets.splits();
    return splits.named()
        ? new SplitBy(
            splits.together().stream().map(path -> String.join(".", path)).toList(),
            counts.lacking())
        : null;
  }
}
