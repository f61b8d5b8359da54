package io.seedmill.transforms.publish;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.Dedupe;
import io.seedmill.transforms.publish.Manifest.FetchReport;
import io.seedmill.transforms.publish.Manifest.MissingRange;
import io.seedmill.transforms.publish.Manifest.NearReport;
import io.seedmill.transforms.publish.Manifest.WarnedQuery;
import io.seedmill.transforms.write.BucketSummary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The fate of every sample of a run, summed over the buckets. */
final class Account {

  private final GenerationPlan plan;
  private final EntryCounts counts;
  private final RetriedRun retried;
  private final List<List<IndexRange>> missing = new ArrayList<>();
  private final BitSet isFirst = new BitSet();

  /**
   * Adds up.
   *
   * @param missing tasks of which nothing was heard, and need not be
   * @param retried the run whose failed samples were made again; null where there is none
   */
  Account(
      GenerationPlan plan,
      List<BucketSummary> summaries,
      List<TaskShard> missing,
      RetriedRun retried) {
    this.plan = plan;
    this.retried = retried;
    this.counts = new EntryCounts(plan.entries().size());
    summaries.forEach(summary -> counts.add(summary.counts()));
    plan.entries().forEach(entry -> this.missing.add(new ArrayList<>()));
    missing.forEach(shard -> this.missing.get(shard.entry()).add(shard.range()));
    this.missing.replaceAll(IndexRange::joined);
    Set<String> names = new HashSet<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      isFirst.set(entry, names.add(plan.entries().get(entry).name()));
    }
  }

  /**
   * Refuses a run in which a sample is unaccounted for.
   *
   * @param recordsWritten lines in all parts
   * @param lettersWritten lines in the file of dead letters
   * @param keysWritten keys in their file
   */
  void check(long recordsWritten, long lettersWritten, long keysWritten) {
    Map<String, Long> allowedByName = new HashMap<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      long sum = missing.get(entry).stream().mapToLong(IndexRange::size).sum();
      allowedByName.merge(plan.entries().get(entry).name(), sum, Long::sum);
    }
    for (var entry : entries().entrySet()) {
      Counts found = entry.getValue().counts();
      long allowed = allowedByName.get(entry.getKey());
      if (found.missing() != allowed) {
        throw new IllegalStateException(
            ("the account of '%s' does not add up: requested %d and missing %d, but produced %d"
                    + " and failed %d")
                .formatted(
                    entry.getKey(), found.requested(), allowed, found.produced(), found.failed()));
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

  /** Refuses a run in which a sample is left out and not listed. */
  void checkRemoved(Reason reason, long listed) {
    if (removed(reason) != listed) {
      throw new IllegalStateException(
          "the files do not add up: %d samples are left out as %s, and %d are listed"
              .formatted(removed(reason), reason, listed));
    }
  }

  /** Returns the number of samples that are left out for a reason. */
  long removed(Reason reason) {
    return IntStream.range(0, plan.entries().size())
        .mapToLong(
            entry ->
                reason == Reason.CONTAMINATED
                    ? counts.contaminated(entry)
                    : counts.nearDuplicates(entry))
        .sum();
  }

  /**
   * Refuses a run whose samples all lack a field that is to make them equal: it is misspelt. Where
   * an entry has no samples, or a filter left it out, its samples may be those that have the field.
   *
   * @throws AbsentFieldException with all such fields
   */
  void requireKeyFields() throws AbsentFieldException {
    long produced = produced();
    boolean isWhole = IntStream.range(0, plan.entries().size()).allMatch(this::isThere);
    List<String> absent = new ArrayList<>();
    for (int field = 0; field < plan.keyFields().size(); field++) {
      if (isWhole && produced > 0 && counts.lacking(field) == produced) {
        absent.add("'" + plan.keyFields().get(field) + "'");
      }
    }
    if (!absent.isEmpty()) {
      throw new AbsentFieldException(
          ("dedupe.fields: found %s, which none of %d samples has; allowed: fields that samples have."
                  + " Nothing is published")
              .formatted(String.join(", ", absent), produced),
          null);
    }
  }

  /** Returns true if nothing was made, because no host could be connected to. */
  boolean isWithoutAnswers() {
    long failed = total().failed();
    return produced() == 0 && failed > 0 && counts.notConnected() == failed;
  }

  /** Returns the samples that were made or read now. */
  private long produced() {
    return IntStream.range(0, plan.entries().size()).mapToLong(this::produced).sum();
  }

  private long produced(int entry) {
    return counts.unique(entry)
        + counts.duplicates(entry)
        + counts.known(entry)
        + counts.contaminated(entry)
        + counts.nearDuplicates(entry);
  }

  private boolean isThere(int entry) {
    return produced(entry) > 0 || plan.entries().get(entry).samples() == 0;
  }

  /** Returns what makes two samples equal, and how many lack a part of it. */
  Dedupe dedupe(AgainstReport against, NearReport near) {
    List<String> fields = plan.keyFields();
    Map<String, Long> lacking = new LinkedHashMap<>();
    for (int field = 0; field < fields.size(); field++) {
      if (counts.lacking(field) > 0) {
        lacking.put(fields.get(field), counts.lacking(field));
      }
    }
    return new Dedupe(
        fields.isEmpty() ? null : fields,
        plan.preference() == Preference.INDEX ? null : plan.preference().toString(),
        lacking.isEmpty() ? null : lacking,
        lacking.isEmpty() ? null : counts.lacking(fields.size()),
        against,
        near);
  }

  /** The counts by entry's name, in the plan's order. */
  Map<String, EntryReport> entries() {
    Map<String, EntryReport> reports = new LinkedHashMap<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      GenerationPlan.Entry planned = plan.entries().get(entry);
      reports.merge(
          planned.name(),
          EntryReport.of(
              planned.generator(),
              planned.version(),
              planned.span(),
              counts(entry),
              counts.numbersAsText(entry) + kept(entry).numbersAsText(),
              counts.nearTimeLimit(entry) + kept(entry).nearTimeLimit(),
              limits(planned),
              planned.outside() == null ? 0 : planned.outside().withoutIndex(),
              RepositoryReport.of(planned.outside())),
          EntryReport::plus);
    }
    return reports;
  }

  /** Returns how the limits of a program's resources are enforced; null where it has none. */
  private static String limits(GenerationPlan.Entry planned) {
    return planned.outside() == null ? null : planned.outside().limits();
  }

  /** Returns the work that the run was. */
  Effort effort() {
    Map<String, Effort.EntryEffort> efforts = new LinkedHashMap<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      efforts.merge(
          plan.entries().get(entry).name(),
          Effort.EntryEffort.of(counts.bytes(entry), counts.shardTimes().of(entry)),
          Effort.EntryEffort::plus);
    }
    return new Effort(efforts, counts.shardTimes().shardsByMicros());
  }

  /** Returns which samples are equal to others; null where none are. */
  Repetitions repetitions() {
    List<String> names = plan.entries().stream().map(GenerationPlan.Entry::name).toList();
    return Repetitions.of(counts.collisions(), names);
  }

  /** The indices that are missing, by entry; null where none are. */
  List<MissingRange> missing() {
    List<MissingRange> all = new ArrayList<>();
    for (int entry = 0; entry < missing.size(); entry++) {
      String name = plan.entries().get(entry).name();
      missing
          .get(entry)
          .forEach(range -> all.add(new MissingRange(name, range.first(), range.end())));
    }
    return all.isEmpty() ? null : all;
  }

  /** The counts of all entries together. */
  Counts total() {
    Counts sum = new Counts(0, 0, 0, 0, 0, 0, 0);
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      sum = sum.plus(counts(entry));
    }
    return sum;
  }

  private Counts counts(int entry) {
    long requested = plan.entries().get(entry).samples();
    long unique = counts.unique(entry);
    RetriedRun.Kept kept = kept(entry);
    long duplicates = counts.duplicates(entry) + kept.duplicates();
    long failed = counts.failed(entry);
    long known = counts.known(entry) + kept.known();
    long contaminated = counts.contaminated(entry);
    long near = counts.nearDuplicates(entry);
    long produced = unique + duplicates + known + contaminated + near;
    long ended =
        plan.entries().get(entry).givesSeveralSamples()
            ? counts.ended(entry) + kept.settled()
            : produced;
    return new Counts(
        requested,
        produced,
        unique,
        duplicates,
        known,
        failed,
        requested - ended - failed,
        contaminated,
        near);
  }

  /** Entries of one name, which tasks may have, are told apart by no file: the first has all. */
  private RetriedRun.Kept kept(int entry) {
    return retried == null || !isFirst.get(entry)
        ? RetriedRun.Kept.NONE
        : retried.entries().getOrDefault(plan.entries().get(entry).name(), RetriedRun.Kept.NONE);
  }

  /** Returns true if every sample would be the same at any time. */
  boolean isReproducible() {
    return plan.entries().stream().allMatch(GenerationPlan.Entry::isReproducible);
  }

  /** Returns the origin of answers; null if there were no requests. */
  FetchReport fetched() {
    FetchCounts sum = FetchCounts.NONE;
    List<WarnedQuery> warned = new ArrayList<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      String name = plan.entries().get(entry).name();
      FetchCounts fetched = counts.fetched(entry);
      sum = sum.plus(fetched.withoutIndices());
      fetched.warned().entrySet().stream()
          .limit(FetchReport.MOST_WARNED - warned.size())
          .forEach(end -> warned.add(new WarnedQuery(name, end.getKey(), end.getValue())));
    }
    return sum.equals(FetchCounts.NONE) ? null : FetchReport.of(sum, warned);
  }
}
